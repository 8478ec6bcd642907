//go:build !go1.26

package tls

import (
	"bytes"
	"crypto/hpke"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strings"

	"golang.org/x/crypto/cryptobyte"
)

// Encrypted Client Hello (RFC 9849): the client's hello, the inner one, travels encrypted inside an outer one, which names a
// server that everybody may know of. Who has the key answers the inner one, and lets the client know by some bytes of the random
// part of its hello; others answer the outer one.

const (
	extensionECH      uint16 = 0xfe0d
	extensionECHOuter uint16 = 0xfd00 // stands for extensions that are those of the outer hello
	echVersion               = extensionECH
	alertECHRequired  alert  = 121

	echOuter     = 0 // kinds of extensions
	echInner     = 1
	echConfirmed = 8 // bytes by which a server says that it accepts

	labelECH      = "ech accept confirmation"
	labelECHRetry = "hrr ech accept confirmation"
)

func init() { alertText[alertECHRequired] = "encrypted client hello required" }

// EncryptedClientHelloKey is a server's key to what clients encrypt for one of its configs.
type EncryptedClientHelloKey struct {
	Config      []byte // an encoded ECHConfig, as clients have it
	PrivateKey  []byte // as HPKE encodes it
	SendAsRetry bool   // clients that have another config get this one
}

// ECHRejectionError says that the server did not accept the encrypted hello.
type ECHRejectionError struct {
	RetryConfigList []byte // what the server would accept
}

func (e *ECHRejectionError) Error() string { return "tls: server rejected ECH" }

// An echSuite is how a hello is encrypted.
type echSuite struct{ kdf, aead uint16 }

func (s echSuite) algorithms() (hpke.KDF, hpke.AEAD, error) {
	kdf, err := hpke.NewKDF(s.kdf)
	if err != nil {
		return nil, nil, err
	}
	aead, err := hpke.NewAEAD(s.aead)
	if err == nil && aead == hpke.ExportOnly() {
		err = errors.New("tls: an AEAD that does not encrypt")
	}
	return kdf, aead, err
}

// An echConfig is what clients know of a server.
type echConfig struct {
	raw        []byte
	id         uint8
	kem        uint16
	public     []byte
	suites     []echSuite
	maxName    int
	publicName string
	mandatory  bool // there is an extension that has to be understood
}

func (c *echConfig) info() []byte { return append([]byte("tls ech\x00"), c.raw...) }

var errECHList = errors.New("tls: malformed ECHConfigList")

// parseECHList returns the configs of a list whose version is known.
func parseECHList(data []byte) (list []*echConfig, err error) {
	s := cryptobyte.String(data)
	var body cryptobyte.String
	if !s.ReadUint16LengthPrefixed(&body) || !s.Empty() {
		return nil, errECHList
	}
	for !body.Empty() {
		whole := body
		var version uint16
		var contents cryptobyte.String
		if !body.ReadUint16(&version) || !body.ReadUint16LengthPrefixed(&contents) {
			return nil, errECHList
		}
		if version != echVersion {
			continue
		}
		config, err := parseECHContents(contents)
		if err != nil {
			return nil, err
		}
		config.raw = whole[:len(whole)-len(body)]
		list = append(list, config)
	}
	return list, nil
}

// parseECHConfig reads a server's own config.
func parseECHConfig(data []byte) (*echConfig, error) {
	s := cryptobyte.String(data)
	var version uint16
	var contents cryptobyte.String
	if !s.ReadUint16(&version) {
		return nil, errors.New("tls: malformed ECHConfig, invalid version field")
	}
	if !s.ReadUint16LengthPrefixed(&contents) || !s.Empty() {
		return nil, errors.New("tls: malformed ECHConfig, invalid length field")
	}
	if version != echVersion {
		return nil, fmt.Errorf("tls: unknown ECHConfig version %#x", version)
	}
	config, err := parseECHContents(contents)
	if err != nil {
		return nil, err
	}
	config.raw = data
	return config, nil
}

func parseECHContents(s cryptobyte.String) (*echConfig, error) {
	c := new(echConfig)
	var suites, name, body cryptobyte.String
	var maxName uint8
	if !s.ReadUint8(&c.id) || !s.ReadUint16(&c.kem) || !readUint16LengthPrefixed(&s, &c.public) ||
		!s.ReadUint16LengthPrefixed(&suites) || !s.ReadUint8(&maxName) || !s.ReadUint8LengthPrefixed(&name) ||
		!s.ReadUint16LengthPrefixed(&body) || !s.Empty() {
		return nil, errors.New("tls: malformed ECHConfig")
	}
	c.maxName, c.publicName = int(maxName), string(name)
	for !suites.Empty() {
		var suite echSuite
		if !suites.ReadUint16(&suite.kdf) || !suites.ReadUint16(&suite.aead) {
			return nil, errors.New("tls: malformed ECHConfig, invalid cipher suites")
		}
		c.suites = append(c.suites, suite)
	}
	list, ok := readExtensions(body)
	if !ok {
		return nil, errors.New("tls: malformed ECHConfig, invalid extensions")
	}
	const mandatory = 0x8000
	c.mandatory = slices.ContainsFunc(list, func(e extension) bool { return e.id&mandatory != 0 })
	return c, nil
}

// isPublicName reports whether a name can be one of a server: letters, digits and hyphens between dots.
func isPublicName(name string) bool {
	if len(name) > 253 {
		return false
	}
	for _, label := range strings.Split(name, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		if strings.ContainsFunc(label, func(r rune) bool {
			return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
		}) {
			return false
		}
	}
	return true
}

// echConfirmation returns the bytes by which a server accepts (7.2), of the inner hello's random part and a transcript that ends with
// the server's hello, with zeros where they are to be.
func echConfirmation(suite *cipherSuiteTLS13, random []byte, label string, transcript hash.Hash) []byte {
	return suite.expandLabel(suite.extract(random, nil), label, transcript.Sum(nil), echConfirmed)
}

// placeOfConfirmation returns the bytes of a server's encoded hello that confirm; nil if there are none.
func placeOfConfirmation(msg []byte) []byte {
	const end = 4 + 2 + 32 // of the random part
	if !bytes.Equal(msg[4+2:end], helloRetryRequestRandom) {
		return msg[end-echConfirmed : end]
	}
	data, ok := extensionOf(msg, extensionECH)
	if !ok || len(data) != echConfirmed {
		return nil
	}
	return data
}

// confirmationFor returns what confirms an encoded hello of a server.
func confirmationFor(msg []byte, suite *cipherSuiteTLS13, random []byte, before hash.Hash) ([]byte, error) {
	transcript := cloneHash(before, suite.hash)
	if transcript == nil {
		return nil, errors.New("tls: internal error: failed to clone hash")
	}
	msg = slices.Clone(msg)
	place := placeOfConfirmation(msg)
	clear(place)
	transcript.Write(msg)
	if bytes.Equal(msg[4+2:4+2+32], helloRetryRequestRandom) {
		return echConfirmation(suite, random, labelECHRetry, transcript), nil
	}
	return echConfirmation(suite, random, labelECH, transcript), nil
}
