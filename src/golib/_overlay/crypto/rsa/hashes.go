//go:build !go1.26

package rsa

import (
	"crypto"
	"hash"
	"io"
)

// OAEPOptions are what Decrypt and EncryptOAEPWithOptions want to know: the hash, that of the mask if it is another, and
// the label.
type OAEPOptions struct {
	Hash    crypto.Hash
	MGFHash crypto.Hash
	Label   []byte
}

// twoHashes is a hash that masks with another.
type twoHashes struct {
	hash.Hash
	mask hash.Hash
}

func (o *OAEPOptions) hash() hash.Hash {
	if o.MGFHash == 0 {
		return o.Hash.New()
	}
	return twoHashes{o.Hash.New(), o.MGFHash.New()}
}

func mgf1XOR(out []byte, h hash.Hash, seed []byte) {
	if two, ok := h.(twoHashes); ok {
		h = two.mask
	}
	tree_mgf1XOR(out, h, seed)
}

// EncryptOAEPWithOptions encrypts the message with RSA-OAEP.
func EncryptOAEPWithOptions(random io.Reader, pub *PublicKey, msg []byte, opts *OAEPOptions) ([]byte, error) {
	return EncryptOAEP(opts.hash(), random, pub, msg, opts.Label)
}

// Decrypt decrypts ciphertext with priv: PKCS #1 v1.5 with no options or *PKCS1v15DecryptOptions, OAEP with *OAEPOptions.
func (priv *PrivateKey) Decrypt(rand io.Reader, ciphertext []byte, opts crypto.DecrypterOpts) (plaintext []byte, err error) {
	if o, ok := opts.(*OAEPOptions); ok {
		return DecryptOAEP(o.hash(), rand, priv, ciphertext, o.Label)
	}
	return priv.tree_Decrypt(rand, ciphertext, opts)
}
