// Encrypted Client Hello: what the two sides know of one another when the server opens the hello, when it does not, when it asks for
// a second one, and what is wrong with keys and configs. The expectations are what Go prints.
package main

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hpke"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"slices"
	"time"
)

func certificate() (tls.Certificate, *x509.CertPool) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	t := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, DNSNames: []string{"example.com", "*.example.com"}}
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

// config encodes an ECHConfig. A suite is a KDF and an AEAD.
func config(id byte, kem uint16, public []byte, name string, extensions []byte, suites ...uint16) []byte {
	b := binary.BigEndian.AppendUint16([]byte{id}, kem)
	b = append(binary.BigEndian.AppendUint16(b, uint16(len(public))), public...)
	b = binary.BigEndian.AppendUint16(b, uint16(2*len(suites)))
	for _, s := range suites {
		b = binary.BigEndian.AppendUint16(b, s)
	}
	b = append(append(b, 32, byte(len(name))), name...)
	b = append(binary.BigEndian.AppendUint16(b, uint16(len(extensions))), extensions...)
	return append(binary.BigEndian.AppendUint16([]byte{0xfe, 0x0d}, uint16(len(b))), b...)
}

func list(configs ...[]byte) []byte {
	b := bytes.Join(configs, nil)
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)
}

// A tap keeps what a client sends.
type tap struct {
	net.Conn
	sent bytes.Buffer
}

func (t *tap) Write(b []byte) (int, error) {
	t.sent.Write(b)
	return t.Conn.Write(b)
}

// shake connects both ends, and sends a byte each way.
func shake(what string, client, server *tls.Config) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	asked := false
	done := make(chan error)
	var s tls.ConnectionState
	server = server.Clone()
	server.SetSessionTicketKeys([][32]byte{{1}})
	server.GetConfigForClient = func(info *tls.ClientHelloInfo) (*tls.Config, error) {
		asked = true
		fmt.Print(what, ": ", info.ServerName, " ", slices.Contains(info.Extensions, 0xfe0d), slices.Contains(info.Extensions, 0xfd00), " ")
		return nil, nil
	}
	go func() {
		b, err := l.Accept()
		if err != nil {
			panic(err)
		}
		conn := tls.Server(b, server)
		if _, err = io.Copy(conn, io.LimitReader(conn, 1)); err == nil {
			_, err = io.Copy(io.Discard, conn) // the client's alert
		}
		s = conn.ConnectionState()
		b.Close()
		done <- err
	}()
	a, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		panic(err)
	}
	t := &tap{Conn: a}
	conn := tls.Client(t, client)
	if _, err = conn.Write([]byte{7}); err == nil {
		_, err = io.ReadFull(conn, make([]byte, 1))
	}
	c := conn.ConnectionState()
	a.Close()
	serverErr := <-done
	if !asked {
		fmt.Print(what, ": ")
	}
	fmt.Println("->", c.ECHAccepted, c.ServerName, c.DidResume, c.HelloRetryRequest, c.HandshakeComplete, c.NegotiatedProtocol, err,
		"|", s.ECHAccepted, s.ServerName, s.DidResume, s.HelloRetryRequest, len(s.PeerCertificates), serverErr)
	var rejection *tls.ECHRejectionError
	if errors.As(err, &rejection) {
		fmt.Printf("\tretry with %d bytes\n", len(rejection.RetryConfigList))
	}
	if client.EncryptedClientHelloConfigList != nil && bytes.Contains(t.sent.Bytes(), []byte("secret")) {
		fmt.Println("\tthe name was seen")
	}
}

// key makes a key for clients, and the config for it.
func key(kem hpke.KEM, id byte, name string, suites ...uint16) (tls.EncryptedClientHelloKey, hpke.PrivateKey) {
	k, err := kem.GenerateKey()
	if err != nil {
		panic(err)
	}
	private, err := k.Bytes()
	if err != nil {
		panic(err)
	}
	return tls.EncryptedClientHelloKey{Config: config(id, kem.ID(), k.PublicKey().Bytes(), name, nil, suites...),
		PrivateKey: private, SendAsRetry: true}, k
}

var (
	x25519         = hpke.DHKEM(ecdh.X25519())
	client, server *tls.Config
)

// with changes a copy.
func with(c *tls.Config, change func(*tls.Config)) *tls.Config {
	c = c.Clone()
	change(c)
	return c
}

