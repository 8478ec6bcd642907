//go:build !go1.26

package tls

import (
	"context"
	"errors"
	"strconv"
)

// The tree's handshake reads and writes records, and QUIC has none: connections over QUIC refuse to start. Their types are here so
// that packages which can do without them (an HTTP server with HTTP/3 as a choice) can be imported.

var errQUIC = errors.New("tls: not supported yet: QUIC")

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

// A QUICConn is a connection over QUIC, which cannot be started.
type QUICConn struct{ config *Config }

func QUICClient(config *QUICConfig) *QUICConn { return &QUICConn{config.TLSConfig} }
func QUICServer(config *QUICConfig) *QUICConn { return &QUICConn{config.TLSConfig} }

func (q *QUICConn) Start(ctx context.Context) error                         { return errQUIC }
func (q *QUICConn) HandleData(level QUICEncryptionLevel, data []byte) error { return errQUIC }
func (q *QUICConn) SendSessionTicket(opts QUICSessionTicketOptions) error   { return errQUIC }
func (q *QUICConn) StoreSession(session *SessionState) error                { return errQUIC }
func (q *QUICConn) Close() error                                            { return nil }
func (q *QUICConn) NextEvent() QUICEvent                                    { return QUICEvent{} }
func (q *QUICConn) SetTransportParameters(params []byte)                    {}
func (q *QUICConn) ConnectionState() ConnectionState                        { return ConnectionState{} }
