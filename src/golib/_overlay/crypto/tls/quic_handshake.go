//go:build !go1.26

package tls

import (
	"encoding/binary"
	"errors"
	"hash"
	"io"
	"slices"
	"time"
)

const (
	extensionQUICParams uint16 = 57 // RFC 9001, 8.2
	labelEarlyTraffic          = "c e traffic"
	quicMaxEarlyData           = 0xffffffff // the only number that is not 0 (4.6.1)
)

// transportParams returns what the other side is to be told, when the program has told it.
func (s *quicState) transportParams() ([]byte, error) {
	if s.params == nil {
		s.add(QUICEvent{Kind: QUICTransportParametersRequired})
	}
	for s.params == nil {
		if err := s.pause(waitsForParams); err != nil {
			return nil, err
		}
	}
	return s.params, nil
}

// takeParams tells the program what the other side has sent.
func (s *quicState) takeParams(message []byte, who string) error {
	params, ok := extensionOf(message, extensionQUICParams)
	if !ok {
		return s.conn.refuse(alertMissingExtension, who+" did not send a quic_transport_parameters extension")
	}
	s.add(QUICEvent{Kind: QUICTransportParameters, Data: slices.Clone(params)})
	return nil
}

// askAbout lets the program look at a session before it is used.
func (s *quicState) askAbout(session *SessionState) error {
	if !s.sessionEvents {
		return nil
	}
	s.add(QUICEvent{Kind: QUICResumeSession, SessionState: session})
	return s.pause(waitsForProgram)
}

// only13 takes from a hello what servers of TLS 1.2 ask for.
func only13(hello *clientHelloMsg) {
	hello.cipherSuites = slices.DeleteFunc(hello.cipherSuites, func(id uint16) bool { return cipherSuiteTLS13ByID(id) == nil })
	hello.supportedPoints, hello.secureRenegotiationSupported = nil, false
}

// prepareHello: there are no sessions that old machines on the way would want to see (8.4).
func (s *quicState) prepareHello(hello *clientHelloMsg) error {
	params, err := s.transportParams()
	if err != nil {
		return err
	}
	only13(hello)
	hello.sessionId = nil
	hello.extra = append(hello.extra, extension{extensionQUICParams, params})
	return nil
}

// bind signs for the one session that a hello offers, with what was said before it.
func bind(hello *clientHelloMsg, suite *cipherSuiteTLS13, binderKey []byte, before hash.Hash) error {
	hello.raw = nil
	data, err := hello.marshalWithoutBinders()
	if err != nil {
		return err
	}
	before.Write(data)
	return hello.updateBinders([][]byte{suite.finishedHash(binderKey, before)})
}

// loadSession offers early data with a session that is good for it.
func (c *Conn) loadSession(hello *clientHelloMsg) (cacheKey string, session *ClientSessionState, earlySecret, binderKey []byte,
	err error) {
	s := c.quic
	if s != nil && clientSessionCacheKey(nil, c.config) == "" {
		return "", nil, nil, nil, nil
	}
	cacheKey, session, earlySecret, binderKey, err = c.tree_loadSession(hello)
	if s == nil || err != nil || len(hello.pskIdentities) == 0 {
		return cacheKey, session, earlySecret, binderKey, err
	}
	_, state, err := session.ResumptionState()
	if err == nil {
		err = s.askAbout(state)
	}
	if err != nil || !state.EarlyData || !slices.Contains(hello.alpnProtocols, session.alpn) ||
		!slices.Contains(hello.cipherSuites, session.cipherSuite) {
		return cacheKey, session, earlySecret, binderKey, err
	}
	suite := cipherSuiteTLS13ByID(session.cipherSuite)
	s.early, s.earlySecret, s.earlySuite, hello.earlyData = true, earlySecret, suite, true
	return cacheKey, session, earlySecret, binderKey, bind(hello, suite, binderKey, suite.hash.New())
}

// earlySecretOf returns the secret of the data that follows a hello.
func (s *quicState) earlySecretOf(hello *clientHelloMsg, kind QUICEventKind) error {
	transcript := s.earlySuite.hash.New()
	if err := transcriptMsg(hello, transcript); err != nil {
		return err
	}
	secret := s.earlySuite.deriveSecret(s.earlySecret, labelEarlyTraffic, transcript)
	s.add(secretEvent(kind, QUICEncryptionLevelEarly, s.earlySuite, secret))
	return nil
}

// rejectEarly tells a client that its early data is lost.
func (s *quicState) rejectEarly() {
	if s.early {
		s.early = false
		s.add(QUICEvent{Kind: QUICRejectedEarlyData})
	}
}

// readExtensions is a client's look at a server's EncryptedExtensions.
func (s *quicState) readExtensions(msg *encryptedExtensionsMsg) error {
	if err := s.takeParams(msg.raw, "server"); err != nil {
		return err
	}
	_, accepted := extensionOf(msg.raw, extensionEarlyData)
	if accepted && !s.early {
		return s.conn.refuse(alertUnsupportedExtension, "server sent an unexpected early_data extension")
	}
	if !accepted {
		s.rejectEarly()
	}
	return nil
}

// readServerParameters: over QUIC there is always a protocol (8.1).
func (hs *clientHandshakeStateTLS13) readServerParameters() error {
	err := hs.tree_readServerParameters()
	if c := hs.c; err == nil && c.quic != nil && len(hs.hello.alpnProtocols) != 0 && c.clientProtocol == "" {
		return c.refuse(alertNoApplicationProtocol, "server did not select an ALPN protocol")
	}
	return err
}