func accepted() {
	shake("accepted", client, server)
	resuming := with(client, func(c *tls.Config) { c.ClientSessionCache = tls.NewLRUClientSessionCache(1) })
	shake("new session", resuming, server)
	shake("old session", resuming, server)
	shake("second hello", client, with(server, func(c *tls.Config) { c.CurvePreferences = []tls.CurveID{tls.CurveP384} }))
	shake("certificate", with(client, func(c *tls.Config) { c.Certificates = server.Certificates }),
		with(server, func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert }))
	for _, kem := range []hpke.KEM{hpke.DHKEM(ecdh.P256()), hpke.DHKEM(ecdh.P384()), hpke.MLKEM768X25519()} {
		for _, suite := range [][]uint16{{2, 2}, {3, 3, 1, 1}} {
			k, _ := key(kem, 9, "example.com", suite...)
			shake(fmt.Sprintf("%#x %v", kem.ID(), suite),
				with(client, func(c *tls.Config) { c.EncryptedClientHelloConfigList = list([]byte{1, 2, 0, 1, 5}, k.Config) }),
				with(server, func(c *tls.Config) {
					c.EncryptedClientHelloKeys = append(slices.Clone(server.EncryptedClientHelloKeys), k)
				}))
		}
	}
	shake("by function", client, with(server, func(c *tls.Config) {
		c.EncryptedClientHelloKeys = nil
		asked := false
		c.GetEncryptedClientHelloKeys = func(info *tls.ClientHelloInfo) ([]tls.EncryptedClientHelloKey, error) {
			if !asked { // Go asks again for nothing
				fmt.Print("keys for ", info.ServerName, "; ")
			}
			asked = true
			return server.EncryptedClientHelloKeys, nil
		}
	}))
}

func refused() {
	other, _ := key(x25519, 7, "example.com", 1, 1)
	elsewhere := with(server, func(c *tls.Config) { c.EncryptedClientHelloKeys = []tls.EncryptedClientHelloKey{other} })
	shake("no keys", client, with(server, func(c *tls.Config) { c.EncryptedClientHelloKeys = nil }))
	shake("other keys", client, elsewhere)
	shake("second hello", client, with(elsewhere, func(c *tls.Config) { c.CurvePreferences = []tls.CurveID{tls.CurveP384} }))
	shake("certificate", with(client, func(c *tls.Config) { c.Certificates = server.Certificates }),
		with(elsewhere, func(c *tls.Config) { c.ClientAuth = tls.RequestClientCert }))
	shake("secret keys", client, with(elsewhere, func(c *tls.Config) {
		c.EncryptedClientHelloKeys = slices.Clone(c.EncryptedClientHelloKeys)
		c.EncryptedClientHelloKeys[0].SendAsRetry = false
	}))
	stranger, _ := key(x25519, 7, "example.org", 1, 1)
	strange := with(client, func(c *tls.Config) {
		c.EncryptedClientHelloConfigList = list(stranger.Config)
		c.InsecureSkipVerify = true // not for who refuses
		c.VerifyConnection = func(tls.ConnectionState) error { return errors.New("not asked") }
	})
	shake("whose certificate", strange, elsewhere)
	strange.EncryptedClientHelloRejectionVerify = func(s tls.ConnectionState) error {
		fmt.Print(s.ServerName, " ", s.ECHAccepted, "; ")
		return nil
	}
	shake("verified", strange, elsewhere)
	strange.EncryptedClientHelloRejectionVerify = func(tls.ConnectionState) error { return errors.New("nobody's certificate") }
	shake("not verified", strange, elsewhere)
	shake("TLS 1.2", client, with(elsewhere, func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 }))
}

func wrong() {
	shake("old client", with(client, func(c *tls.Config) { c.MinVersion = tls.VersionTLS12 }), server)
	_, k := key(x25519, 7, "example.com", 1, 1)
	public := k.PublicKey().Bytes()
	for _, l := range [][]byte{{}, {0, 0}, {1, 2, 3}, append(list(), 0), list([]byte{1, 2, 0, 1, 5}),
		list(config(7, 0x99, public, "example.com", nil, 1, 1)), list(config(7, 0x20, public[1:], "example.com", nil, 1, 1)),
		list(config(7, 0x20, public, "exam..ple.com", nil, 1, 1)), list(config(7, 0x20, public, "", nil, 1, 1)),
		list(config(7, 0x20, public, "example.com", []byte{0xff, 1, 0, 0}, 1, 1)),
		list(config(7, 0x20, public, "example.com", nil, 9, 1))} {
		shake("list", with(client, func(c *tls.Config) { c.EncryptedClientHelloConfigList = l }), server)
	}
	good := server.EncryptedClientHelloKeys[0]
	for _, k := range []tls.EncryptedClientHelloKey{{Config: []byte{1, 2}}, {Config: good.Config}, {PrivateKey: good.PrivateKey}} {
		shake("key", client, with(server, func(c *tls.Config) { c.EncryptedClientHelloKeys = []tls.EncryptedClientHelloKey{k} }))
	}
	shake("keys", client, with(server, func(c *tls.Config) {
		c.GetEncryptedClientHelloKeys = func(*tls.ClientHelloInfo) ([]tls.EncryptedClientHelloKey, error) {
			return nil, errors.New("no keys today")
		}
	}))
}

