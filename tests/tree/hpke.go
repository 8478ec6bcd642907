// HPKE: vectors of RFC 9180 and of draft-ietf-hpke-pq, secrets that Go's own implementation exported, what is refused.
package main

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/mlkem"
	"crypto/mlkem/mlkemtest"
	"crypto/sha3"
	"encoding/hex"
	"fmt"
)

func unhex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// Two messages each: of RFC 9180, A.1.1 and A.2.1, and of the draft, which has hexadecimal digits for texts.
var vectors = []struct {
	kem, kdf, aead uint16
	digits         bool
	ikm, enc       string
	ciphertexts    [2]string
}{
	{0x20, 1, 1, false, "6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037",
		"37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
		[2]string{"f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
			"af2d7e9ac9ae7e270f46ba1f975be53c09f8d875bdc8535458c2494e8a6eab251c03d0c22a56b8ca42c2063b84"}},
	{0x20, 1, 3, false, "1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df",
		"1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
		[2]string{"1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
			"6b53c051e4199c518de79594e1c4ab18b96f081549d45ce015be002090bb119e85285337cc95ba5f59992dc98c"}},
	{0x10, 0x10, 1, true, "a7fd76a516c362036444bcfdb2690221ecec758eaadb3ff279478d29fef19fea",
		"047bf609c4e794449ba692975449c0a05f6bece9a113d1a9fc4b7024a03bda7d28d022cd9c91530b45de3659189aba21d5144aea491c7edea1de1635d06589e9e1",
		[2]string{"7dd7a425170ed146015596fd4276f4f180f506f50f9fc6ac38b817b03bfd62fa95ec802c88bca05bfeda130f35f4f0a3" +
			"e15c982f91e49747ec0d274fc2ca97244847e5e0c5d5d9ebbd84",
			"3558cfc695e0997fce70179f6cc8cdfc17c310bfe725582f0d6446acc2b8d4d567ab0543a5b450fdd1fff5c41b8fe883" +
				"a4d2cf1655fde11007df070c6509ba4678aa8b940660aa631176"}},
	{0x11, 0x11, 2, true, "8f51b7b6c1d043bc3fa3ed7a634cf506f8b4306874826ee1a43a50f605e6c25837d683d0db0f95491670dd4af71f37e7",
		"04839b259c8318f1f37971a0f6b2634581c4f981c1d93e5bcc2dce977389b23ea39aec3845f5f9265a7632d18914b63f4d" +
			"c5d21a6b8674d52711a69368a42945ae9a3f101f03847d64333648c03999cb54ca438892496d808cfaf2194390b025f5",
		[2]string{"8ae5aefdd44f9458890db14dd61019c262744b44a6bee6fb174535c98d683afa3ac391b7c81ee6e5c87f1c58cc4b50b5" +
			"3c4cf260223cff639c6c3e3215b794ebd6e0c689ab622d9e145b",
			"039d4d4aec84d7c3334cf5541eb18ca7f150a04d80f54322898ec30651be8e3ed19cc8c8df1fb0ce29af73d1f5162048" +
				"caa9e026fb45d24b551817117c61ccb93f6026e9386ef7dd3f4c"}},
}

func testVectors() {
	for _, v := range vectors {
		text := func(s string) []byte {
			if v.digits {
				s = hex.EncodeToString([]byte(s))
			}
			return []byte(s)
		}
		kem, _ := hpke.NewKEM(v.kem)
		kdf, _ := hpke.NewKDF(v.kdf)
		aead, _ := hpke.NewAEAD(v.aead)
		k, err := kem.DeriveKeyPair(unhex(v.ikm))
		if err != nil {
			panic(err)
		}
		r, err := hpke.NewRecipient(unhex(v.enc), k, kdf, aead, text("Ode on a Grecian Urn"))
		if err != nil {
			panic(err)
		}
		for i, c := range v.ciphertexts {
			_, err := r.Open([]byte("else"), unhex(c)) // does not count
			p, err2 := r.Open([]byte(fmt.Sprint("Count-", i)), unhex(c))
			fmt.Println(err, bytes.Equal(p, text("Beauty is truth, truth beauty")), err2)
		}
	}
}

var kems = []hpke.KEM{hpke.DHKEM(ecdh.P256()), hpke.DHKEM(ecdh.P384()), hpke.DHKEM(ecdh.P521()), hpke.DHKEM(ecdh.X25519()),
	hpke.MLKEM768(), hpke.MLKEM1024(), hpke.MLKEM768P256(), hpke.MLKEM1024P384(), hpke.MLKEM768X25519()}

