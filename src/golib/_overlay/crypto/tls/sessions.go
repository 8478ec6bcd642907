//go:build !go1.26

package tls

import (
	"crypto/x509"
	"errors"
	"time"

	"golang.org/x/crypto/cryptobyte"
)

// A SessionState is what a server or a client keeps of a session to go on with it later. A server's holds what the tree writes
// into tickets, a client's what the tree keeps in the cache.
type SessionState struct {
	Extra     [][]byte // the program's, which may append to it
	EarlyData bool     // for QUIC only

	curve  CurveID
	alpn   string              // over QUIC: of the connection that began the session
	server []byte              // nil: a client's
	client *ClientSessionState // nil: a server's
}

// ClientSessionState gets what the tree does not keep of it.
type ClientSessionState struct {
	tree_ClientSessionState
	curve     CurveID       // of the handshake that began the session
	alpn      string        // over QUIC: its protocol
	earlyData bool          // over QUIC: the server would take early data
	state     *SessionState // as the program has it; nil: it has not asked
}

// Kinds of encoded states; 0 is none, so that an empty state is no state.
const (
	serverSession = 1 + iota
	clientSession
)

var errSession = errors.New("tls: invalid session encoding")

// Bytes encodes the state for ParseSessionState; secrets are in it.
func (s *SessionState) Bytes() ([]byte, error) {
	if s.server == nil && s.client == nil {
		return nil, errors.New("tls: a session state that is not of a connection")
	}
	var b cryptobyte.Builder
	if s.client != nil {
		b.AddUint8(clientSession)
	} else {
		b.AddUint8(serverSession)
	}
	putBool(&b, s.EarlyData)
	b.AddUint16(uint16(s.curve))
	putBytes(&b, []byte(s.alpn))
	putList(&b, s.Extra)
	if s.client != nil {
		s.client.put(&b)
	} else {
		putBytes(&b, s.server)
	}
	return b.Bytes()
}

// ParseSessionState makes of what Bytes gave a state again.
func ParseSessionState(data []byte) (*SessionState, error) {
	s := cryptobyte.String(data)
	state := new(SessionState)
	var kind uint8
	var curve uint16
	var alpn []byte
	if !s.ReadUint8(&kind) || !getBool(&s, &state.EarlyData) || !s.ReadUint16(&curve) || !getBytes(&s, &alpn) ||
		!getList(&s, &state.Extra) {
		return nil, errSession
	}
	state.curve, state.alpn = CurveID(curve), string(alpn)
	ok := false
	switch kind {
	case serverSession:
		ok = getBytes(&s, &state.server) && len(state.server) != 0
	case clientSession:
		state.client = &ClientSessionState{curve: state.curve, alpn: state.alpn, earlyData: state.EarlyData}
		ok = state.client.get(&s)
	}
	if !ok || !s.Empty() {
		return nil, errSession
	}
	return state, nil
}

// ResumptionState returns the ticket and the state to be kept with it. The state is the same at each call: what a program
// appends to its Extra stays.
func (cs *ClientSessionState) ResumptionState() (ticket []byte, state *SessionState, err error) {
	if cs == nil {
		return nil, nil, nil
	}
	if cs.state == nil {
		cs.state = &SessionState{curve: cs.curve, alpn: cs.alpn, EarlyData: cs.earlyData, client: cs}
	}
	return cs.sessionTicket, cs.state, nil
}

// NewResumptionState makes of a ticket and its state what a cache returns.
func NewResumptionState(ticket []byte, state *SessionState) (*ClientSessionState, error) {
	if state == nil || state.client == nil {
		return nil, errors.New("tls: the session state is not a client's")
	}
	cs := new(ClientSessionState)
	*cs = *state.client
	cs.sessionTicket, cs.state = ticket, state
	return cs, nil
}