// A kept is a cache for the session that is being received.
type kept struct{ session *ClientSessionState }

func (k *kept) Get(string) (*ClientSessionState, bool)      { return nil, false }
func (k *kept) Put(key string, session *ClientSessionState) { k.session = session }

// handleNewSessionTicket lets the program store the session if it wants to.
func (c *Conn) handleNewSessionTicket(msg *newSessionTicketMsgTLS13) error {
	config := c.config
	if c.quic == nil || !c.isClient || config.ClientSessionCache == nil || clientSessionCacheKey(nil, config) == "" {
		return c.tree_handleNewSessionTicket(msg)
	}
	if msg.maxEarlyData != 0 && msg.maxEarlyData != quicMaxEarlyData {
		return c.refuse(alertIllegalParameter, "invalid early data for QUIC connection")
	}
	k := new(kept)
	c.config = config.Clone()
	c.config.ClientSessionCache = k
	err := c.tree_handleNewSessionTicket(msg)
	c.config = config
	if err != nil || k.session == nil {
		return err
	}
	k.session.alpn, k.session.earlyData, k.session.curve = c.clientProtocol, msg.maxEarlyData != 0, c.curve
	if c.quic.sessionEvents {
		_, state, err := k.session.ResumptionState()
		c.quic.add(QUICEvent{Kind: QUICStoreSession, SessionState: state})
		return err
	}
	config.ClientSessionCache.Put(clientSessionCacheKey(nil, config), k.session)
	return nil
}

// readHello is a server's look at a client's hello, when the tree has found it good.
func (s *quicState) readHello(hello *clientHelloMsg) error {
	c := s.conn
	if _, err := negotiateALPN(c.config.NextProtos, hello.alpnProtocols); err != nil {
		c.sendAlert(alertNoApplicationProtocol)
		return err
	}
	if len(hello.alpnProtocols) == 0 && len(c.config.NextProtos) != 0 {
		return c.refuse(alertNoApplicationProtocol, "client did not request an application protocol")
	}
	return s.takeParams(hello.raw, "client")
}

// acceptEarly decides about early data, when it is known with which session the client goes on.
func (hs *serverHandshakeStateTLS13) acceptEarly() error {
	c, s := hs.c, hs.c.quic
	if s == nil || !s.early || !hs.usingPSK || hs.hello.selectedIdentity != 0 || c.retried || !c.ticketSession.EarlyData {
		return nil
	}
	state := new(sessionStateTLS13)
	protocol, err := negotiateALPN(c.config.NextProtos, hs.clientHello.alpnProtocols)
	if err != nil || !state.unmarshal(c.ticketSession.server) || state.cipherSuite != hs.suite.id ||
		protocol != c.ticketSession.alpn {
		return nil
	}
	s.earlyAccepted, s.earlySecret, s.earlySuite = true, hs.earlySecret, hs.suite
	return s.earlySecretOf(hs.clientHello, QUICSetReadSecret)
}

// addExtensions is a server's to its EncryptedExtensions.
func (s *quicState) addExtensions(m *encryptedExtensionsMsg) error {
	params, err := s.transportParams()
	if err != nil {
		return err
	}
	m.extra = append(m.extra, extension{extensionQUICParams, params})
	if s.earlyAccepted {
		m.extra = append(m.extra, extension{id: extensionEarlyData})
	}
	return nil
}

// shouldSendSessionTickets: over QUIC it is the program that sends them.
func (hs *serverHandshakeStateTLS13) shouldSendSessionTickets() bool {
	should := hs.tree_shouldSendSessionTickets()
	if hs.c.quic == nil {
		return should
	}
	hs.c.quic.clientTakesTickets = should
	return false
}

// sendSessionTickets keeps what tickets are made of.
func (hs *serverHandshakeStateTLS13) sendSessionTickets() error {
	err := hs.tree_sendSessionTickets()
	if hs.c.quic != nil && err == nil {
		hs.c.resumptionSecret = hs.suite.deriveSecret(hs.masterSecret, resumptionLabel, hs.transcript)
	}
	return err
}

// sendTicket sends the one ticket, whose nonce is empty.
func (c *Conn) sendTicket() error {
	state := sessionStateTLS13{
		cipherSuite:      c.cipherSuite,
		createdAt:        uint64(c.config.time().Unix()),
		resumptionSecret: c.resumptionSecret,
		certificate: Certificate{Certificate: raw(c.peerCertificates), OCSPStaple: c.ocspResponse,
			SignedCertificateTimestamps: c.scts},
	}
	data, err := state.marshal()
	if err != nil {
		return err
	}
	m := &newSessionTicketMsgTLS13{lifetime: uint32(maxSessionTicketLifetime / time.Second)}
	if m.label, err = c.encryptTicket(data); err != nil {
		return err
	}
	var age [4]byte
	if _, err := io.ReadFull(c.config.rand(), age[:]); err != nil {
		return errors.New("tls: short read from Rand: " + err.Error())
	}
	m.ageAdd = binary.LittleEndian.Uint32(age[:])
	if c.quic.ticket.EarlyData {
		m.maxEarlyData = quicMaxEarlyData
	}
	_, err = c.writeHandshakeRecord(m, nil)
	return err
}
