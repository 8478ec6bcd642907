//go:build !go1.26

package tls

// Config gets the making of tickets by the program, and encrypted hellos.
type Config struct {
	tree_Config

	// UnwrapSession, if not nil, finds the session of a ticket: none when it returns nil without an error.
	UnwrapSession func(identity []byte, cs ConnectionState) (*SessionState, error)

	// WrapSession, if not nil, makes a ticket of a session. Clients and all on the way see the ticket.
	WrapSession func(ConnectionState, *SessionState) ([]byte, error)

	// EncryptedClientHelloConfigList, if not nil, is what a client encrypts its hello with. A server that cannot open it
	// is an ECHRejectionError.
	EncryptedClientHelloConfigList []byte

	// EncryptedClientHelloRejectionVerify, if not nil, judges the certificate of who refuses, instead of RootCAs.
	EncryptedClientHelloRejectionVerify func(ConnectionState) error

	// GetEncryptedClientHelloKeys, if not nil, is asked for a server's keys instead of EncryptedClientHelloKeys.
	GetEncryptedClientHelloKeys func(*ClientHelloInfo) ([]EncryptedClientHelloKey, error)

	// EncryptedClientHelloKeys are a server's.
	EncryptedClientHelloKeys []EncryptedClientHelloKey
}

func (c *Config) Clone() *Config {
	n := c.tree_Clone()
	if n != nil {
		n.UnwrapSession, n.WrapSession = c.UnwrapSession, c.WrapSession
		n.EncryptedClientHelloConfigList = c.EncryptedClientHelloConfigList
		n.EncryptedClientHelloRejectionVerify = c.EncryptedClientHelloRejectionVerify
		n.GetEncryptedClientHelloKeys = c.GetEncryptedClientHelloKeys
		n.EncryptedClientHelloKeys = c.EncryptedClientHelloKeys
	}
	return n
}

// EncryptTicket makes a ticket with the session ticket keys of c; a WrapSession.
func (c *Config) EncryptTicket(cs ConnectionState, ss *SessionState) ([]byte, error) {
	data, err := ss.Bytes()
	if err != nil {
		return nil, err
	}
	return (&Conn{config: c, ticketKeys: c.ticketKeys(nil)}).tree_encryptTicket(data)
}

// DecryptTicket undoes EncryptTicket, and returns nil, nil for what is no such ticket; an UnwrapSession.
func (c *Config) DecryptTicket(identity []byte, cs ConnectionState) (*SessionState, error) {
	return (&Conn{config: c, ticketKeys: c.ticketKeys(nil)}).ownTicket(identity), nil
}

// ownTicket returns the session of a ticket that was made with one of the connection's keys, or nil.
func (c *Conn) ownTicket(identity []byte) *SessionState {
	data, _ := c.tree_decryptTicket(identity)
	if data == nil {
		return nil
	}
	ss, err := ParseSessionState(data)
	if err != nil {
		return nil
	}
	return ss
}

// encryptTicket makes a ticket of what the tree wants to keep.
func (c *Conn) encryptTicket(state []byte) ([]byte, error) {
	ss := &SessionState{server: state, curve: c.curveInUse()}
	if s := c.quic; s != nil {
		ss.alpn, ss.EarlyData, ss.Extra = c.clientProtocol, s.ticket.EarlyData, s.ticket.Extra
	}
	if c.config.WrapSession != nil {
		return c.config.WrapSession(c.connectionStateLocked(), ss)
	}
	data, err := ss.Bytes()
	if err != nil {
		return nil, err
	}
	return c.tree_encryptTicket(data)
}

// decryptTicket returns what encryptTicket was given, or nil, and whether a new ticket is to be sent (TLS 1.2): always, so that
// nobody who listens sees the same one twice. UnwrapSession's error waits in c, as the tree expects none here.
func (c *Conn) decryptTicket(identity []byte) (state []byte, renew bool) {
	var ss *SessionState
	if c.config.UnwrapSession == nil {
		ss = c.ownTicket(identity)
	} else if c.unwrapErr == nil {
		ss, c.unwrapErr = c.config.UnwrapSession(identity, c.connectionStateLocked())
	}
	if ss == nil || c.unwrapErr != nil {
		return nil, false
	}
	if c.quic != nil {
		if c.unwrapErr = c.quic.askAbout(ss); c.unwrapErr != nil {
			return nil, false
		}
	}
	c.ticketCurve, c.ticketSession = ss.curve, ss
	return ss.server, true
}

func (hs *serverHandshakeStateTLS13) checkForResumption() error {
	if err := hs.tree_checkForResumption(); err != nil {
		return err
	}
	if hs.c.unwrapErr != nil {
		return hs.c.unwrapErr
	}
	return hs.acceptEarly()
}

func (hs *serverHandshakeState) checkForResumption() bool {
	ok := hs.tree_checkForResumption()
	if ok {
		hs.c.curve = hs.c.ticketCurve
	}
	return ok
}
