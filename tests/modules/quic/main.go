// A message is encrypted as crypto/cipher does with the number masked by hand.
package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"fmt"

	"github.com/quic-go/quic-go"
)

func main() {
	key, mask := []byte("0123456789abcdef"), []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	number, text, data := []byte{0, 0, 0, 0, 0, 0, 1, 3}, []byte("text"), []byte("data")
	aead := quic.AEAD(key, mask)
	sealed := aead.Seal(nil, number, text, data)
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	nonce := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ^ 1, 12 ^ 3}
	fmt.Println(bytes.Equal(sealed, gcm.Seal(nil, nonce, text, data)), aead.NonceSize(), aead.Overhead())
	opened, err := aead.Open(nil, number, sealed, data)
	fmt.Println(string(opened), err)
	sealed[0] ^= 1
	_, err = aead.Open(nil, number, sealed, data)
	fmt.Println(err)
}
