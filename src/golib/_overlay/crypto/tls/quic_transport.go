//go:build !go1.26

package tls

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"time"
)

// The tree's handshake reads and writes records. Over QUIC there are none: what would be read comes from HandleData, what would be
// written becomes events, and so do the secrets that records would be encrypted with. The handshake runs as a coroutine, which
// goes on when a method of QUICConn is called, and waits where it would read.

// halfConn gets the level of its keys, and who wants to know them.
type halfConn struct {
	tree_halfConn
	level QUICEncryptionLevel
	tell  func(suite *cipherSuiteTLS13, secret []byte)
}

func (hc *halfConn) setTrafficSecret(suite *cipherSuiteTLS13, secret []byte) {
	hc.tree_setTrafficSecret(suite, secret)
	if hc.tell != nil {
		if hc.level++; hc.level == QUICEncryptionLevelEarly {
			hc.level++ // early keys are not of the handshake
		}
		hc.tell(suite, secret)
	}
}

// What a handshake waits for.
const (
	waitsForData    = iota
	waitsForParams  // SetTransportParameters
	waitsForProgram // the program to have seen an event
)

// A quicState is a connection's over QUIC.
type quicState struct {
	conn          *Conn
	ctx           context.Context
	sessionEvents bool
	resume        func() (struct{}, bool) // nil: not started
	stop          func()
	yield         func(struct{}) bool

	events   []QUICEvent
	next     int // in events
	held     *QUICEvent
	input    []byte
	excess   bool // there was input when the keys changed
	waitsFor int
	finished bool
	closed   bool
	err      error
	alert    *AlertError // that was to be sent

	params []byte // to be sent; nil: not known yet

	early              bool // the client wants to send early data
	earlyAccepted      bool // so does the server want to have it
	earlySecret        []byte
	earlySuite         *cipherSuiteTLS13
	ticket             QUICSessionTicketOptions
	ticketSent         bool
	clientTakesTickets bool
}

// quicTransport stands for a connection where there is none.
type quicTransport struct{}

func (quicTransport) Read([]byte) (int, error)         { return 0, net.ErrClosed }
func (quicTransport) Write([]byte) (int, error)        { return 0, net.ErrClosed }
func (quicTransport) Close() error                     { return nil }
func (quicTransport) LocalAddr() net.Addr              { return nil }
func (quicTransport) RemoteAddr() net.Addr             { return nil }
func (quicTransport) SetDeadline(time.Time) error      { return nil }
func (quicTransport) SetReadDeadline(time.Time) error  { return nil }
func (quicTransport) SetWriteDeadline(time.Time) error { return nil }

// clientSessionCacheKey: without a name and an address there is no key.
func clientSessionCacheKey(serverAddr net.Addr, config *Config) string {
	if serverAddr == nil && config.ServerName == "" {
		return ""
	}
	return tree_clientSessionCacheKey(serverAddr, config)
}

// wrap makes an error tell the alert: the one that was to be sent, else that of an internal error.
func (s *quicState) wrap(err error) error {
	if err == nil || errors.As(err, new(AlertError)) {
		return err
	}
	a := AlertError(alertInternalError)
	if s.alert != nil {
		a = *s.alert
	}
	return fmt.Errorf("%w%.0w", err, a)
}

// handshake is the coroutine.
func (s *quicState) handshake(yield func(struct{}) bool) {
	s.yield = yield
	s.err = s.conn.HandshakeContext(context.WithoutCancel(s.ctx))
	s.finished = true
	if s.err != nil {
		s.events, s.next = s.events[:0], 0
		s.add(QUICEvent{Kind: QUICErrorEvent, Err: s.wrap(s.err)})
		return
	}
	s.add(QUICEvent{Kind: QUICHandshakeDone})
	s.release()
}

// goOn runs the handshake until it waits or ends.
func (s *quicState) goOn() error {
	s.resume()
	return s.wrap(s.err)
}

// pause waits for a method to be called. Others may look at the connection meanwhile.
func (s *quicState) pause(what int) error {
	c := s.conn
	s.waitsFor = what
	if !s.closed {
		c.handshakeMutex.Unlock()
		s.closed = !s.yield(struct{}{})
		c.handshakeMutex.Lock()
	}
	if s.closed || s.ctx.Err() != nil {
		return c.sendAlert(alertCloseNotify)
	}
	return nil
}

