package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
)

func pair() (tls.Certificate, *x509.Certificate) {
	ts := httptest.NewUnstartedServer(http.NotFoundHandler())
	ts.Config.ErrorLog = log.New(io.Discard, "", 0)
	ts.StartTLS()
	defer ts.Close()
	return ts.TLS.Certificates[0], ts.Certificate()
}

// shake connects both ends, and sends a byte each way, behind which a ticket of TLS 1.3 has come.
func shake(client, server *tls.Config) (c, s tls.ConnectionState, cerr, serr error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	done := make(chan error)
	server = server.Clone()
	server.GetConfigForClient = func(info *tls.ClientHelloInfo) (*tls.Config, error) {
		if !slices.Contains(info.Extensions, 0) || !slices.Contains(info.Extensions, 10) || slices.Contains(info.Extensions, 17) {
			fmt.Println("extensions", info.Extensions)
		}
		return nil, nil
	}
	go func() {
		b, err := l.Accept()
		if err != nil {
			panic(err)
		}
		conn := tls.Server(b, server)
		_, err = io.Copy(conn, io.LimitReader(conn, 1))
		s = conn.ConnectionState()
		b.Close()
		done <- err
	}()
	a, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		panic(err)
	}
	conn := tls.Client(a, client)
	if _, cerr = conn.Write([]byte{7}); cerr == nil {
		_, cerr = io.ReadFull(conn, make([]byte, 1))
	}
	c = conn.ConnectionState()
	a.Close()
	return c, s, cerr, <-done
}

// twice makes two connections, the second of which should go on with the session of the first.
func twice(what string, client, server *tls.Config) {
	for range 2 {
		c, s, cerr, serr := shake(client, server)
		fmt.Println(what, c.DidResume, s.DidResume, c.CurveID, s.CurveID, c.HelloRetryRequest, s.HelloRetryRequest, cerr, serr)
	}
}

// store keeps sessions as bytes.
type store struct {
	ticket, state []byte
	extra         int
}

func (st *store) Put(key string, cs *tls.ClientSessionState) {
	ticket, state, err := cs.ResumptionState()
	if err != nil || state == nil {
		fmt.Println("put", ticket, state, err)
		return
	}
	state.Extra = append(state.Extra, []byte("note"))
	_, again, _ := cs.ResumptionState()
	if len(again.Extra) != len(state.Extra) {
		fmt.Println("Extra was lost")
	}
	st.ticket = ticket
	if st.state, err = state.Bytes(); err != nil {
		fmt.Println(err)
	}
}

func (st *store) Get(key string) (*tls.ClientSessionState, bool) {
	if st.state == nil {
		return nil, false
	}
	state, err := tls.ParseSessionState(st.state)
	if err != nil {
		fmt.Println(err)
		return nil, false
	}
	st.extra = len(state.Extra)
	cs, err := tls.NewResumptionState(st.ticket, state)
	if err != nil {
		fmt.Println(err)
	}
	return cs, err == nil
}

