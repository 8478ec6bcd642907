// QUICConn: pairs of them pass each other what their events say. The expectations are what Go prints.
package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"time"
)

func certificate() (tls.Certificate, *x509.CertPool) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	t := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, DNSNames: []string{"example.com"}}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		panic(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

var kinds = map[tls.QUICEventKind]string{tls.QUICSetReadSecret: "read", tls.QUICSetWriteSecret: "write",
	tls.QUICWriteData: "data", tls.QUICTransportParameters: "params", tls.QUICTransportParametersRequired: "required",
	tls.QUICRejectedEarlyData: "rejected", tls.QUICHandshakeDone: "done", tls.QUICResumeSession: "resume",
	tls.QUICStoreSession: "store", tls.QUICErrorEvent: "error", tls.QUICNoEvent: "none"}

type message struct {
	level tls.QUICEncryptionLevel
	data  []byte
}

type side struct {
	name          string
	conn          *tls.QUICConn
	params        []byte
	ticket        *tls.QUICSessionTicketOptions // for a server to send
	declines      bool                          // to take early data with a session
	reads, writes map[tls.QUICEncryptionLevel][]byte
	notes         [][]byte // to be stored with a session
}

// events does what a side's events ask for, and returns what is for the other side.
func (s *side) events() (out []message) {
	for {
		e := s.conn.NextEvent()
		if e.Kind == tls.QUICNoEvent {
			return out
		}
		fmt.Print(" ", s.name, ":", kinds[e.Kind])
		switch e.Kind {
		case tls.QUICSetReadSecret:
			s.reads[e.Level] = bytes.Clone(e.Data)
			fmt.Print("-", e.Level, "-", e.Suite == tls.TLS_AES_128_GCM_SHA256 || e.Suite == tls.TLS_CHACHA20_POLY1305_SHA256)
		case tls.QUICSetWriteSecret:
			s.writes[e.Level] = bytes.Clone(e.Data)
			fmt.Print("-", e.Level, "-", e.Suite == tls.TLS_AES_128_GCM_SHA256 || e.Suite == tls.TLS_CHACHA20_POLY1305_SHA256)
		case tls.QUICWriteData:
			out = append(out, message{e.Level, bytes.Clone(e.Data)})
			fmt.Print("-", e.Level, "-", e.Data[0])
		case tls.QUICTransportParameters:
			fmt.Printf("-%s", e.Data)
		case tls.QUICTransportParametersRequired:
			s.conn.SetTransportParameters(s.params)
		case tls.QUICHandshakeDone:
			if s.ticket != nil {
				fmt.Print("-", s.conn.SendSessionTicket(*s.ticket))
			}
		case tls.QUICResumeSession:
			fmt.Printf("-%v-%q", e.SessionState.EarlyData, e.SessionState.Extra)
			if s.declines {
				e.SessionState.EarlyData = false
			}
		case tls.QUICStoreSession:
			e.SessionState.Extra = append(e.SessionState.Extra, s.notes...)
			fmt.Print("-", e.SessionState.EarlyData, "-", s.conn.StoreSession(e.SessionState))
		case tls.QUICErrorEvent:
			fmt.Print("-", told(e.Err))
		}
	}
}

// told is an error with its alert.
func told(err error) string {
	var a tls.AlertError
	return fmt.Sprintf("(%v, %v %d)", err, errors.As(err, &a), uint8(a))
}

// talk carries messages, piece bytes at a time, until nobody has anything to say.
func talk(a, b *side, piece int) {
	for moved := true; moved; {
		moved = false
		for _, p := range [][2]*side{{a, b}, {b, a}} {
			for _, m := range p[0].events() {
				moved = true
				for rest := m.data; len(rest) > 0; {
					n := min(piece, len(rest))
					if err := p[1].conn.HandleData(m.level, rest[:n]); err != nil {
						fmt.Print(" ", p[1].name, ":", told(err))
						break
					}
					rest = rest[n:]
				}
			}
		}
	}
	fmt.Println()
}

func pair(c, s *tls.Config, sessionEvents bool) (client, server *side) {
	fresh := func(name string, conn *tls.QUICConn) *side {
		return &side{name: name, conn: conn, reads: map[tls.QUICEncryptionLevel][]byte{}, writes: map[tls.QUICEncryptionLevel][]byte{}}
	}
	client = fresh("C", tls.QUICClient(&tls.QUICConfig{TLSConfig: c, EnableSessionEvents: sessionEvents}))
	server = fresh("S", tls.QUICServer(&tls.QUICConfig{TLSConfig: s, EnableSessionEvents: sessionEvents}))
	client.conn.SetTransportParameters([]byte("theirs"))
	server.conn.SetTransportParameters([]byte("ours"))
	return client, server
}

func (s *side) start() {
	if err := s.conn.Start(context.Background()); err != nil {
		fmt.Print(" ", s.name, ":", told(err))
	}
}

// shake makes a handshake between both, and compares what they know of it.
func shake(what string, client, server *side) {
	fmt.Print(what, ":")
	client.start()
	server.start()
	piece := 1 << 20
	if what == "in pieces" {
		piece = 100
	}
	talk(client, server, piece)
	c, s := client.conn.ConnectionState(), server.conn.ConnectionState()
	fmt.Println("\t", c.HandshakeComplete, s.HandshakeComplete, c.DidResume, s.DidResume, c.NegotiatedProtocol,
		c.HelloRetryRequest, s.HelloRetryRequest, len(s.PeerCertificates), same(client, server), same(server, client))
	if c.HandshakeComplete && s.HandshakeComplete {
		x, err := c.ExportKeyingMaterial("label", nil, 16)
		y, err2 := s.ExportKeyingMaterial("label", nil, 16)
		if !bytes.Equal(x, y) || err != nil || err2 != nil {
			fmt.Println("exported keys differ", err, err2)
		}
	}
	client.conn.Close()
	server.conn.Close()
}

// same counts the levels at which b reads what a writes.
func same(a, b *side) (n int) {
	for level, secret := range a.writes {
		if len(secret) > 0 && bytes.Equal(secret, b.reads[level]) {
			n++
		}
	}
	return n
}

func with(c *tls.Config, change func(*tls.Config)) *tls.Config {
	c = c.Clone()
	change(c)
	return c
}

func sessions(c, s *tls.Config) {
	early := &tls.QUICSessionTicketOptions{EarlyData: true, Extra: [][]byte{[]byte("server's")}}
	for _, sessionEvents := range []bool{false, true} {
		resuming := with(c, func(c *tls.Config) { c.ClientSessionCache = tls.NewLRUClientSessionCache(2) })
		for _, what := range []string{"first", "second", "third"} {
			client, server := pair(resuming, s, sessionEvents)
			server.ticket, client.notes = early, [][]byte{[]byte("client's")}
			shake(what, client, server)
		}
		client, server := pair(resuming, s, sessionEvents)
		server.declines = true
		shake("server declines", client, server)
		client, server = pair(resuming, s, sessionEvents)
		client.declines = true
		shake("client declines", client, server)
		client, server = pair(with(resuming, func(c *tls.Config) { c.NextProtos = []string{"h3", "other"} }),
			with(s, func(c *tls.Config) { c.NextProtos = []string{"other", "h3"} }), sessionEvents)
		shake("other protocol", client, server)
	}
	resuming := with(c, func(c *tls.Config) { c.ClientSessionCache = tls.NewLRUClientSessionCache(2) })
	for range 2 {
		client, server := pair(resuming, s, true)
		server.ticket = &tls.QUICSessionTicketOptions{}
		shake("no early data", client, server)
	}
}

func failures(c, s *tls.Config) {
	try := func(what string, c, s *tls.Config) {
		client, server := pair(c, s, false)
		shake(what, client, server)
	}
	try("no protocol asked for", with(c, func(c *tls.Config) { c.NextProtos = nil }), s)
	try("no protocol selected", c, with(s, func(c *tls.Config) { c.NextProtos = nil }))
	try("neither", with(c, func(c *tls.Config) { c.NextProtos = nil }), with(s, func(c *tls.Config) { c.NextProtos = nil }))
	try("no certificate", c, with(s, func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert }))
	try("TLS 1.2", with(c, func(c *tls.Config) { c.MinVersion = 0 }), s)
	try("unknown authority", with(c, func(c *tls.Config) { c.RootCAs = x509.NewCertPool() }), s)

	client, server := pair(c, s, false)
	client.start()
	fmt.Println(client.conn.Start(context.Background()))
	fmt.Println(told(client.conn.HandleData(tls.QUICEncryptionLevelHandshake, []byte{1})))
	fmt.Println(client.conn.SendSessionTicket(tls.QUICSessionTicketOptions{}))
	fmt.Println(client.conn.Close(), client.conn.ConnectionState().HandshakeComplete)
	server.start()
	fmt.Println(told(server.conn.HandleData(tls.QUICEncryptionLevelInitial, []byte{1, 255, 255, 255})))
	fmt.Println(kinds[server.conn.NextEvent().Kind], kinds[server.conn.NextEvent().Kind], server.conn.Close())
	fmt.Println(server.conn.StoreSession(&tls.SessionState{}) != nil)
	_, server = pair(c, s, false)
	ctx, cancel := context.WithCancel(context.Background())
	fmt.Println(server.conn.Start(ctx))
	cancel()
	time.Sleep(10 * time.Millisecond)
	fmt.Println(server.conn.HandleData(tls.QUICEncryptionLevelInitial, []byte{1, 0, 0, 0}) != nil, kinds[server.conn.NextEvent().Kind])
	fmt.Println(tls.QUICEncryptionLevelEarly, tls.QUICEncryptionLevel(9))
}