func (s *quicState) add(e QUICEvent) { s.events = append(s.events, e) }

// release adds the event that was held back.
func (s *quicState) release() {
	if s.held != nil {
		s.add(*s.held)
		s.held = nil
	}
}

func secretEvent(kind QUICEventKind, level QUICEncryptionLevel, suite *cipherSuiteTLS13, secret []byte) QUICEvent {
	return QUICEvent{Kind: kind, Level: level, Suite: suite.id, Data: secret}
}

// readSecret: who can read can write before it. Application data is not to be read before the handshake is through.
func (s *quicState) readSecret(suite *cipherSuiteTLS13, secret []byte) {
	c := s.conn
	s.excess = s.excess || c.hand.Len() != 0 || len(s.input) != 0
	e := secretEvent(QUICSetReadSecret, c.in.level, suite, secret)
	s.held = &e
	if c.out.level == QUICEncryptionLevelHandshake && c.in.level == QUICEncryptionLevelHandshake {
		s.release()
	}
}

func (s *quicState) writeSecret(suite *cipherSuiteTLS13, secret []byte) {
	s.add(secretEvent(QUICSetWriteSecret, s.conn.out.level, suite, secret))
	if s.conn.out.level == QUICEncryptionLevelHandshake {
		s.release()
	}
}

// readRecordOrCCS takes what HandleData brought.
func (c *Conn) readRecordOrCCS(expectChangeCipherSpec bool) error {
	s := c.quic
	if s == nil {
		return c.tree_readRecordOrCCS(expectChangeCipherSpec)
	}
	if c.in.err != nil {
		return c.in.err
	}
	if s.excess {
		return c.in.setErrorLocked(c.refuse(alertUnexpectedMessage, "handshake data before a change of keys"))
	}
	for len(s.input) == 0 {
		if err := s.pause(waitsForData); err != nil {
			return err
		}
	}
	c.hand.Write(s.input)
	s.input = s.input[:0]
	return nil
}

// writeRecordLocked makes messages events; alerts are QUIC's to send.
func (c *Conn) writeRecordLocked(typ recordType, data []byte) (int, error) {
	s := c.quic
	if s == nil {
		return c.tree_writeRecordLocked(typ, data)
	}
	switch typ {
	case recordTypeAlert:
		if s.alert == nil {
			a := AlertError(data[1])
			s.alert = &a
		}
		if alert(data[1]) == alertCloseNotify {
			return 0, &net.OpError{Op: "local error", Err: alertCloseNotify}
		}
	case recordTypeHandshake:
		s.write(data)
	case recordTypeChangeCipherSpec: // for what stands between records and their peers
	default:
		return 0, errors.New("tls: internal error: a record over QUIC")
	}
	return len(data), nil
}

// write adds to what the program has not seen yet, if it can.
func (s *quicState) write(data []byte) {
	level := s.conn.out.level
	if n := len(s.events); n > s.next && s.events[n-1].Kind == QUICWriteData && s.events[n-1].Level == level {
		s.events[n-1].Data = append(s.events[n-1].Data, data...)
		return
	}
	s.add(QUICEvent{Kind: QUICWriteData, Level: level, Data: bytes.Clone(data)})
}

// handleLater takes what comes behind the handshake: tickets.
func (s *quicState) handleLater(data []byte) error {
	c := s.conn
	c.handshakeMutex.Lock() // others may look at the connection
	defer c.handshakeMutex.Unlock()
	c.in.Lock()
	defer c.in.Unlock()
	c.hand.Write(data)
	c.retryCount = 0
	for s.err == nil && c.hand.Len() >= 4 {
		head := c.hand.Bytes()
		if size := 4 + int(head[1])<<16 + int(head[2])<<8 + int(head[3]); size <= maxHandshake && c.hand.Len() < size {
			break
		}
		s.err = c.handlePostHandshakeMessage()
	}
	return s.wrap(s.err)
}

// handleKeyUpdate: QUIC has its own.
func (c *Conn) handleKeyUpdate(keyUpdate *keyUpdateMsg) error {
	if c.quic != nil {
		return c.refuse(alertUnexpectedMessage, "received unexpected key update message")
	}
	return c.tree_handleKeyUpdate(keyUpdate)
}
