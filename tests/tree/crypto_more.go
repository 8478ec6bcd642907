package main

import (
	"archive/tar"
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rc4"
	"crypto/rsa"
	"crypto/sha256"
	"database/sql"
	"debug/elf"
	"fmt"
	"io"
	"net/netip"
	"os"
)

func main() {
	b, _ := aes.NewCipher([]byte("0123456789abcdef"))
	dst := make([]byte, 16)
	b.Encrypt(dst, []byte("exampleplaintext"))
	fmt.Printf("%x\n", dst)
	g, _ := cipher.NewGCM(b)
	fmt.Printf("%x\n", g.Seal(nil, make([]byte, 12), []byte("hello"), []byte("ad")))
	s := cipher.NewCTR(b, make([]byte, 16))
	x := make([]byte, 20)
	s.XORKeyStream(x, []byte("abcdefghijklmnopqrst"))
	fmt.Printf("%x\n", x)
	d, _ := des.NewTripleDESCipher([]byte("0123456789abcdef01234567"))
	d.Encrypt(dst, []byte("exampleplaintext"))
	fmt.Printf("%x\n", dst[:8])
	r, _ := rc4.NewCipher([]byte("key"))
	r.XORKeyStream(dst, []byte("exampleplaintext"))
	fmt.Printf("%x\n", dst)
	pub, priv, _ := ed25519.GenerateKey(rand.Reader)
	sig := ed25519.Sign(priv, []byte("m"))
	fmt.Println(ed25519.Verify(pub, []byte("m"), sig), ed25519.Verify(pub, []byte("n"), sig))
	seed := ed25519.NewKeyFromSeed(make([]byte, 32))
	fmt.Printf("%x\n", ed25519.Sign(seed, []byte("x")))
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	h := sha256.Sum256([]byte("q"))
	es, err := ecdsa.SignASN1(rand.Reader, k, h[:])
	fmt.Println(err, ecdsa.VerifyASN1(&k.PublicKey, h[:], es))
	rk, err := rsa.GenerateKey(rand.Reader, 1024)
	fmt.Println(err)
	rs, err := rsa.SignPKCS1v15(rand.Reader, rk, crypto.SHA256, h[:])
	fmt.Println(err, rsa.VerifyPKCS1v15(&rk.PublicKey, crypto.SHA256, h[:], rs))
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	w.WriteHeader(&tar.Header{Name: "a.txt", Size: 3, Mode: 0600})
	w.Write([]byte("abc"))
	w.Close()
	tr := tar.NewReader(&buf)
	hd, err := tr.Next()
	all, _ := io.ReadAll(tr)
	fmt.Println(hd.Name, string(all), err)
	ip := netip.MustParseAddr("192.168.1.7")
	fmt.Println(ip, ip.IsPrivate(), netip.MustParsePrefix("10.0.0.0/8").Contains(ip), netip.MustParseAddr("fe80::1%eth0"))
	_, err = sql.Open("none", "")
	fmt.Println(err, sql.Drivers())
	f, err := elf.Open("/bin/true")
	if err == nil {
		fmt.Println(f.Machine, f.Section(".text") != nil)
	}
	_ = os.Args
}

// Output:
// 8c3cfbbce549de1d7fd06d5a64de5f92
// 2a8746299681560452a8bbf0f920569f0d749b76a8
// 6af976be2e22c79d7c77a4a8ad715aa570c23f4c
// d2b8dff03395bb24
// 6e14558054e31e3a242a611562386a89
// true false
// f7f495f304217c4afd4b516422d9656fa6103e8ef938385ec04a9b93bb32c253688b8dbad2187213adddd61bf9bccd411e0af385a69fd723d5b5c78f1544d403
// <nil> true
// <nil>
// <nil> <nil>
// a.txt abc <nil>
// 192.168.1.7 true false fe80::1%eth0
// sql: unknown driver "none" (forgotten import?) []
// EM_X86_64 true