func main() {
	cert, pool := certificate()
	c := &tls.Config{RootCAs: pool, ServerName: "example.com", NextProtos: []string{"h3"}, MinVersion: tls.VersionTLS13}
	s := &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"h3"}, MinVersion: tls.VersionTLS13}
	s.SetSessionTicketKeys([][32]byte{{1}})
	client, server := pair(c, s, false)
	shake("plain", client, server)
	client, server = pair(c, s, false)
	shake("in pieces", client, server)
	fmt.Println(server.conn.SendSessionTicket(tls.QUICSessionTicketOptions{}), server.conn.SendSessionTicket(tls.QUICSessionTicketOptions{}))
	client = &side{name: "C", conn: tls.QUICClient(&tls.QUICConfig{TLSConfig: c}), params: []byte("late"), reads: client.reads, writes: client.writes}
	server = &side{name: "S", conn: tls.QUICServer(&tls.QUICConfig{TLSConfig: s}), params: nil, reads: server.reads, writes: server.writes}
	shake("late parameters", client, server)
	client, server = pair(c, with(s, func(c *tls.Config) { c.CurvePreferences = []tls.CurveID{tls.CurveP384} }), false)
	shake("second hello", client, server)
	client, server = pair(with(c, func(c *tls.Config) { c.Certificates = s.Certificates }),
		with(s, func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert }), false)
	shake("certificate", client, server)
	sessions(c, s)
	failures(c, s)
}

