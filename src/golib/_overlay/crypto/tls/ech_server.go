//go:build !go1.26

package tls

import (
	"bytes"
	"context"
	"crypto/hpke"
	"errors"
	"fmt"
	"hash"
	"slices"

	"golang.org/x/crypto/cryptobyte"
)

// An echOpening is how a server opened the first hello, for the second one.
type echOpening struct {
	header    echHeader
	recipient *hpke.Recipient // nil: another server has opened it
	random    []byte          // of the inner hello
}

// An echHeader says how an encrypted hello was encrypted.
type echHeader struct {
	suite echSuite
	id    uint8
}

// An echOuterExtension is that of an outer hello.
type echOuterExtension struct {
	echHeader
	enc, payload []byte
}

func parseOuterECH(data []byte) (e echOuterExtension, ok bool) {
	s := cryptobyte.String(data)
	var kind uint8
	ok = s.ReadUint8(&kind) && kind == echOuter && s.ReadUint16(&e.suite.kdf) && s.ReadUint16(&e.suite.aead) &&
		s.ReadUint8(&e.id) && readUint16LengthPrefixed(&s, &e.enc) && readUint16LengthPrefixed(&s, &e.payload) &&
		len(e.payload) != 0 && s.Empty()
	return e, ok
}

// refuse sends an alert, and returns the error of text.
func (c *Conn) refuse(a alert, text string) error {
	c.sendAlert(a)
	return errors.New("tls: " + text)
}

// readClientHello keeps the context for those who ask for keys.
func (c *Conn) readClientHello(ctx context.Context) (*clientHelloMsg, error) {
	c.helloContext = ctx
	return c.tree_readClientHello(ctx)
}

// openHello returns the inner hello of one that it can open, else the hello.
func (c *Conn) openHello(hello *clientHelloMsg) (*clientHelloMsg, error) {
	data, ok := extensionOf(hello.raw, extensionECH)
	switch {
	case c.retried && !c.echAccepted:
		return hello, nil
	case c.retried && !ok:
		return nil, c.refuse(alertMissingExtension, "client's second hello is not encrypted")
	case !ok:
		return hello, nil
	case bytes.Equal(data, []byte{echInner}):
		return c.openedElsewhere(hello)
	}
	if len(data) > 0 && data[0] != echOuter && data[0] != echInner {
		return nil, c.refuse(alertIllegalParameter, "unknown kind of encrypted client hello")
	}
	outer, ok := parseOuterECH(data)
	if !ok {
		return nil, c.refuse(alertDecodeError, "malformed encrypted client hello")
	}
	if c.retried {
		return c.openSecond(hello, outer)
	}
	return c.openFirst(hello, outer)
}

// openedElsewhere: a server in front of this one has opened the hello.
func (c *Conn) openedElsewhere(hello *clientHelloMsg) (*clientHelloMsg, error) {
	if c.retried {
		if c.opening.recipient != nil {
			return nil, c.refuse(alertIllegalParameter, "client's second hello is not encrypted")
		}
		return hello, nil
	}
	c.opening, c.echAccepted = &echOpening{random: hello.random}, true
	return hello, nil
}

func (c *Conn) echKeys(hello *clientHelloMsg) ([]EncryptedClientHelloKey, error) {
	if c.config.GetEncryptedClientHelloKeys == nil {
		return c.config.EncryptedClientHelloKeys, nil
	}
	return c.config.GetEncryptedClientHelloKeys(clientHelloInfo(c.helloContext, c, hello))
}

// openFirst tries the keys. When none fits, the client gets the configs of those that are for that.
func (c *Conn) openFirst(hello *clientHelloMsg, outer echOuterExtension) (*clientHelloMsg, error) {
	keys, err := c.echKeys(hello)
	if err != nil {
		c.sendAlert(alertInternalError)
		return nil, err
	}
	for _, key := range keys {
		recipient, err := key.recipient(outer)
		if err != nil {
			c.sendAlert(alertInternalError)
			return nil, err
		}
		if recipient == nil {
			continue
		}
		plaintext, err := recipient.Open(outerAAD(hello.raw, outer.payload), outer.payload)
		if err != nil {
			continue
		}
		inner, err := c.innerHello(plaintext, hello)
		if err != nil {
			return nil, err
		}
		c.opening, c.echAccepted = &echOpening{outer.echHeader, recipient, inner.random}, true
		return inner, nil
	}
	return hello, c.setRetryConfigs(keys)
}

func (c *Conn) setRetryConfigs(keys []EncryptedClientHelloKey) error {
	var configs []byte
	for _, key := range keys {
		if key.SendAsRetry {
			configs = append(configs, key.Config...)
		}
	}
	if len(configs) == 0 {
		return nil
	}
	var b cryptobyte.Builder
	b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(configs) })
	var err error
	c.retryConfigs, err = b.Bytes()
	return err
}