var curves = map[uint16]ecdh.Curve{0x10: ecdh.P256(), 0x11: ecdh.P384(), 0x12: ecdh.P521(), 0x20: ecdh.X25519(),
	0x50: ecdh.P256(), 0x51: ecdh.P384(), 0x647a: ecdh.X25519()}

// encapsulation is one that is always the same.
func encapsulation(kem hpke.KEM, public []byte) (enc []byte) {
	random := bytes.Repeat([]byte{7}, 32)
	switch kem.ID() {
	case 0x41, 0x50, 0x647a:
		ek, _ := mlkem.NewEncapsulationKey768(public[:mlkem.EncapsulationKeySize768])
		_, enc, _ = mlkemtest.Encapsulate768(ek, random)
	case 0x42, 0x51:
		ek, _ := mlkem.NewEncapsulationKey1024(public[:mlkem.EncapsulationKeySize1024])
		_, enc, _ = mlkemtest.Encapsulate1024(ek, random)
	}
	if curve, ok := curves[kem.ID()]; ok {
		k, err := hpke.DHKEM(curve).DeriveKeyPair([]byte("sender"))
		if err != nil {
			panic(err)
		}
		enc = append(enc, k.PublicKey().Bytes()...)
	}
	return enc
}

// secrets hashes what keys are derived and secrets exported with each KDF.
func secrets(kem hpke.KEM) {
	k, err := kem.DeriveKeyPair([]byte("recipient"))
	if err != nil {
		panic(err)
	}
	private, _ := k.Bytes()
	out := sha3.NewSHAKE128()
	out.Write(private)
	out.Write(k.PublicKey().Bytes())
	enc := encapsulation(kem, k.PublicKey().Bytes())
	aeads := []hpke.AEAD{hpke.AES128GCM(), hpke.AES256GCM(), hpke.ChaCha20Poly1305(), hpke.ExportOnly()}
	for i, kdf := range []hpke.KDF{hpke.HKDFSHA256(), hpke.HKDFSHA384(), hpke.HKDFSHA512(), hpke.SHAKE128(), hpke.SHAKE256()} {
		r, err := hpke.NewRecipient(enc, k, kdf, aeads[i%len(aeads)], []byte("info"))
		if err != nil {
			panic(err)
		}
		for _, n := range []int{0, 1, 100} {
			x, err := r.Export(fmt.Sprint("context ", n), n)
			if err != nil || len(x) != n {
				fmt.Println(len(x), err)
			}
			out.Write(x)
		}
	}
	var sum [16]byte
	out.Read(sum[:])
	fmt.Printf("%#x %x\n", kem.ID(), sum)
}

// roundTrip sends messages, and reads keys again.
func roundTrip(kem hpke.KEM, aead hpke.AEAD, messages int) {
	k, err := kem.GenerateKey()
	if err != nil {
		panic(err)
	}
	private, err := k.Bytes()
	again, err2 := kem.NewPrivateKey(private)
	public, err3 := kem.NewPublicKey(again.PublicKey().Bytes())
	enc, s, err4 := hpke.NewSender(public, hpke.HKDFSHA256(), aead, nil)
	r, err5 := hpke.NewRecipient(enc, k, hpke.HKDFSHA256(), aead, nil)
	fmt.Print(k.KEM() == kem, public.KEM() == kem, err, err2, err3, err4, err5)
	for i := range messages {
		c, err := s.Seal([]byte{byte(i)}, []byte("text"))
		p, err2 := r.Open([]byte{byte(i)}, c)
		if string(p) != "text" || err != nil || err2 != nil {
			fmt.Println(i, p, err, err2)
		}
	}
	c, err := hpke.Seal(k.PublicKey(), hpke.SHAKE256(), aead, []byte("i"), []byte("once"))
	p, err2 := hpke.Open(k, hpke.SHAKE256(), aead, []byte("i"), c)
	_, err3 = hpke.Open(k, hpke.SHAKE256(), aead, []byte("j"), c)
	fmt.Println("", string(p), err, err2, err3)
	_, err = kem.NewPublicKey([]byte{1, 2})
	_, err2 = kem.NewPrivateKey([]byte{1})
	_, err3 = hpke.NewRecipient(enc[1:], k, hpke.HKDFSHA256(), aead, nil)
	_, err4 = hpke.Open(k, hpke.HKDFSHA256(), aead, nil, enc[1:])
	_, err5 = kem.NewPublicKey(bytes.Repeat([]byte{255}, len(public.Bytes())))
	fmt.Println(err, err2, err3, err4, err5)
}

