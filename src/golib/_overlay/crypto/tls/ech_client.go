//go:build !go1.26

package tls

import (
	"crypto/hpke"
	"crypto/subtle"
	"errors"
	"hash"
	"io"
	"slices"

	"golang.org/x/crypto/cryptobyte"
)

// An echOffer is a client's encrypted hello.
type echOffer struct {
	config   *echConfig
	suite    echSuite
	enc      []byte // sent with the first hello
	sender   *hpke.Sender
	random   []byte          // of the outer hellos
	inner    []byte          // the first inner hello's random part
	outer    *clientHelloMsg // as it was sent last
	rejected bool
	retry    []byte // configs that the server would accept
}

// checkECH says what of a client's configuration does not go together.
func (c *Config) checkECH() error {
	if c.EncryptedClientHelloConfigList != nil && c.MinVersion != 0 && c.MinVersion < VersionTLS13 {
		return errors.New("tls: MinVersion must be >= VersionTLS13 if EncryptedClientHelloConfigList is populated")
	}
	return nil
}

// offerECH makes hello an inner one, which is sealed when it is sent. What is of TLS 1.2 goes.
func (c *Conn) offerECH(hello *clientHelloMsg) error {
	list, err := parseECHList(c.config.EncryptedClientHelloConfigList)
	if err != nil {
		return err
	}
	offer, err := newECHOffer(list)
	if err != nil {
		return err
	}
	offer.random = make([]byte, 32)
	if _, err := io.ReadFull(c.config.rand(), offer.random); err != nil {
		return errors.New("tls: short read from Rand: " + err.Error())
	}
	only13(hello)
	hello.extra = append(hello.extra, extension{extensionECH, []byte{echInner}})
	offer.inner = hello.random
	c.offered = offer
	return nil
}

// newECHOffer takes the first config that it can use.
func newECHOffer(list []*echConfig) (*echOffer, error) {
	for _, config := range list {
		kem, err := hpke.NewKEM(config.kem)
		if err != nil || config.mandatory || !isPublicName(config.publicName) {
			continue
		}
		public, err := kem.NewPublicKey(config.public)
		if err != nil {
			continue
		}
		for _, suite := range config.suites {
			kdf, aead, err := suite.algorithms()
			if err != nil {
				continue
			}
			enc, sender, err := hpke.NewSender(public, kdf, aead, config.info())
			if err != nil {
				return nil, err
			}
			return &echOffer{config: config, suite: suite, enc: enc, sender: sender}, nil
		}
	}
	return nil, errors.New("tls: EncryptedClientHelloConfigList contains no valid configs")
}

// writeSealedHello sends the outer hello; the inner one is what is talked about.
func (c *Conn) writeSealedHello(inner *clientHelloMsg, transcript transcriptHash) (int, error) {
	if err := c.offered.seal(inner); err != nil {
		return 0, err
	}
	if transcript != nil {
		if err := transcriptMsg(inner, transcript); err != nil {
			return 0, err
		}
	}
	if !c.echAccepted {
		c.serverName = c.offered.config.publicName // until the server says otherwise
	}
	return c.tree_writeHandshakeRecord(c.offered.outer, nil)
}

// seal makes the outer hello. The rest of it is authenticated with zeros in the place of what is encrypted.
func (o *echOffer) seal(inner *clientHelloMsg) error {
	const overhead = 16 // of each of HPKE's ciphers
	plaintext, err := o.encode(inner)
	if err != nil {
		return err
	}
	outer := new(clientHelloMsg)
	*outer = *inner
	outer.random, outer.serverName = o.random, o.config.publicName
	outer.pskIdentities, outer.pskBinders = nil, nil
	outer.extra = slices.Clone(inner.extra)
	own := &outer.extra[slices.IndexFunc(outer.extra, func(e extension) bool { return e.id == extensionECH })]
	own.data = o.extension(make([]byte, len(plaintext)+overhead))
	outer.raw = nil
	aad, err := outer.marshal()
	if err != nil {
		return err
	}
	ciphertext, err := o.sender.Seal(aad[4:], plaintext)
	if err != nil {
		return err
	}
	own.data = o.extension(ciphertext)
	outer.raw = nil
	o.enc = nil // the server has it, should there be a second hello
	o.outer = outer
	return nil
}

// extension is the outer one.
func (o *echOffer) extension(payload []byte) []byte {
	var b cryptobyte.Builder
	b.AddUint8(echOuter)
	b.AddUint16(o.suite.kdf)
	b.AddUint16(o.suite.aead)
	b.AddUint8(o.config.id)
	b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(o.enc) })
	b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(payload) })
	return b.BytesOrPanic()
}

// encode returns what is encrypted (5.1): an inner hello without what the outer one has too, padded.
func (o *echOffer) encode(inner *clientHelloMsg) ([]byte, error) {
	raw, err := inner.marshal()
	if err != nil {
		return nil, err
	}
	const head = 4 + 2 + 32
	session := 1 + len(inner.sessionId)
	var b cryptobyte.Builder
	b.AddBytes(raw[4:head])
	b.AddUint8(0) // no session
	b.AddBytes(raw[head+session : extensionsAt(raw)])
	addExtensions(&b, compressed(extensionsOf(raw)))
	b.AddBytes(make([]byte, o.padding(inner.serverName, len(b.BytesOrPanic()))))
	return b.Bytes()
}

