//go:build !go1.26

package hpke

import (
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/binary"
	"fmt"
	"hash"
)

// A KDF derives secrets from what both sides know.
type KDF interface {
	ID() uint16

	// schedule returns the key, the nonce and the secret from which others are exported.
	schedule(suite, shared, info []byte, keySize, nonceSize int) (key, nonce, exporter []byte, err error)
	export(suite, exporter []byte, context string, length int) ([]byte, error)
}

// modeBase begins the contexts: neither a key shared before nor a sender's key is in it, which this package has not.
const modeBase = 0

// An hkdfKDF extracts, then expands.
type hkdfKDF struct {
	id   uint16
	hash func() hash.Hash
}

var (
	hkdfSHA256 = &hkdfKDF{1, sha256.New}
	hkdfSHA384 = &hkdfKDF{2, sha512.New384}
	hkdfSHA512 = &hkdfKDF{3, sha512.New}
)

// HKDFSHA256, HKDFSHA384 and HKDFSHA512 return HKDF with these hashes.
func HKDFSHA256() KDF { return hkdfSHA256 }
func HKDFSHA384() KDF { return hkdfSHA384 }
func HKDFSHA512() KDF { return hkdfSHA512 }

func (k *hkdfKDF) ID() uint16 { return k.id }

// extract and expand are RFC 9180's LabeledExtract and LabeledExpand (4).
func (k *hkdfKDF) extract(suite, salt []byte, label string, ikm []byte) ([]byte, error) {
	labeled := append([]byte(version), suite...)
	labeled = append(labeled, label...)
	return hkdf.Extract(k.hash, append(labeled, ikm...), salt)
}

func (k *hkdfKDF) expand(suite, secret []byte, label string, info []byte, length int) ([]byte, error) {
	labeled := binary.BigEndian.AppendUint16(nil, uint16(length))
	labeled = append(append(append(labeled, version...), suite...), label...)
	return hkdf.Expand(k.hash, secret, string(append(labeled, info...)), length)
}

// together extracts and expands.
func (k *hkdfKDF) together(suite []byte, label string, ikm []byte, then string, info []byte, length int) ([]byte, error) {
	secret, err := k.extract(suite, nil, label, ikm)
	if err != nil {
		return nil, err
	}
	return k.expand(suite, secret, then, info, length)
}

func (k *hkdfKDF) schedule(suite, shared, info []byte, keySize, nonceSize int) (key, nonce, exporter []byte, err error) {
	pskHash, err := k.extract(suite, nil, "psk_id_hash", nil)
	if err != nil {
		return nil, nil, nil, err
	}
	infoHash, err := k.extract(suite, nil, "info_hash", info)
	if err != nil {
		return nil, nil, nil, err
	}
	context := append(append([]byte{modeBase}, pskHash...), infoHash...)
	secret, err := k.extract(suite, shared, "secret", nil)
	if err != nil {
		return nil, nil, nil, err
	}
	if key, err = k.expand(suite, secret, "key", context, keySize); err != nil {
		return nil, nil, nil, err
	}
	if nonce, err = k.expand(suite, secret, "base_nonce", context, nonceSize); err != nil {
		return nil, nil, nil, err
	}
	exporter, err = k.expand(suite, secret, "exp", context, k.hash().Size())
	return key, nonce, exporter, err
}

func (k *hkdfKDF) export(suite, exporter []byte, context string, length int) ([]byte, error) {
	return k.expand(suite, exporter, "sec", []byte(context), length)
}

// A shakeKDF does all in one step (draft-ietf-hpke-pq).
type shakeKDF struct {
	id   uint16
	make func() *sha3.SHAKE
	size int // of the secret from which others are exported
}

var (
	shake128 = &shakeKDF{0x10, sha3.NewSHAKE128, 32}
	shake256 = &shakeKDF{0x11, sha3.NewSHAKE256, 64}
)

// SHAKE128 and SHAKE256 return the functions of these names.
func SHAKE128() KDF { return shake128 }
func SHAKE256() KDF { return shake256 }

func (k *shakeKDF) ID() uint16 { return k.id }

// derive is the draft's LabeledDerive.
func (k *shakeKDF) derive(suite, ikm []byte, label string, context []byte, length int) []byte {
	s := k.make()
	s.Write(ikm)
	s.Write([]byte(version))
	s.Write(suite)
	s.Write(prefixed([]byte(label)))
	s.Write(binary.BigEndian.AppendUint16(nil, uint16(length)))
	s.Write(context)
	out := make([]byte, length)
	s.Read(out)
	return out
}

// prefixed puts b's length before it.
func prefixed(b []byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)
}

func (k *shakeKDF) schedule(suite, shared, info []byte, keySize, nonceSize int) (key, nonce, exporter []byte, err error) {
	if len(info) > 0xffff {
		return nil, nil, nil, fmt.Errorf("info of %d bytes is too long", len(info))
	}
	secrets := append(prefixed(nil), prefixed(shared)...)
	context := append([]byte{modeBase}, prefixed(nil)...)
	all := k.derive(suite, secrets, "secret", append(context, prefixed(info)...), keySize+nonceSize+k.size)
	return all[:keySize], all[keySize : keySize+nonceSize], all[keySize+nonceSize:], nil
}

func (k *shakeKDF) export(suite, exporter []byte, context string, length int) ([]byte, error) {
	return k.derive(suite, exporter, "sec", []byte(context), length), nil
}

// NewKDF returns the one with this number.
func NewKDF(id uint16) (KDF, error) {
	for _, k := range []KDF{hkdfSHA256, hkdfSHA384, hkdfSHA512, shake128, shake256} {
		if k.ID() == id {
			return k, nil
		}
	}
	return nil, fmt.Errorf("unsupported KDF %04x", id)
}
