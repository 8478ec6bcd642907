//go:build !go1.26

package tls

import (
	"context"
	"errors"
	"iter"
	"strconv"
)

// A QUICEncryptionLevel is the level at which a message of the handshake is sent.
type QUICEncryptionLevel int

const (
	QUICEncryptionLevelInitial QUICEncryptionLevel = iota
	QUICEncryptionLevelEarly
	QUICEncryptionLevelHandshake
	QUICEncryptionLevelApplication
)

func (l QUICEncryptionLevel) String() string {
	names := [...]string{"Initial", "Early", "Handshake", "Application"}
	if l >= 0 && int(l) < len(names) {
		return names[l]
	}
	return "QUICEncryptionLevel(" + strconv.Itoa(int(l)) + ")"
}

// A QUICConfig is what a QUICConn is made of.
type QUICConfig struct {
	TLSConfig           *Config
	EnableSessionEvents bool
}

// A QUICEventKind says what a QUICEvent is about.
type QUICEventKind int

const (
	QUICNoEvent QUICEventKind = iota
	QUICSetReadSecret
	QUICSetWriteSecret
	QUICWriteData
	QUICTransportParameters
	QUICTransportParametersRequired
	QUICRejectedEarlyData
	QUICHandshakeDone
	QUICResumeSession
	QUICStoreSession
	QUICErrorEvent
)

// A QUICEvent is something that a connection has to say.
type QUICEvent struct {
	Kind         QUICEventKind
	Level        QUICEncryptionLevel
	Data         []byte
	Suite        uint16
	SessionState *SessionState
	Err          error
}

// QUICSessionTicketOptions are SendSessionTicket's.
type QUICSessionTicketOptions struct {
	EarlyData bool
	Extra     [][]byte
}

// A QUICConn is a connection whose handshake QUIC carries (RFC 9001). Its methods are for one goroutine at a time.
type QUICConn struct{ conn *Conn }

// QUICClient returns a client's connection, QUICServer a server's. MinVersion has to be TLS 1.3.
func QUICClient(config *QUICConfig) *QUICConn {
	return newQUICConn(Client(quicTransport{}, config.TLSConfig), config)
}

func QUICServer(config *QUICConfig) *QUICConn {
	return newQUICConn(Server(quicTransport{}, config.TLSConfig), config)
}

func newQUICConn(c *Conn, config *QUICConfig) *QUICConn {
	c.quic = &quicState{conn: c, sessionEvents: config.EnableSessionEvents}
	c.in.tell, c.out.tell = c.quic.readSecret, c.quic.writeSecret
	return &QUICConn{c}
}

// Start begins the handshake, which goes as far as it gets without the other side.
func (q *QUICConn) Start(ctx context.Context) error {
	s := q.conn.quic
	if s.resume != nil {
		return s.wrap(errors.New("tls: Start called more than once"))
	}
	if q.conn.config.MinVersion < VersionTLS13 {
		return s.wrap(errors.New("tls: Config MinVersion must be at least TLS 1.3"))
	}
	s.ctx = ctx
	s.resume, s.stop = iter.Pull(s.handshake)
	return s.goOn()
}

// NextEvent returns what is next to be done; its Data stays as it is until the next call.
func (q *QUICConn) NextEvent() QUICEvent {
	s := q.conn.quic
	if s.next == len(s.events) && s.waitsFor == waitsForProgram {
		s.waitsFor = waitsForData
		s.goOn()
	}
	if s.next == len(s.events) {
		s.events, s.next = s.events[:0], 0
		return QUICEvent{}
	}
	e := s.events[s.next]
	s.events[s.next] = QUICEvent{}
	s.next++
	return e
}

// HandleData takes bytes of the handshake that came from the other side.
func (q *QUICConn) HandleData(level QUICEncryptionLevel, data []byte) error {
	c, s := q.conn, q.conn.quic
	switch {
	case s.err != nil:
		return s.wrap(s.err)
	case c.in.level != level:
		return s.wrap(errors.New("tls: handshake data received at wrong level"))
	case s.finished:
		return s.handleLater(data)
	}
	s.input = append(s.input, data...)
	return s.goOn()
}

// SendSessionTicket makes a ticket for the client. It can be called once.
func (q *QUICConn) SendSessionTicket(opts QUICSessionTicketOptions) error {
	c, s := q.conn, q.conn.quic
	switch {
	case !c.handshakeComplete():
		return s.wrap(errors.New("tls: SendSessionTicket called before handshake completed"))
	case c.isClient:
		return s.wrap(errors.New("tls: SendSessionTicket called on the client"))
	case s.ticketSent:
		return s.wrap(errors.New("tls: SendSessionTicket called multiple times"))
	}
	s.ticketSent, s.ticket = true, opts
	if !s.clientTakesTickets {
		return nil
	}
	if err := c.sendTicket(); err != nil {
		return s.wrap(err)
	}
	return nil
}

// StoreSession puts a session of a QUICStoreSession event into the cache.
func (q *QUICConn) StoreSession(session *SessionState) error {
	c := q.conn
	if !c.isClient {
		return c.quic.wrap(errors.New("tls: StoreSession called on the server"))
	}
	if key := clientSessionCacheKey(nil, c.config); key != "" && session.client != nil && c.config.ClientSessionCache != nil {
		session.client.state = session
		c.config.ClientSessionCache.Put(key, session.client)
	}
	return nil
}

// ConnectionState returns what is known of the connection.
func (q *QUICConn) ConnectionState() ConnectionState { return q.conn.ConnectionState() }

// SetTransportParameters gives what the other side is to be told.
func (q *QUICConn) SetTransportParameters(params []byte) {
	s := q.conn.quic
	s.params = append([]byte{}, params...)
	if s.waitsFor == waitsForParams {
		s.waitsFor = waitsForData
		s.goOn()
	}
}

// Close ends a handshake that is under way, and tells why it has failed if it has.
func (q *QUICConn) Close() error {
	s := q.conn.quic
	if s.stop != nil {
		s.stop()
	}
	return s.err
}