func limits() {
	k, _ := hpke.DHKEM(ecdh.X25519()).GenerateKey()
	for _, kdf := range []hpke.KDF{hpke.HKDFSHA256(), hpke.SHAKE128()} {
		enc, s, _ := hpke.NewSender(k.PublicKey(), kdf, hpke.ExportOnly(), nil)
		for _, n := range []int{-1, 255 * 32, 255*32 + 1, 65535, 65536} {
			x, err := s.Export("", n)
			fmt.Print(len(x), " ", err, "; ")
		}
		r, _ := hpke.NewRecipient(enc, k, kdf, hpke.ExportOnly(), nil)
		_, err := s.Seal(nil, nil)
		_, err2 := r.Open(nil, nil)
		fmt.Println(err, err2)
	}
	for _, id := range []uint16{0, 4, 0x40, 0xffff} {
		_, err := hpke.NewKEM(id)
		_, err2 := hpke.NewKDF(id)
		_, err3 := hpke.NewAEAD(id)
		fmt.Println(err, err2, err3)
	}
	low := make([]byte, 32)
	_, err := hpke.NewRecipient(low, k, hpke.HKDFSHA256(), hpke.AES128GCM(), nil)
	fmt.Println(err)
	clamped, _ := hpke.DHKEM(ecdh.X25519()).NewPrivateKey(bytes.Repeat([]byte{255}, 32))
	b, err := clamped.Bytes()
	fmt.Printf("%x %v\n", b, err)
}

// Keys that are kept elsewhere.
type exchanger struct{ ecdh.KeyExchanger }
type decapsulator struct{ crypto.Decapsulator }

func elsewhere() {
	small, _ := mlkem.GenerateKey768()
	large, _ := mlkem.GenerateKey1024()
	for _, curve := range []ecdh.Curve{ecdh.P256(), ecdh.P384(), ecdh.P521(), ecdh.X25519()} {
		own, _ := hpke.DHKEM(curve).GenerateKey()
		data, _ := own.Bytes()
		key, _ := curve.NewPrivateKey(data)
		k, err := hpke.NewDHKEMPrivateKey(exchanger{key})
		public, err2 := hpke.NewDHKEMPublicKey(key.PublicKey())
		_, err3 := k.Bytes()
		fmt.Println(err, err2, err3, through(k, public))
		for _, pq := range []crypto.Decapsulator{small, large} {
			k, err := hpke.NewHybridPrivateKey(decapsulator{pq}, exchanger{key})
			public, err2 := hpke.NewHybridPublicKey(pq.Encapsulator(), key.PublicKey())
			if err != nil {
				fmt.Println(err, err2)
				continue
			}
			_, err3 := k.Bytes()
			fmt.Printf("%#x %v %v\n", k.KEM().ID(), err3, through(k, public))
		}
	}
	for _, pq := range []crypto.Decapsulator{small, large, decapsulator{small}} {
		k, err := hpke.NewMLKEMPrivateKey(pq)
		public, err2 := hpke.NewMLKEMPublicKey(pq.Encapsulator())
		data, err3 := k.Bytes()
		fmt.Println(err, err2, len(data), err3, through(k, public))
	}
	_, err := hpke.NewMLKEMPublicKey(nil)
	fmt.Println(err)
}

// through reports whether a message arrives.
func through(k hpke.PrivateKey, public hpke.PublicKey) bool {
	c, err := hpke.Seal(public, hpke.HKDFSHA512(), hpke.AES256GCM(), nil, []byte("x"))
	if err != nil {
		return false
	}
	p, err := hpke.Open(k, hpke.HKDFSHA512(), hpke.AES256GCM(), nil, c)
	return err == nil && string(p) == "x"
}

func main() {
	testVectors()
	for _, kem := range kems {
		secrets(kem)
	}
	for i, kem := range kems {
		messages := 2
		if i == 0 {
			messages = 300 // their count has more than a byte
		}
		roundTrip(kem, []hpke.AEAD{hpke.AES128GCM(), hpke.AES256GCM(), hpke.ChaCha20Poly1305()}[i%3], messages)
	}
	limits()
	elsewhere()
}

