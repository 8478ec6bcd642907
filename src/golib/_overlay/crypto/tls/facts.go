//go:build !go1.26

package tls

import (
	"context"
	"errors"
	"hash"
	"time"
)

// Conn gets what the tree does not keep of a handshake.
type Conn struct {
	tree_Conn
	curve       CurveID      // of TLS 1.3, and of a session resumed in TLS 1.2
	agreement   keyAgreement // of a full handshake of TLS 1.2 and below
	retried     bool         // there was a HelloRetryRequest
	unwrapErr   error        // UnwrapSession's
	ticketCurve CurveID      // of the ticket that was read last

	echAccepted  bool            // the inner hello is the one that is talked about
	offered      *echOffer       // a client's, nil: no encrypted hello
	opening      *echOpening     // a server's, nil: no hello that it could open
	retryConfigs []byte          // what clients are told that had another config
	helloContext context.Context // of the handshake

	quic          *quicState                             // nil: over TCP
	ticketSession *SessionState                          // of the ticket that was read last
	bindAgain     func(*clientHelloMsg, hash.Hash) error // a session to a second hello
}

// ConnectionState gets what Go 1.26 tells more.
type ConnectionState struct {
	tree_ConnectionState
	CurveID           CurveID // 0: the keys were exchanged by RSA
	HelloRetryRequest bool
	ECHAccepted       bool // the client's hello was encrypted, and the server could open it
}

// ClientHelloInfo gets what Go 1.26 tells more.
type ClientHelloInfo struct {
	tree_ClientHelloInfo
	Extensions        []uint16 // their numbers, as the client sent them
	HelloRetryRequest bool     // this is the client's second hello
}

func (c *Conn) connectionStateLocked() ConnectionState {
	state := c.tree_connectionStateLocked()
	state.CurveID, state.HelloRetryRequest, state.ECHAccepted = c.curveInUse(), c.retried, c.echAccepted
	return state
}

// curveInUse returns the curve by which keys were exchanged, 0 if by none or not yet.
func (c *Conn) curveInUse() CurveID {
	if ka, ok := c.agreement.(*ecdheKeyAgreement); ok && ka.params != nil {
		return ka.params.CurveID()
	}
	return c.curve
}

// noting returns suite with a key agreement that c keeps, since it knows the curve when it is through.
func (c *Conn) noting(suite *cipherSuite) *cipherSuite {
	s := *suite
	s.ka = func(version uint16) keyAgreement {
		c.agreement = suite.ka(version)
		return c.agreement
	}
	return &s
}

func (hs *clientHandshakeState) pickCipherSuite() error {
	err := hs.tree_pickCipherSuite()
	if err == nil {
		hs.suite = hs.c.noting(hs.suite)
	}
	return err
}

func (hs *serverHandshakeState) pickCipherSuite() error {
	if hs.c.unwrapErr != nil {
		return hs.c.unwrapErr
	}
	err := hs.tree_pickCipherSuite()
	if err == nil {
		hs.suite = hs.c.noting(hs.suite)
	}
	return err
}

func (hs *clientHandshakeState) processServerHello() (bool, error) {
	resumes, err := hs.tree_processServerHello()
	if resumes {
		hs.c.curve = hs.session.curve
	}
	return resumes, err
}

func (hs *clientHandshakeState) readSessionTicket() error {
	old := hs.session
	err := hs.tree_readSessionTicket()
	if hs.session != old {
		hs.session.curve = hs.c.curveInUse()
	}
	return err
}

func (hs *clientHandshakeStateTLS13) processServerHello() error {
	hs.useCurveAlone(hs.serverHello.serverShare.group)
	err := hs.tree_processServerHello()
	if err == nil {
		hs.c.curve = hs.serverHello.serverShare.group
	}
	return err
}

func (hs *serverHandshakeStateTLS13) processClientHello() error {
	hs.askForHybrid()
	if s := hs.c.quic; s != nil {
		s.early, hs.clientHello.earlyData = hs.clientHello.earlyData, false // the tree accepts none
	}
	err := hs.tree_processClientHello()
	if err == nil && hs.c.quic != nil {
		err = hs.c.quic.readHello(hs.clientHello)
	}
	if err != nil {
		return err
	}
	share := &hs.hello.serverShare
	hs.c.curve = share.group
	if h := hybridOf(share.group); h != nil {
		share.data = share.data[:h.kem.ciphertextSize+h.curveSize] // what hybridParameters answered
	}
	return nil
}

// processHelloRetryRequest: the tree's binders for the second hello leave the server's request out, so the session is added when the
// hello is sent.
func (hs *clientHandshakeStateTLS13) processHelloRetryRequest() error {
	c := hs.c
	c.retried = true
	hs.useCurveAlone(hs.serverHello.selectedGroup)
	identities, binders := hs.hello.pskIdentities, hs.hello.pskBinders
	hs.hello.pskIdentities, hs.hello.pskBinders = nil, nil
	if len(identities) == 1 && cipherSuiteTLS13ByID(hs.session.cipherSuite).hash == hs.suite.hash {
		c.bindAgain = func(hello *clientHelloMsg, transcript hash.Hash) error {
			age := uint32(c.config.time().Sub(hs.session.receivedAt) / time.Millisecond)
			identities[0].obfuscatedTicketAge = age + hs.session.ageAdd
			hello.pskIdentities, hello.pskBinders = identities, binders
			before := cloneHash(transcript, hs.suite.hash)
			if before == nil {
				return errors.New("tls: internal error: failed to clone hash")
			}
			return bind(hello, hs.suite, hs.binderKey, before)
		}
	}
	if c.quic != nil {
		hs.hello.earlyData = false
		c.quic.rejectEarly()
	}
	return hs.tree_processHelloRetryRequest()
}

func (hs *serverHandshakeStateTLS13) doHelloRetryRequest(selectedGroup CurveID) error {
	hs.c.retried = true
	return hs.tree_doHelloRetryRequest(selectedGroup)
}

func clientHelloInfo(ctx context.Context, c *Conn, hello *clientHelloMsg) *ClientHelloInfo {
	info := tree_clientHelloInfo(ctx, c, hello)
	info.HelloRetryRequest = c.retried
	if c.quic != nil {
		info.Conn = nil
	}
	for _, e := range extensionsOf(hello.raw) {
		info.Extensions = append(info.Extensions, e.id)
	}
	return info
}