func main() {
	own, cert := pair()
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		fmt.Println(tls.VersionName(version))
		server := &tls.Config{Certificates: []tls.Certificate{own}, MaxVersion: version, CurvePreferences: []tls.CurveID{tls.CurveP256}}
		server.SetSessionTicketKeys([][32]byte{{1, 2, 3}})
		fresh := func() *tls.Config {
			return &tls.Config{RootCAs: pool, ServerName: "example.com", ClientSessionCache: tls.NewLRUClientSessionCache(2),
				CurvePreferences: []tls.CurveID{tls.CurveP256, tls.CurveP384}}
		}
		twice("by itself", fresh(), server)
		keeping := fresh()
		st := new(store)
		keeping.ClientSessionCache = st
		retrying := server.Clone()
		retrying.CurvePreferences = []tls.CurveID{tls.CurveP384}
		c, s, cerr, serr := shake(fresh(), retrying)
		fmt.Println("retrying", c.CurveID, s.CurveID, c.HelloRetryRequest, s.HelloRetryRequest, cerr, serr)
		both := fresh()
		shake(both, server)
		c, s, cerr, serr = shake(both, retrying)
		fmt.Println("again", c.DidResume, s.DidResume, c.HelloRetryRequest, s.HelloRetryRequest, cerr, serr)
		twice("stored", keeping, server)
		fmt.Println(st.extra)

		handles := server.Clone()
		kept := map[string][]byte{}
		handles.WrapSession = func(cs tls.ConnectionState, ss *tls.SessionState) ([]byte, error) {
			ss.Extra = append(ss.Extra, []byte(fmt.Sprint("session ", len(kept), cs.ServerName)))
			state, err := ss.Bytes()
			handle := fmt.Sprint("handle ", len(kept))
			kept[handle] = state
			return []byte(handle), err
		}
		handles.UnwrapSession = func(identity []byte, cs tls.ConnectionState) (*tls.SessionState, error) {
			if len(identity) == 0 {
				return nil, nil // TLS 1.2 without a ticket
			}
			ss, err := tls.ParseSessionState(kept[string(identity)])
			fmt.Printf("unwrap %s %s %q %v\n", identity, cs.ServerName, ss.Extra, err)
			return ss, err
		}
		twice("handles", fresh(), handles)

		sealed := server.Clone()
		keys := sealed.Clone()
		sealed.WrapSession = func(cs tls.ConnectionState, ss *tls.SessionState) ([]byte, error) {
			ss.Extra = append(ss.Extra, []byte("x"), nil, bytes.Repeat([]byte("y"), 300))
			return keys.EncryptTicket(cs, ss)
		}
		sealed.UnwrapSession = func(identity []byte, cs tls.ConnectionState) (*tls.SessionState, error) {
			ss, err := keys.DecryptTicket(identity, cs)
			if ss == nil {
				return nil, err
			}
			fmt.Println(len(ss.Extra), len(ss.Extra[2]), ss.EarlyData, err)
			return ss, err
		}
		twice("sealed", fresh(), sealed)
		ss, err := keys.DecryptTicket([]byte("nonsense"), tls.ConnectionState{})
		fmt.Println(ss, err)

		sealed.UnwrapSession = func([]byte, tls.ConnectionState) (*tls.SessionState, error) { return nil, nil }
		twice("ignored", fresh(), sealed)
		sealed.UnwrapSession = func(identity []byte, cs tls.ConnectionState) (*tls.SessionState, error) {
			if len(identity) == 0 {
				return nil, nil
			}
			return nil, errors.New("no unwrapping today")
		}
		refused := fresh()
		shake(refused, sealed)
		_, _, cerr, serr = shake(refused, sealed)
		fmt.Println("refused", cerr != nil, serr)
		sealed.WrapSession = func(tls.ConnectionState, *tls.SessionState) ([]byte, error) { return nil, errors.New("no wrapping") }
		_, _, cerr, serr = shake(fresh(), sealed)
		fmt.Println("refused", cerr != nil, serr)
	}
	server := &tls.Config{Certificates: []tls.Certificate{own}, MaxVersion: tls.VersionTLS12,
		CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}}
	client := &tls.Config{RootCAs: pool, ServerName: "example.com", CipherSuites: server.CipherSuites}
	twice("RSA", client, server)
	_, err := tls.ParseSessionState([]byte("nonsense"))
	fmt.Println(err)
	_, state, err := (*tls.ClientSessionState)(nil).ResumptionState()
	fmt.Println(state == nil, err)
}

// Output:
// TLS 1.2
// by itself false false CurveP256 CurveP256 false false <nil> <nil>
// by itself true true CurveP256 CurveP256 false false <nil> <nil>
// retrying CurveP384 CurveP384 false false <nil> <nil>
// again true true false false <nil> <nil>
// stored false false CurveP256 CurveP256 false false <nil> <nil>
// stored true true CurveP256 CurveP256 false false <nil> <nil>
// 1
// handles false false CurveP256 CurveP256 false false <nil> <nil>
// unwrap handle 0 example.com ["session 0example.com"] <nil>
// handles true true CurveP256 CurveP256 false false <nil> <nil>
// sealed false false CurveP256 CurveP256 false false <nil> <nil>
// 3 300 false <nil>
// sealed true true CurveP256 CurveP256 false false <nil> <nil>
// <nil> <nil>
// ignored false false CurveP256 CurveP256 false false <nil> <nil>
// ignored false false CurveP256 CurveP256 false false <nil> <nil>
// refused true no unwrapping today
// refused true no wrapping
// TLS 1.3
// by itself false false CurveP256 CurveP256 false false <nil> <nil>
// by itself true true CurveP256 CurveP256 false false <nil> <nil>
// retrying CurveP384 CurveP384 true true <nil> <nil>
// again true true true true <nil> <nil>
// stored false false CurveP256 CurveP256 false false <nil> <nil>
// stored true true CurveP256 CurveP256 false false <nil> <nil>
// 1
// handles false false CurveP256 CurveP256 false false <nil> <nil>
// unwrap handle 0 example.com ["session 0example.com"] <nil>
// handles true true CurveP256 CurveP256 false false <nil> <nil>
// sealed false false CurveP256 CurveP256 false false <nil> <nil>
// 3 300 false <nil>
// sealed true true CurveP256 CurveP256 false false <nil> <nil>
// <nil> <nil>
// ignored false false CurveP256 CurveP256 false false <nil> <nil>
// ignored false false CurveP256 CurveP256 false false <nil> <nil>
// refused true no unwrapping today
// refused true no wrapping
// RSA false false CurveID(0) CurveID(0) false false <nil> <nil>
// RSA false false CurveID(0) CurveID(0) false false <nil> <nil>
// tls: invalid session encoding
// true <nil>
