package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
)

func pair() (tls.Certificate, *x509.Certificate) {
	ts := httptest.NewUnstartedServer(http.NotFoundHandler())
	ts.Config.ErrorLog = log.New(io.Discard, "", 0)
	ts.StartTLS()
	defer ts.Close()
	return ts.TLS.Certificates[0], ts.Certificate()
}

// shake connects both ends, and tells how it ended for each.
func shake(client, server *tls.Config) {
	a, b := net.Pipe()
	done := make(chan error)
	go func() {
		s := tls.Server(b, server)
		err := s.Handshake()
		if err != nil {
			b.Close()
		}
		done <- err
	}()
	c := tls.Client(a, client)
	err := c.Handshake()
	if err == nil {
		go io.Copy(io.Discard, c)
	} else {
		a.Close()
	}
	told("client", err)
	told("server", <-done)
	a.Close()
}

func told(who string, err error) {
	var failed *tls.CertificateVerificationError
	if !errors.As(err, &failed) {
		var remote *net.OpError // which alert it was differs between Go's versions
		if errors.As(err, &remote) {
			err = errors.New("remote error")
		}
		fmt.Println(who, err == nil, err)
		return
	}
	fmt.Println(who, strings.HasPrefix(failed.Error(), "tls: failed to verify certificate: x509: certificate "), len(failed.UnverifiedCertificates), failed.UnverifiedCertificates[0].Subject, errors.Unwrap(err) == failed.Err)
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	fmt.Println(errors.As(err, &unknown), errors.As(err, &host))
}

func main() {
	own, cert := pair()
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	server := &tls.Config{Certificates: []tls.Certificate{own}, MaxVersion: tls.VersionTLS12}
	good := &tls.Config{RootCAs: pool, ServerName: "example.com"}
	shake(good, server)
	shake(&tls.Config{RootCAs: x509.NewCertPool(), ServerName: "example.com"}, server)
	shake(&tls.Config{RootCAs: pool, ServerName: "strata.test"}, server)
	refusing := good.Clone()
	refusing.VerifyPeerCertificate = func([][]byte, [][]*x509.Certificate) error { return errors.New("not to my liking") }
	shake(refusing, server)
	asking := server.Clone()
	asking.ClientAuth, asking.ClientCAs = tls.RequireAndVerifyClientCert, x509.NewCertPool()
	shake(good, asking)
	showing := good.Clone()
	showing.Certificates = []tls.Certificate{own}
	shake(showing, asking)
	fmt.Println(tls.AlertError(42), tls.AlertError(200))
}

// Output:
// client true <nil>
// server true <nil>
// client true 1 O=Acme Co true
// true false
// server false remote error
// client true 1 O=Acme Co true
// false true
// server false remote error
// client false not to my liking
// server false remote error
// client false remote error
// server false tls: client didn't provide a certificate
// client false remote error
// server true 1 O=Acme Co true
// true false
// tls: bad certificate tls: alert(200)