// Output:
// plain: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true false false h3 false false 0 2 2
// in pieces: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true false false h3 false false 0 2 2
// <nil> tls: SendSessionTicket called multiple times
// late parameters: C:required C:data-Initial-1 S:params-late S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:required S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params- C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true false false h3 false false 0 2 2
// second hello: C:data-Initial-1 S:data-Initial-2 C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true false false h3 true true 0 2 2
// certificate: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-11 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true false false h3 false false 1 2 2
// first: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done-<nil> S:read-Application-true S:data-Application-4
// 	 true true false false h3 false false 0 2 2
// second: C:data-Initial-1 C:write-Early-true S:params-theirs S:read-Early-true S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done-<nil> S:read-Application-true S:data-Application-4
// 	 true true true true h3 false false 0 3 2
// third: C:data-Initial-1 C:write-Early-true S:params-theirs S:read-Early-true S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done-<nil> S:read-Application-true S:data-Application-4
// 	 true true true true h3 false false 0 3 2
// server declines: C:data-Initial-1 C:write-Early-true S:params-theirs S:read-Early-true S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true true true h3 false false 0 3 2
// client declines: C:data-Initial-1 C:write-Early-true S:params-theirs S:read-Early-true S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true true true h3 false false 0 3 2
// other protocol: C:data-Initial-1 C:write-Early-true S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:rejected C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true true true other false false 0 2 2
// first: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done-<nil> S:read-Application-true S:data-Application-4 C:store-true-<nil>
// 	 true true false false h3 false false 0 2 2
// second: C:resume-true-["client's"] C:data-Initial-1 C:write-Early-true S:params-theirs S:resume-true-["server's"] S:read-Early-true S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done-<nil> S:read-Application-true S:data-Application-4 C:store-true-<nil>
// 	 true true true true h3 false false 0 3 2
// third: C:resume-true-["client's"] C:data-Initial-1 C:write-Early-true S:params-theirs S:resume-true-["server's"] S:read-Early-true S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done-<nil> S:read-Application-true S:data-Application-4 C:store-true-<nil>
// 	 true true true true h3 false false 0 3 2
// server declines: C:resume-true-["client's"] C:data-Initial-1 C:write-Early-true S:params-theirs S:resume-true-["server's"] S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:rejected C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true true true h3 false false 0 2 2
// client declines: C:resume-true-["client's"] C:data-Initial-1 S:params-theirs S:resume-true-["server's"] S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true true true h3 false false 0 2 2
// other protocol: C:resume-false-["client's"] C:data-Initial-1 S:params-theirs S:resume-true-["server's"] S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true true true other false false 0 2 2
// no early data: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done-<nil> S:read-Application-true S:data-Application-4 C:store-false-<nil>
// 	 true true false false h3 false false 0 2 2
// no early data: C:resume-false-[] C:data-Initial-1 S:params-theirs S:resume-false-[] S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done-<nil> S:read-Application-true S:data-Application-4 C:store-false-<nil>
// 	 true true true true h3 false false 0 2 2
// no protocol asked for: C:data-Initial-1 S:(tls: client did not request an application protocol, true 120) S:error-(tls: client did not request an application protocol, true 120)
// 	 false false false false  false false 0 0 0
// no protocol selected: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:(tls: server did not select an ALPN protocol, true 120) C:error-(tls: server did not select an ALPN protocol, true 120)
// 	 false false false false  false false 0 0 0
// neither: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-20 C:write-Application-true C:done C:read-Application-true S:done S:read-Application-true
// 	 true true false false  false false 0 2 2
// no certificate: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:write-Handshake-true C:read-Handshake-true C:params-ours C:data-Handshake-11 C:write-Application-true C:done C:read-Application-true S:(tls: client didn't provide a certificate, true 116) S:error-(tls: client didn't provide a certificate, true 116)
// 	 true false false false h3 false false 0 1 2
// TLS 1.2: C:(tls: Config MinVersion must be at least TLS 1.3, true 80)
// 	 false false false false  false false 0 0 0
// unknown authority: C:data-Initial-1 S:params-theirs S:data-Initial-2 S:write-Handshake-true S:read-Handshake-true S:data-Handshake-8 S:write-Application-true C:(tls: failed to verify certificate: x509: certificate signed by unknown authority, true 42) C:error-(tls: failed to verify certificate: x509: certificate signed by unknown authority, true 42)
// 	 false false false false h3 false false 0 0 0
// tls: Start called more than once
// (tls: handshake data received at wrong level, true 80)
// tls: SendSessionTicket called before handshake completed
// local error: tls: close notify false
// (tls: handshake message of length 16777215 bytes exceeds maximum of 65536 bytes, true 80)
// error none tls: handshake message of length 16777215 bytes exceeds maximum of 65536 bytes
// true
// <nil>
// true error
// Early QUICEncryptionLevel(9)