// compressed replaces the extensions that the outer hello has too, which follow on one another, by their numbers.
func compressed(list []extension) (out []extension) {
	var shared cryptobyte.Builder
	at := -1
	for _, e := range list {
		switch e.id {
		case extensionServerName, extensionECH, extensionPreSharedKey:
			out = append(out, e)
		default:
			if at < 0 {
				at = len(out)
			}
			shared.AddUint16(e.id)
		}
	}
	ids := shared.BytesOrPanic()
	return slices.Insert(out, at, extension{extensionECHOuter, append([]byte{byte(len(ids))}, ids...)})
}

// padding hides the length of the name, then rounds (6.1.3).
func (o *echOffer) padding(name string, size int) int {
	const nameExtension, step = 9, 32
	padding := max(0, o.config.maxName-len(name))
	if name == "" {
		padding = o.config.maxName + nameExtension
	}
	return padding + (step - 1) - (size+padding-1)%step
}

// checkServerHelloOrHRR: at the server's hello it is known which of the two it answers.
func (hs *clientHandshakeStateTLS13) checkServerHelloOrHRR() error {
	if err := hs.tree_checkServerHelloOrHRR(); err != nil {
		return err
	}
	offer := hs.c.offered
	if offer == nil || offer.rejected {
		return nil
	}
	confirmed, err := hs.confirmed()
	if err != nil {
		hs.c.sendAlert(alertInternalError)
		return err
	}
	switch {
	case confirmed:
		hs.c.echAccepted, hs.c.serverName = true, hs.hello.serverName
	case hs.c.echAccepted:
		hs.c.sendAlert(alertIllegalParameter)
		return errors.New("tls: server accepted ECH in its HelloRetryRequest and not in its hello")
	default:
		hs.goOnOutside()
	}
	return nil
}

// confirmed reports whether the server's hello says that it accepts.
func (hs *clientHandshakeStateTLS13) confirmed() (bool, error) {
	raw := hs.serverHello.raw
	told := placeOfConfirmation(raw)
	if told == nil {
		return false, nil
	}
	before, err := hs.transcriptOfHello()
	if err != nil {
		return false, err
	}
	want, err := confirmationFor(raw, hs.suite, hs.c.offered.inner, before)
	return err == nil && subtle.ConstantTimeCompare(told, want) == 1, err
}

// transcriptOfHello returns the transcript before the server's hello. The first hello is not in the tree's yet, and counts as its
// hash if the server asks for another one.
func (hs *clientHandshakeStateTLS13) transcriptOfHello() (hash.Hash, error) {
	if hs.transcript != nil {
		return hs.transcript, nil
	}
	transcript := hs.suite.hash.New()
	if err := transcriptMsg(hs.hello, transcript); err != nil {
		return nil, err
	}
	if isRetryRequest(hs.serverHello) {
		sum := transcript.Sum(nil)
		transcript.Reset()
		transcript.Write([]byte{typeMessageHash, 0, 0, byte(len(sum))})
		transcript.Write(sum)
	}
	return transcript, nil
}

// goOnOutside makes the outer hello the one that is talked about, to learn from whom the refusal is.
func (hs *clientHandshakeStateTLS13) goOnOutside() {
	offer := hs.c.offered
	offer.rejected = true
	hs.hello = offer.outer
	hs.session, hs.earlySecret, hs.binderKey = nil, nil, nil
}

func (c *Conn) echRejected() bool { return c.offered != nil && c.offered.rejected }

// refusalConfig is the configuration by which the public name's certificate is judged.
func (c *Conn) refusalConfig() *Config {
	config := c.config.Clone()
	config.ServerName = c.offered.config.publicName
	config.VerifyPeerCertificate, config.VerifyConnection = nil, c.config.EncryptedClientHelloRejectionVerify
	config.InsecureSkipVerify = config.VerifyConnection != nil
	config.Certificates, config.GetClientCertificate = nil, nil // who refuses does not get to know the client
	return config
}

// outside calls f with the configuration that is right for who answers.
func (c *Conn) outside(f func() error) error {
	if !c.echRejected() {
		return f()
	}
	config := c.config
	c.config = c.refusalConfig()
	defer func() { c.config = config }()
	return f()
}

func (hs *clientHandshakeStateTLS13) sendClientCertificate() error {
	return hs.c.outside(hs.tree_sendClientCertificate)
}

// readEncryptedExtensions looks at what the tree does not.
func (c *Conn) readEncryptedExtensions(msg *encryptedExtensionsMsg) error {
	list, ok := extensionOf(msg.raw, extensionECH)
	if !ok {
		return nil
	}
	if !c.echRejected() {
		c.sendAlert(alertUnsupportedExtension)
		return errors.New("tls: server sent ECH configs without need")
	}
	if _, err := parseECHList(list); err != nil {
		c.sendAlert(alertDecodeError)
		return err
	}
	c.offered.retry = list
	return nil
}

// sendClientFinished ends a handshake with who refused.
func (hs *clientHandshakeStateTLS13) sendClientFinished() error {
	c := hs.c
	if err := hs.tree_sendClientFinished(); err != nil || !c.echRejected() {
		return err
	}
	if _, err := c.flush(); err != nil {
		return err
	}
	c.sendAlert(alertECHRequired)
	return &ECHRejectionError{c.offered.retry}
}