// recipient begins to decrypt with a key; nil: the hello was not encrypted for it.
func (key *EncryptedClientHelloKey) recipient(outer echOuterExtension) (*hpke.Recipient, error) {
	config, err := parseECHConfig(key.Config)
	if err != nil {
		return nil, fmt.Errorf("tls: invalid EncryptedClientHelloKey Config: %w", err)
	}
	kem, err := hpke.NewKEM(config.kem)
	if err != nil {
		return nil, fmt.Errorf("tls: invalid EncryptedClientHelloKey Config KEM: %w", err)
	}
	private, err := kem.NewPrivateKey(key.PrivateKey)
	if err != nil {
		return nil, fmt.Errorf("tls: invalid EncryptedClientHelloKey PrivateKey: %w", err)
	}
	if config.id != outer.id || !slices.Contains(config.suites, outer.suite) {
		return nil, nil
	}
	kdf, aead, err := outer.suite.algorithms()
	if err != nil {
		return nil, nil
	}
	recipient, err := hpke.NewRecipient(outer.enc, private, kdf, aead, config.info())
	if err != nil {
		return nil, nil // what the client sent is no key
	}
	return recipient, nil
}

// outerAAD is the outer hello with zeros in the place of payload, which is a part of raw.
func outerAAD(raw, payload []byte) []byte {
	aad := slices.Clone(raw)
	at := cap(raw) - cap(payload) // both reach to the same end
	clear(aad[at : at+len(payload)])
	return aad[4:]
}

// openSecond opens the hello that a HelloRetryRequest asked for, as the first one was.
func (c *Conn) openSecond(hello *clientHelloMsg, outer echOuterExtension) (*clientHelloMsg, error) {
	if c.opening.recipient == nil || outer.echHeader != c.opening.header || len(outer.enc) != 0 {
		return nil, c.refuse(alertIllegalParameter, "client's second hello is not encrypted as the first was")
	}
	plaintext, err := c.opening.recipient.Open(outerAAD(hello.raw, outer.payload), outer.payload)
	if err != nil {
		return nil, c.refuse(alertDecryptError, "failed to decrypt client's second hello")
	}
	return c.innerHello(plaintext, hello)
}

// innerHello makes a hello of what was encrypted.
func (c *Conn) innerHello(plaintext []byte, outer *clientHelloMsg) (*clientHelloMsg, error) {
	raw, ok := decodeInner(plaintext, outer)
	inner := new(clientHelloMsg)
	if !ok || !inner.unmarshal(raw) {
		return nil, c.refuse(alertIllegalParameter, "malformed inner client hello")
	}
	if data, _ := extensionOf(raw, extensionECH); !bytes.Equal(data, []byte{echInner}) {
		return nil, c.refuse(alertIllegalParameter, "inner client hello does not say that it is one")
	}
	isOld := func(version uint16) bool { return version <= VersionTLS12 && version >= VersionSSL30 }
	if len(inner.supportedVersions) == 0 || slices.ContainsFunc(inner.supportedVersions, isOld) {
		return nil, c.refuse(alertIllegalParameter, "inner client hello offers versions below TLS 1.3")
	}
	return inner, nil
}

// decodeInner undoes the client's encoding (5.1).
func decodeInner(plaintext []byte, outer *clientHelloMsg) (raw []byte, ok bool) {
	s := cryptobyte.String(plaintext)
	var head, session, suites, compression []byte
	var body cryptobyte.String
	if !s.ReadBytes(&head, 2+32) || !readUint8LengthPrefixed(&s, &session) || len(session) != 0 ||
		!readUint16LengthPrefixed(&s, &suites) || !readUint8LengthPrefixed(&s, &compression) ||
		!s.ReadUint16LengthPrefixed(&body) || bytes.Count(s, []byte{0}) != len(s) {
		return nil, false
	}
	list, ok := readExtensions(body)
	if ok {
		list, ok = expanded(list, extensionsOf(outer.raw))
	}
	if !ok {
		return nil, false
	}
	var b cryptobyte.Builder
	b.AddUint8(typeClientHello)
	b.AddUint24LengthPrefixed(func(b *cryptobyte.Builder) {
		b.AddBytes(head)
		b.AddUint8LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(outer.sessionId) })
		b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(suites) })
		b.AddUint8LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(compression) })
		addExtensions(b, list)
	})
	raw, err := b.Bytes()
	return raw, err == nil
}

// expanded puts the outer hello's extensions in the place of their numbers. They have to be in the outer hello's order, so that
// none is taken twice.
func expanded(list, outer []extension) (out []extension, ok bool) {
	seen := false
	for _, e := range list {
		if e.id != extensionECHOuter {
			out = append(out, e)
			continue
		}
		s := cryptobyte.String(e.data)
		var ids cryptobyte.String
		if seen || !s.ReadUint8LengthPrefixed(&ids) || ids.Empty() || !s.Empty() {
			return nil, false
		}
		seen = true
		for !ids.Empty() {
			var id uint16
			if !ids.ReadUint16(&id) || id == extensionECH {
				return nil, false
			}
			at := slices.IndexFunc(outer, func(e extension) bool { return e.id == id })
			if at < 0 {
				return nil, false
			}
			out = append(out, outer[at])
			outer = outer[at+1:]
		}
	}
	return out, true
}

// confirmECH puts into the server's hello that it accepts.
func (c *Conn) confirmECH(m *serverHelloMsg, transcript transcriptHash) error {
	place := m.random[len(m.random)-echConfirmed:]
	if isRetryRequest(m) {
		place = make([]byte, echConfirmed)
		m.extra = append(m.extra, extension{extensionECH, place})
	}
	raw, err := m.marshal()
	if err != nil {
		return err
	}
	confirmation, err := confirmationFor(raw, cipherSuiteTLS13ByID(m.cipherSuite), c.opening.random, transcript.(hash.Hash))
	if err != nil {
		return err
	}
	copy(place, confirmation)
	m.raw = nil
	return nil
}
