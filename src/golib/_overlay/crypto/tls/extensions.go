//go:build !go1.26

package tls

import (
	"bytes"
	"hash"
	"slices"

	"golang.org/x/crypto/cryptobyte"
)

// An extension of a hello.
type extension struct {
	id   uint16
	data []byte
}

// These messages get extensions that the tree knows nothing of: they are put into what the tree encodes.
type clientHelloMsg struct {
	tree_clientHelloMsg
	extra []extension
}

type serverHelloMsg struct {
	tree_serverHelloMsg
	extra []extension
}

type encryptedExtensionsMsg struct {
	tree_encryptedExtensionsMsg
	extra []extension
}

func (m *clientHelloMsg) marshal() (raw []byte, err error) {
	if m.raw == nil {
		if raw, err = m.tree_marshal(); err == nil {
			m.raw, err = withExtra(raw, m.extra)
		}
	}
	return m.raw, err
}

func (m *serverHelloMsg) marshal() (raw []byte, err error) {
	if m.raw == nil {
		if raw, err = m.tree_marshal(); err == nil {
			m.raw, err = withExtra(raw, m.extra)
		}
	}
	return m.raw, err
}

func (m *encryptedExtensionsMsg) marshal() (raw []byte, err error) {
	if m.raw == nil {
		if raw, err = m.tree_marshal(); err == nil {
			m.raw, err = withExtra(raw, m.extra)
		}
	}
	return m.raw, err
}

// withExtra adds extensions to an encoded message, before that of a shared key, which is to be the last.
func withExtra(msg []byte, extra []extension) ([]byte, error) {
	if len(extra) == 0 {
		return msg, nil
	}
	list := extensionsOf(msg)
	at := slices.IndexFunc(list, func(e extension) bool { return e.id == extensionPreSharedKey })
	if at < 0 {
		at = len(list)
	}
	return withExtensions(msg, slices.Insert(list, at, extra...))
}

// withExtensions returns an encoded message with other extensions.
func withExtensions(msg []byte, list []extension) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddUint8(msg[0])
	b.AddUint24LengthPrefixed(func(b *cryptobyte.Builder) {
		b.AddBytes(msg[4:extensionsAt(msg)])
		addExtensions(b, list)
	})
	return b.Bytes()
}

func addExtensions(b *cryptobyte.Builder, list []extension) {
	b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) {
		for _, e := range list {
			b.AddUint16(e.id)
			b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(e.data) })
		}
	})
}

// extensionsAt returns where an encoded message, which has been made here or parsed before, has its extensions.
func extensionsAt(msg []byte) int {
	const versionAndRandom, suiteAndCompression = 2 + 32, 2 + 1
	var skipped cryptobyte.String
	s := cryptobyte.String(msg)
	s.Skip(1 + 3)
	switch msg[0] {
	case typeClientHello:
		s.Skip(versionAndRandom)
		s.ReadUint8LengthPrefixed(&skipped)
		s.ReadUint16LengthPrefixed(&skipped)
		s.ReadUint8LengthPrefixed(&skipped)
	case typeServerHello:
		s.Skip(versionAndRandom)
		s.ReadUint8LengthPrefixed(&skipped)
		s.Skip(suiteAndCompression)
	}
	return len(msg) - len(s)
}

// extensionsOf returns the extensions of an encoded message.
func extensionsOf(msg []byte) []extension {
	s := cryptobyte.String(msg[extensionsAt(msg):])
	var body cryptobyte.String
	s.ReadUint16LengthPrefixed(&body)
	list, _ := readExtensions(body)
	return list
}

func readExtensions(s cryptobyte.String) (list []extension, ok bool) {
	for !s.Empty() {
		var e extension
		if !s.ReadUint16(&e.id) || !readUint16LengthPrefixed(&s, &e.data) {
			return nil, false
		}
		list = append(list, e)
	}
	return list, true
}

// extensionOf returns an extension's data.
func extensionOf(msg []byte, id uint16) (data []byte, ok bool) {
	for _, e := range extensionsOf(msg) {
		if e.id == id {
			return e.data, true
		}
	}
	return nil, false
}

// writeHandshakeRecord: what the tree wants to send gets what it does not know of.
func (c *Conn) writeHandshakeRecord(msg handshakeMessage, transcript transcriptHash) (int, error) {
	switch m := msg.(type) {
	case *clientHelloMsg:
		return c.writeHello(m, transcript)
	case *serverHelloMsg:
		if c.echAccepted && m.supportedVersion == VersionTLS13 {
			if err := c.confirmECH(m, transcript); err != nil {
				return 0, err
			}
		}
	case *encryptedExtensionsMsg:
		if len(c.retryConfigs) != 0 {
			m.extra = append(m.extra, extension{extensionECH, c.retryConfigs})
		}
		if c.quic != nil {
			if err := c.quic.addExtensions(m); err != nil {
				return 0, err
			}
		}
	}
	return c.tree_writeHandshakeRecord(msg, transcript)
}

func (c *Conn) writeHello(hello *clientHelloMsg, transcript transcriptHash) (n int, err error) {
	if c.bindAgain != nil {
		if err := c.bindAgain(hello, transcript.(hash.Hash)); err != nil {
			return 0, err
		}
	}
	if c.offered != nil && !c.offered.rejected {
		n, err = c.writeSealedHello(hello, transcript)
	} else {
		n, err = c.tree_writeHandshakeRecord(hello, transcript)
	}
	if err == nil && hello.earlyData {
		err = c.quic.earlySecretOf(hello, QUICSetWriteSecret)
	}
	return n, err
}

// readHandshake: a server opens a client's hello before the tree sees it; a client looks for what the tree does not know of.
func (c *Conn) readHandshake(transcript transcriptHash) (any, error) {
	msg, err := c.tree_readHandshake(transcript)
	if err != nil {
		return nil, err
	}
	switch m := msg.(type) {
	case *clientHelloMsg:
		if !c.isClient {
			return c.openHello(m)
		}
	case *encryptedExtensionsMsg:
		if err := c.readEncryptedExtensions(m); err != nil {
			return nil, err
		}
		if c.quic != nil {
			return msg, c.quic.readExtensions(m)
		}
	}
	return msg, nil
}

func isRetryRequest(m *serverHelloMsg) bool { return bytes.Equal(m.random, helloRetryRequestRandom) }
