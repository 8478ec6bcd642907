//go:build !go1.26

// Package boring stands for the certified module that another toolchain may bring: there is none.
package boring

import (
	"crypto"
	"crypto/cipher"
	"hash"
)

const Enabled = false

func Unreachable()            {}
func UnreachableExceptTests() {}

const absent = "crypto/internal/boring: not available"

type randReader int

func (randReader) Read(b []byte) (int, error) { panic(absent) }

const RandReader = randReader(0)

// A BigInt is a number in words, the lowest first.
type BigInt []uint

type (
	PublicKeyECDSA  struct{ _ int }
	PrivateKeyECDSA struct{ _ int }
	PublicKeyRSA    struct{ _ int }
	PrivateKeyRSA   struct{ _ int }
)

func NewSHA1() hash.Hash                               { panic(absent) }
func NewSHA224() hash.Hash                             { panic(absent) }
func NewSHA256() hash.Hash                             { panic(absent) }
func NewSHA384() hash.Hash                             { panic(absent) }
func NewSHA512() hash.Hash                             { panic(absent) }
func NewHMAC(h func() hash.Hash, key []byte) hash.Hash { panic(absent) }

func SHA1(p []byte) (sum [20]byte)   { panic(absent) }
func SHA224(p []byte) (sum [28]byte) { panic(absent) }
func SHA256(p []byte) (sum [32]byte) { panic(absent) }
func SHA384(p []byte) (sum [48]byte) { panic(absent) }
func SHA512(p []byte) (sum [64]byte) { panic(absent) }

func NewAESCipher(key []byte) (cipher.Block, error)             { panic(absent) }
func NewGCMTLS(cipher.Block) (cipher.AEAD, error)               { panic(absent) }
func GenerateKeyECDSA(curve string) (x, y, d BigInt, err error) { panic(absent) }

func NewPublicKeyECDSA(curve string, x, y BigInt) (*PublicKeyECDSA, error)      { panic(absent) }
func NewPrivateKeyECDSA(curve string, x, y, d BigInt) (*PrivateKeyECDSA, error) { panic(absent) }
func SignMarshalECDSA(key *PrivateKeyECDSA, hash []byte) ([]byte, error)        { panic(absent) }
func VerifyECDSA(key *PublicKeyECDSA, hash, sig []byte) bool                    { panic(absent) }

func GenerateKeyRSA(bits int) (n, e, d, p, q, dp, dq, qinv BigInt, err error)          { panic(absent) }
func NewPublicKeyRSA(n, e BigInt) (*PublicKeyRSA, error)                               { panic(absent) }
func NewPrivateKeyRSA(n, e, d, p, q, dp, dq, qinv BigInt) (*PrivateKeyRSA, error)      { panic(absent) }
func EncryptRSAPKCS1(key *PublicKeyRSA, msg []byte) ([]byte, error)                    { panic(absent) }
func EncryptRSANoPadding(key *PublicKeyRSA, msg []byte) ([]byte, error)                { panic(absent) }
func EncryptRSAOAEP(h hash.Hash, key *PublicKeyRSA, msg, label []byte) ([]byte, error) { panic(absent) }
func DecryptRSAPKCS1(key *PrivateKeyRSA, text []byte) ([]byte, error)                  { panic(absent) }
func DecryptRSANoPadding(key *PrivateKeyRSA, text []byte) ([]byte, error)              { panic(absent) }
func DecryptRSAOAEP(h hash.Hash, key *PrivateKeyRSA, text, label []byte) ([]byte, error) {
	panic(absent)
}
func SignRSAPKCS1v15(key *PrivateKeyRSA, h crypto.Hash, hashed []byte) ([]byte, error) { panic(absent) }
func SignRSAPSS(key *PrivateKeyRSA, h crypto.Hash, hashed []byte, salt int) ([]byte, error) {
	panic(absent)
}
func VerifyRSAPKCS1v15(key *PublicKeyRSA, h crypto.Hash, hashed, sig []byte) error { panic(absent) }
func VerifyRSAPSS(key *PublicKeyRSA, h crypto.Hash, hashed, sig []byte, salt int) error {
	panic(absent)
}
