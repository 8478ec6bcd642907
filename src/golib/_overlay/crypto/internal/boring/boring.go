// Package boring stands for the certified module that another toolchain may bring: there is none.
package boring

import "hash"

const Enabled = false

func Unreachable()            {}
func UnreachableExceptTests() {}

func absent() hash.Hash { panic("crypto/internal/boring: not available") }

func NewSHA1() hash.Hash                               { return absent() }
func NewSHA224() hash.Hash                             { return absent() }
func NewSHA256() hash.Hash                             { return absent() }
func NewSHA384() hash.Hash                             { return absent() }
func NewSHA512() hash.Hash                             { return absent() }
func NewHMAC(h func() hash.Hash, key []byte) hash.Hash { return absent() }

func SHA1(p []byte) (sum [20]byte)   { absent(); return }
func SHA224(p []byte) (sum [28]byte) { absent(); return }
func SHA256(p []byte) (sum [32]byte) { absent(); return }
func SHA384(p []byte) (sum [48]byte) { absent(); return }
func SHA512(p []byte) (sum [64]byte) { absent(); return }