// put writes all but the ticket.
func (cs *ClientSessionState) put(b *cryptobyte.Builder) {
	b.AddUint16(cs.vers)
	b.AddUint16(cs.cipherSuite)
	b.AddUint32(cs.ageAdd)
	putTime(b, cs.receivedAt)
	putTime(b, cs.useBy)
	putBytes(b, cs.masterSecret)
	putBytes(b, cs.nonce)
	putBytes(b, cs.ocspResponse)
	putList(b, cs.scts)
	putList(b, raw(cs.serverCertificates))
	b.AddUint8(uint8(len(cs.verifiedChains)))
	for _, chain := range cs.verifiedChains[:uint8(len(cs.verifiedChains))] {
		putList(b, raw(chain))
	}
}

// get reads what put wrote.
func (cs *ClientSessionState) get(s *cryptobyte.String) bool {
	var certs [][]byte
	var chains uint8
	if !s.ReadUint16(&cs.vers) || !s.ReadUint16(&cs.cipherSuite) || !s.ReadUint32(&cs.ageAdd) ||
		!getTime(s, &cs.receivedAt) || !getTime(s, &cs.useBy) || !getBytes(s, &cs.masterSecret) || !getBytes(s, &cs.nonce) ||
		!getBytes(s, &cs.ocspResponse) || !getList(s, &cs.scts) || !getList(s, &certs) || !s.ReadUint8(&chains) {
		return false
	}
	var ok bool
	if cs.serverCertificates, ok = certificates(certs); !ok || len(certs) == 0 {
		return false
	}
	for ; chains > 0; chains-- {
		if !getList(s, &certs) {
			return false
		}
		chain, ok := certificates(certs)
		if !ok || len(chain) == 0 {
			return false
		}
		cs.verifiedChains = append(cs.verifiedChains, chain)
	}
	return true
}

func raw(certs []*x509.Certificate) [][]byte {
	list := make([][]byte, len(certs))
	for i, cert := range certs {
		list[i] = cert.Raw
	}
	return list
}

func certificates(list [][]byte) ([]*x509.Certificate, bool) {
	for _, der := range list {
		if _, err := x509.ParseCertificate(der); err != nil {
			return nil, false
		}
	}
	return parsed(list), true
}

func putBool(b *cryptobyte.Builder, v bool) {
	if v {
		b.AddUint8(1)
	} else {
		b.AddUint8(0)
	}
}

func getBool(s *cryptobyte.String, v *bool) bool {
	var n uint8
	ok := s.ReadUint8(&n) && n <= 1
	*v = n == 1
	return ok
}

// putTime writes milliseconds, as the age of a ticket is told; 0 is no time.
func putTime(b *cryptobyte.Builder, t time.Time) {
	ms := uint64(0)
	if !t.IsZero() {
		ms = uint64(t.UnixMilli())
	}
	addUint64(b, ms)
}

func getTime(s *cryptobyte.String, t *time.Time) bool {
	var ms uint64
	ok := readUint64(s, &ms)
	if *t = (time.Time{}); ms != 0 {
		*t = time.UnixMilli(int64(ms))
	}
	return ok
}

func putBytes(b *cryptobyte.Builder, data []byte) {
	b.AddUint24LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(data) })
}

// getBytes reads bytes of its own; none are nil.
func getBytes(s *cryptobyte.String, data *[]byte) bool {
	var part cryptobyte.String
	ok := s.ReadUint24LengthPrefixed(&part)
	*data = append([]byte(nil), part...)
	return ok
}

func putList(b *cryptobyte.Builder, list [][]byte) {
	b.AddUint24LengthPrefixed(func(b *cryptobyte.Builder) {
		for _, data := range list {
			putBytes(b, data)
		}
	})
}

func getList(s *cryptobyte.String, list *[][]byte) bool {
	*list = nil
	var part cryptobyte.String
	if !s.ReadUint24LengthPrefixed(&part) {
		return false
	}
	for !part.Empty() {
		var data []byte
		if !getBytes(&part, &data) {
			return false
		}
		*list = append(*list, data)
	}
	return true
}