func main() {
	cert, pool := certificate()
	k, _ := key(x25519, 7, "example.com", 1, 1, 1, 3)
	client = &tls.Config{RootCAs: pool, ServerName: "secret.example.com", NextProtos: []string{"proto"},
		EncryptedClientHelloConfigList: list(k.Config)}
	server = &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"proto"},
		EncryptedClientHelloKeys: []tls.EncryptedClientHelloKey{k}}
	shake("not encrypted", with(client, func(c *tls.Config) { c.EncryptedClientHelloConfigList = nil }), server)
	accepted()
	refused()
	wrong()
}

// Output:
// not encrypted: secret.example.com false false -> false secret.example.com false false true proto <nil> | false secret.example.com false false 0 <nil>
// accepted: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// new session: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// old session: secret.example.com true false -> true secret.example.com true false true proto <nil> | true secret.example.com true false 0 <nil>
// second hello: secret.example.com true false -> true secret.example.com false true true proto <nil> | true secret.example.com false true 0 <nil>
// certificate: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 1 <nil>
// 0x10 [2 2]: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// 0x10 [3 3 1 1]: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// 0x11 [2 2]: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// 0x11 [3 3 1 1]: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// 0x647a [2 2]: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// 0x647a [3 3 1 1]: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// keys for example.com; by function: secret.example.com true false -> true secret.example.com false false true proto <nil> | true secret.example.com false false 0 <nil>
// no keys: example.com true false -> false example.com false false false proto tls: server rejected ECH | false example.com false false 0 remote error: tls: encrypted client hello required
// 	retry with 0 bytes
// other keys: example.com true false -> false example.com false false false proto tls: server rejected ECH | false example.com false false 0 remote error: tls: encrypted client hello required
// 	retry with 64 bytes
// second hello: example.com true false -> false example.com false true false proto tls: server rejected ECH | false example.com false true 0 remote error: tls: encrypted client hello required
// 	retry with 64 bytes
// certificate: example.com true false -> false example.com false false false proto tls: server rejected ECH | false example.com false false 0 remote error: tls: encrypted client hello required
// 	retry with 64 bytes
// secret keys: example.com true false -> false example.com false false false proto tls: server rejected ECH | false example.com false false 0 remote error: tls: encrypted client hello required
// 	retry with 0 bytes
// whose certificate: example.org true false -> false example.org false false false proto tls: failed to verify certificate: x509: certificate is valid for example.com, *.example.com, not example.org | false example.org false false 0 remote error: tls: bad certificate
// verified: example.org true false example.org false; -> false example.org false false false proto tls: server rejected ECH | false example.org false false 0 remote error: tls: encrypted client hello required
// 	retry with 64 bytes
// not verified: example.org true false -> false example.org false false false proto nobody's certificate | false example.org false false 0 remote error: tls: bad certificate
// TLS 1.2: example.com true false -> false example.com false false false  remote error: tls: protocol version not supported | false  false false 0 tls: client offered only unsupported versions: [304]
// old client: -> false  false false false  tls: MinVersion must be >= VersionTLS13 if EncryptedClientHelloConfigList is populated | false  false false 0 <nil>
// list: -> false  false false false  tls: malformed ECHConfigList | false  false false 0 <nil>
// list: -> false  false false false  tls: EncryptedClientHelloConfigList contains no valid configs | false  false false 0 <nil>
// list: -> false  false false false  tls: malformed ECHConfigList | false  false false 0 <nil>
// list: -> false  false false false  tls: malformed ECHConfigList | false  false false 0 <nil>
// list: -> false  false false false  tls: EncryptedClientHelloConfigList contains no valid configs | false  false false 0 <nil>
// list: -> false  false false false  tls: EncryptedClientHelloConfigList contains no valid configs | false  false false 0 <nil>
// list: -> false  false false false  tls: EncryptedClientHelloConfigList contains no valid configs | false  false false 0 <nil>
// list: -> false  false false false  tls: EncryptedClientHelloConfigList contains no valid configs | false  false false 0 <nil>
// list: -> false  false false false  tls: EncryptedClientHelloConfigList contains no valid configs | false  false false 0 <nil>
// list: -> false  false false false  tls: EncryptedClientHelloConfigList contains no valid configs | false  false false 0 <nil>
// list: -> false  false false false  tls: EncryptedClientHelloConfigList contains no valid configs | false  false false 0 <nil>
// key: -> false example.com false false false  remote error: tls: internal error | false  false false 0 tls: invalid EncryptedClientHelloKey Config: tls: malformed ECHConfig, invalid length field
// key: -> false example.com false false false  remote error: tls: internal error | false  false false 0 tls: invalid EncryptedClientHelloKey PrivateKey: crypto/ecdh: invalid private key size
// key: -> false example.com false false false  remote error: tls: internal error | false  false false 0 tls: invalid EncryptedClientHelloKey Config: tls: malformed ECHConfig, invalid version field
// keys: -> false example.com false false false  remote error: tls: internal error | false  false false 0 no keys today