// Output:
// cipher: message authentication failed true <nil>
// cipher: message authentication failed true <nil>
// chacha20poly1305: message authentication failed true <nil>
// chacha20poly1305: message authentication failed true <nil>
// cipher: message authentication failed true <nil>
// cipher: message authentication failed true <nil>
// cipher: message authentication failed true <nil>
// cipher: message authentication failed true <nil>
// 0x10 7165e7c00825a316832eaaa99e278cae
// 0x11 aeae5236645f2823d3959c80d2f67d9f
// 0x12 ed834b215a2bdb2e6fade81a85830181
// 0x20 49e386b5895d4364bbb9955d98c4a197
// 0x41 94530a1bec8dec955df37bf987ad14ae
// 0x42 1657902f4ac9b08734652cb68351669c
// 0x50 f06bb4ccf4910877d523987c29832f5a
// 0x51 bf4d25c35b5297fc0e352aefae8c8754
// 0x647a bc54a11f5d43daf2cc0c1bd4e865087c
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> cipher: message authentication failed
// crypto/ecdh: invalid public key crypto/ecdh: invalid private key crypto/ecdh: invalid public key ciphertext too short crypto/ecdh: invalid public key
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> cipher: message authentication failed
// crypto/ecdh: invalid public key crypto/ecdh: invalid private key crypto/ecdh: invalid public key ciphertext too short crypto/ecdh: invalid public key
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> chacha20poly1305: message authentication failed
// crypto/ecdh: invalid public key crypto/ecdh: invalid private key crypto/ecdh: invalid public key ciphertext too short crypto/ecdh: invalid public key
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> cipher: message authentication failed
// crypto/ecdh: invalid public key crypto/ecdh: invalid private key size crypto/ecdh: invalid public key ciphertext too short <nil>
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> cipher: message authentication failed
// mlkem: invalid encapsulation key length mlkem: invalid seed length mlkem: invalid ciphertext length ciphertext too short mlkem: invalid polynomial encoding
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> chacha20poly1305: message authentication failed
// mlkem: invalid encapsulation key length mlkem: invalid seed length mlkem: invalid ciphertext length ciphertext too short mlkem: invalid polynomial encoding
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> cipher: message authentication failed
// invalid public key size hpke: invalid hybrid KEM secret length invalid encapsulated key size ciphertext too short mlkem: invalid polynomial encoding
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> cipher: message authentication failed
// invalid public key size hpke: invalid hybrid KEM secret length invalid encapsulated key size ciphertext too short mlkem: invalid polynomial encoding
// true true <nil> <nil> <nil> <nil> <nil> once <nil> <nil> chacha20poly1305: message authentication failed
// invalid public key size hpke: invalid hybrid KEM secret length invalid encapsulated key size ciphertext too short mlkem: invalid polynomial encoding
// 0 invalid length; 8160 <nil>; 0 hkdf: requested key length too large; 0 hkdf: requested key length too large; 0 invalid length; export-only instantiation export-only instantiation
// 0 invalid length; 8160 <nil>; 8161 <nil>; 65535 <nil>; 0 invalid length; export-only instantiation export-only instantiation
// unsupported KEM unsupported KDF 0000 unsupported AEAD 0000
// unsupported KEM unsupported KDF 0004 unsupported AEAD 0004
// unsupported KEM unsupported KDF 0040 unsupported AEAD 0040
// unsupported KEM unsupported KDF ffff <nil>
// crypto/ecdh: bad X25519 remote ECDH input: low order point
// f8ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f <nil>
// <nil> <nil> ecdh: private key does not support Bytes true
// 0x50 private key seed not available true
// invalid PQ KEM for P-256 hybrid invalid PQ KEM for P-256 hybrid
// <nil> <nil> ecdh: private key does not support Bytes true
// invalid PQ KEM for P-384 hybrid invalid PQ KEM for P-384 hybrid
// 0x51 private key seed not available true
// <nil> <nil> ecdh: private key does not support Bytes true
// unsupported curve unsupported curve
// unsupported curve unsupported curve
// <nil> <nil> ecdh: private key does not support Bytes true
// 0x647a private key seed not available true
// invalid PQ KEM for X25519 hybrid invalid PQ KEM for X25519 hybrid
// <nil> <nil> 64 <nil> true
// <nil> <nil> 64 <nil> true
// <nil> <nil> 0 private key seed not available true
// unsupported public key type
