// ML-KEM with given randomness, whose hashes over many keys Go's own implementation gave; wrong ciphertexts, wrong keys.
package main

import (
	"bytes"
	"crypto"
	"crypto/mlkem"
	"crypto/mlkem/mlkemtest"
	"crypto/sha3"
	"fmt"
)

var _ crypto.Decapsulator = (*mlkem.DecapsulationKey768)(nil)
var _ crypto.Decapsulator = (*mlkem.DecapsulationKey1024)(nil)

// many hashes what rounds keys of a stream of bytes and encapsulations for them are.
func many(rounds int, round func(seed, random []byte, out *sha3.SHAKE)) {
	in, out := sha3.NewSHAKE128(), sha3.NewSHAKE128()
	for i := 0; i < rounds; i++ {
		var b [mlkem.SeedSize + 32]byte
		in.Read(b[:])
		round(b[:mlkem.SeedSize], b[mlkem.SeedSize:], out)
	}
	var sum [16]byte
	out.Read(sum[:])
	fmt.Printf("%x\n", sum)
}

func main() {
	many(20, func(seed, random []byte, out *sha3.SHAKE) {
		dk, _ := mlkem.NewDecapsulationKey768(seed)
		out.Write(dk.EncapsulationKey().Bytes())
		key, c, err := mlkemtest.Encapsulate768(dk.EncapsulationKey(), random)
		out.Write(key)
		out.Write(c)
		again, err2 := dk.Decapsulate(c)
		c[len(c)/2] ^= 4
		other, err3 := dk.Decapsulate(c)
		out.Write(other)
		if err != nil || err2 != nil || err3 != nil || !bytes.Equal(key, again) || bytes.Equal(key, other) {
			fmt.Println("768 differs", err, err2, err3)
		}
	})
	many(10, func(seed, random []byte, out *sha3.SHAKE) {
		dk, _ := mlkem.NewDecapsulationKey1024(seed)
		out.Write(dk.EncapsulationKey().Bytes())
		key, c, err := mlkemtest.Encapsulate1024(dk.EncapsulationKey(), random)
		out.Write(key)
		out.Write(c)
		again, err2 := dk.Decapsulate(c)
		c[len(c)-1] ^= 128
		other, err3 := dk.Decapsulate(c)
		out.Write(other)
		if err != nil || err2 != nil || err3 != nil || !bytes.Equal(key, again) || bytes.Equal(key, other) {
			fmt.Println("1024 differs", err, err2, err3)
		}
	})
	dk, err := mlkem.GenerateKey768()
	key, c := dk.EncapsulationKey().Encapsulate()
	again, err2 := dk.Decapsulate(c)
	fmt.Println(err, err2, bytes.Equal(key, again), len(key), len(c) == mlkem.CiphertextSize768, len(dk.Bytes()))
	_, err = mlkem.NewDecapsulationKey768(make([]byte, 63))
	fmt.Println(err)
	_, err = dk.Decapsulate(c[1:])
	fmt.Println(err)
	_, err = mlkem.NewEncapsulationKey1024(make([]byte, 7))
	fmt.Println(err)
	public := dk.EncapsulationKey().Bytes()
	public[0], public[1] = 0xff, 0xff
	_, err = mlkem.NewEncapsulationKey768(public)
	fmt.Println(err)
	_, _, err = mlkemtest.Encapsulate768(dk.EncapsulationKey(), nil)
	fmt.Println(err)
}

// Output:
// cd315ada5ea84edaba2ace6a2ebca27d
// e6de4174c18a87bb89f1074a6f3472b7
// <nil> <nil> true 32 true 64
// mlkem: invalid seed length
// mlkem: invalid ciphertext length
// mlkem: invalid encapsulation key length
// mlkem: invalid polynomial encoding
// mlkemtest: Encapsulate768: random must be 32 bytes
