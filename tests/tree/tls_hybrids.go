// Key exchanges that join a curve and ML-KEM: which one client and server find, and what they do without.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
)

var server, client tls.Config

// prepare takes the certificate that httptest has.
func prepare() {
	ts := httptest.NewUnstartedServer(http.NotFoundHandler())
	ts.Config.ErrorLog = log.New(io.Discard, "", 0)
	ts.StartTLS()
	defer ts.Close()
	server.Certificates = ts.TLS.Certificates
	client.RootCAs = x509.NewCertPool()
	client.RootCAs.AddCert(ts.Certificate())
	client.ServerName = "example.com"
	client.SessionTicketsDisabled = true
}

// shake tells which exchange both sides used, whether a second hello was needed, and what went wrong.
func shake(what string, version uint16, ours, theirs []tls.CurveID) {
	s, c := server.Clone(), client.Clone()
	c.CurvePreferences, s.CurvePreferences, c.MaxVersion = ours, theirs, version
	s.GetConfigForClient = func(info *tls.ClientHelloInfo) (*tls.Config, error) {
		if !info.HelloRetryRequest {
			fmt.Print(what, ": ", info.SupportedCurves)
		}
		return nil, nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	done := make(chan tls.ConnectionState)
	go func() {
		b, err := l.Accept()
		if err != nil {
			panic(err)
		}
		conn := tls.Server(b, s)
		if conn.Handshake() == nil {
			conn.Write([]byte("hello"))
		}
		b.Close()
		done <- conn.ConnectionState()
	}()
	a, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		panic(err)
	}
	conn := tls.Client(a, c)
	text, err := io.ReadAll(conn)
	a.Close()
	state, theirState := conn.ConnectionState(), <-done
	if err != nil && err != io.ErrUnexpectedEOF {
		fmt.Println(" ->", err)
		return
	}
	fmt.Println(" ->", state.CurveID, theirState.CurveID, state.HelloRetryRequest, string(text))
}

func main() {
	prepare()
	all := []tls.CurveID{tls.CurveP521, tls.X25519, tls.SecP384r1MLKEM1024, tls.X25519MLKEM768, tls.SecP256r1MLKEM768}
	shake("default", 0, nil, nil)
	shake("1.2", tls.VersionTLS12, nil, nil)
	for _, id := range all {
		shake("only", 0, []tls.CurveID{id}, nil)
		shake("server's", 0, nil, []tls.CurveID{id})
	}
	shake("no order", 0, all, all)
	shake("old server", 0, all, []tls.CurveID{tls.X25519, tls.CurveP256})
	shake("old client", 0, []tls.CurveID{tls.CurveP256, tls.X25519}, nil)
	shake("nothing in common", 0, []tls.CurveID{tls.CurveP256}, []tls.CurveID{tls.X25519MLKEM768})
	shake("only hybrids", tls.VersionTLS12, []tls.CurveID{tls.X25519MLKEM768, tls.CurveP256}, []tls.CurveID{tls.X25519MLKEM768, tls.CurveP384})
	fmt.Println(tls.X25519MLKEM768, tls.SecP256r1MLKEM768, tls.SecP384r1MLKEM1024, uint16(tls.X25519MLKEM768), tls.X25519, tls.CurveID(1))
	suites()
}

// suites tells which suites there are, and that RSA's key exchange has to be asked for.
func suites() {
	for _, s := range tls.CipherSuites() {
		fmt.Print(s.Name, s.Insecure, " ")
	}
	fmt.Println()
	for _, s := range tls.InsecureCipherSuites() {
		fmt.Print(s.Name, s.Insecure, " ")
	}
	fmt.Println()
	shake("1.1", tls.VersionTLS11, nil, nil)
	client.MinVersion = tls.VersionTLS11
	shake("1.1", tls.VersionTLS11, nil, nil)
	client.CipherSuites = []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}
	shake("RSA", tls.VersionTLS12, nil, nil)
	server.CipherSuites = client.CipherSuites
	shake("RSA", tls.VersionTLS12, nil, nil)
}

// Output:
// default: [X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519 CurveP256 CurveP384 CurveP521] -> X25519MLKEM768 X25519MLKEM768 false hello
// 1.2: [X25519 CurveP256 CurveP384 CurveP521] -> X25519 X25519 false hello
// only: [CurveP521] -> CurveP521 CurveP521 false hello
// server's: [X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519 CurveP256 CurveP384 CurveP521] -> CurveP521 CurveP521 true hello
// only: [X25519] -> X25519 X25519 false hello
// server's: [X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519 CurveP256 CurveP384 CurveP521] -> X25519 X25519 false hello
// only: [SecP384r1MLKEM1024] -> SecP384r1MLKEM1024 SecP384r1MLKEM1024 false hello
// server's: [X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519 CurveP256 CurveP384 CurveP521] -> SecP384r1MLKEM1024 SecP384r1MLKEM1024 true hello
// only: [X25519MLKEM768] -> X25519MLKEM768 X25519MLKEM768 false hello
// server's: [X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519 CurveP256 CurveP384 CurveP521] -> X25519MLKEM768 X25519MLKEM768 false hello
// only: [SecP256r1MLKEM768] -> SecP256r1MLKEM768 SecP256r1MLKEM768 false hello
// server's: [X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519 CurveP256 CurveP384 CurveP521] -> SecP256r1MLKEM768 SecP256r1MLKEM768 true hello
// no order: [X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519 CurveP521] -> X25519MLKEM768 X25519MLKEM768 false hello
// old server: [X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519 CurveP521] -> X25519 X25519 false hello
// old client: [X25519 CurveP256] -> X25519 X25519 false hello
// nothing in common: [CurveP256] -> remote error: tls: handshake failure
// only hybrids: [CurveP256] -> remote error: tls: handshake failure
// X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 4588 X25519 CurveID(1)
// TLS_AES_128_GCM_SHA256false TLS_AES_256_GCM_SHA384false TLS_CHACHA20_POLY1305_SHA256false TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHAfalse TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHAfalse TLS_ECDHE_RSA_WITH_AES_128_CBC_SHAfalse TLS_ECDHE_RSA_WITH_AES_256_CBC_SHAfalse TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256false TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384false TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256false TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384false TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256false TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256false 
// TLS_RSA_WITH_RC4_128_SHAtrue TLS_RSA_WITH_3DES_EDE_CBC_SHAtrue TLS_RSA_WITH_AES_128_CBC_SHAtrue TLS_RSA_WITH_AES_256_CBC_SHAtrue TLS_RSA_WITH_AES_128_CBC_SHA256true TLS_RSA_WITH_AES_128_GCM_SHA256true TLS_RSA_WITH_AES_256_GCM_SHA384true TLS_ECDHE_ECDSA_WITH_RC4_128_SHAtrue TLS_ECDHE_RSA_WITH_RC4_128_SHAtrue TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHAtrue TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256true TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256true 
//  -> tls: no supported versions satisfy MinVersion and MaxVersion
// 1.1: [X25519 CurveP256 CurveP384 CurveP521] -> remote error: tls: protocol version not supported
// RSA: [X25519 CurveP256 CurveP384 CurveP521] -> remote error: tls: handshake failure
// RSA: [X25519 CurveP256 CurveP384 CurveP521] -> CurveID(0) CurveID(0) false hello
