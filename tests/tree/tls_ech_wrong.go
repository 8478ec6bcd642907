// Encrypted hellos made by hand: what a server answers to one that is right, and the alerts that it has for what is wrong with
// others. The expectations are Go's answers.
package main

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hpke"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"io"
	"math/big"
	"net"
	"slices"
	"time"
)

type extension struct {
	id   uint16
	data []byte
}

// A hello is what there is of a client's besides what stays as it is.
type hello struct {
	head       []byte // version and random part
	session    []byte
	suites     []byte
	extensions []extension
}

func u16(b []byte) int { return int(binary.BigEndian.Uint16(b)) }

func prefixed(b []byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)
}

// parse reads a hello's message.
func parse(m []byte) (h hello) {
	h.head, m = m[4:38], m[38:]
	h.session, m = m[1:1+int(m[0])], m[1+int(m[0]):]
	h.suites, m = m[2:2+u16(m)], m[2+u16(m):]
	m = m[1+int(m[0])+2:]
	for len(m) > 0 {
		n := u16(m[2:])
		h.extensions = append(h.extensions, extension{uint16(u16(m)), m[4 : 4+n]})
		m = m[4+n:]
	}
	return h
}

func (h hello) encode() []byte {
	var list []byte
	for _, e := range h.extensions {
		list = append(binary.BigEndian.AppendUint16(list, e.id), prefixed(e.data)...)
	}
	return slices.Concat(h.head, []byte{byte(len(h.session))}, h.session, prefixed(h.suites), []byte{1, 0}, prefixed(list))
}

// with returns h with an extension in the place of that of its number, or at the end.
func (h hello) with(id uint16, data []byte) hello {
	h.extensions = slices.Clone(h.extensions)
	for i, e := range h.extensions {
		if e.id == id {
			h.extensions[i].data = data
			return h
		}
	}
	h.extensions = append(h.extensions, extension{id, data})
	return h
}

func (h hello) without(ids ...uint16) hello {
	h.extensions = slices.DeleteFunc(slices.Clone(h.extensions), func(e extension) bool { return slices.Contains(ids, e.id) })
	return h
}

const (
	ech      = 0xfe0d
	echOuter = 0xfd00
)

var (
	server  *tls.Config
	public  hpke.PublicKey
	config  []byte
	outside hello // as a client of this package sends it
)

func prepare() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	t := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"example.com"}}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		panic(err)
	}
	k, err := hpke.DHKEM(ecdh.X25519()).GenerateKey()
	if err != nil {
		panic(err)
	}
	private, _ := k.Bytes()
	public = k.PublicKey()
	contents := slices.Concat([]byte{5, 0, 0x20}, prefixed(public.Bytes()), prefixed([]byte{0, 1, 0, 1}), []byte{0, 11}, []byte("example.com"), []byte{0, 0})
	config = slices.Concat([]byte{0xfe, 0x0d}, prefixed(contents))
	server = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
		EncryptedClientHelloKeys: []tls.EncryptedClientHelloKey{{Config: config, PrivateKey: private}}}

	a, b := net.Pipe()
	go tls.Client(a, &tls.Config{ServerName: "example.com", MinVersion: tls.VersionTLS13,
		CurvePreferences: []tls.CurveID{tls.X25519}}).Handshake()
	outside = parse(readRecord(b))
	b.Close()
}

func readRecord(r io.Reader) []byte {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		panic(err)
	}
	body := make([]byte, u16(head[3:]))
	if _, err := io.ReadFull(r, body); err != nil {
		panic(err)
	}
	return body
}

// seal encrypts plaintext, authenticating the hello around it.
func seal(plaintext []byte) hello {
	enc, sender, err := hpke.NewSender(public, hpke.HKDFSHA256(), hpke.AES128GCM(), append([]byte("tls ech\x00"), config...))
	if err != nil {
		panic(err)
	}
	head := slices.Concat([]byte{0, 0, 1, 0, 1, 5}, prefixed(enc))
	aad := outside.with(ech, append(slices.Clone(head), prefixed(make([]byte, len(plaintext)+16))...)).encode()
	payload, err := sender.Seal(aad, plaintext)
	if err != nil {
		panic(err)
	}
	return outside.with(ech, append(head, prefixed(payload)...))
}

// send tells what the server answers.
func send(what string, h hello) {
	a, b := net.Pipe()
	defer a.Close()
	name := make(chan string, 1)
	c := server.Clone()
	c.GetConfigForClient = func(info *tls.ClientHelloInfo) (*tls.Config, error) {
		name <- info.ServerName
		return nil, nil
	}
	go tls.Server(b, c).Handshake()
	m := h.encode()
	m = append([]byte{1, 0, byte(len(m) >> 8), byte(len(m))}, m...)
	if _, err := a.Write(append([]byte{22, 3, 1}, prefixed(m)...)); err != nil {
		panic(err)
	}
	answer := readRecord(a)
	fmt.Print(what, ": ")
	if len(answer) == 2 {
		fmt.Println(tls.AlertError(answer[1]))
		return
	}
	fmt.Println("a hello to", <-name)
}

func main() {
	prepare()
	inner := outside.with(0, []byte("\x00\x0f\x00\x00\x0csecret.names")).with(ech, []byte{1})
	inner.session = nil
	send("plain", outside)
	send("right", seal(inner.encode()))
	send("padded", seal(append(inner.encode(), 0, 0, 0)))
	send("padded with ones", seal(append(inner.encode(), 0, 1, 0)))
	session := inner
	session.session = []byte{1, 2, 3}
	send("session", seal(session.encode()))
	send("no sign of being an inner one", seal(inner.without(ech).encode()))
	send("says that it is an outer one", seal(inner.with(ech, []byte{0}).encode()))
	send("TLS 1.2 too", seal(inner.with(43, []byte{4, 3, 4, 3, 3}).encode()))
	send("no versions", seal(inner.without(43).encode()))
	send("cut", seal(inner.encode()[:50]))
	send("nothing", seal(nil))

	ids := func(list ...uint16) []byte {
		b := []byte{byte(2 * len(list))}
		for _, id := range list {
			b = binary.BigEndian.AppendUint16(b, id)
		}
		return b
	}
	shared := inner.without(43, 51)
	send("shared extensions", seal(shared.with(echOuter, ids(43, 51)).encode()))
	send("in another order", seal(shared.with(echOuter, ids(51, 43)).encode()))
	send("one that is not there", seal(shared.with(echOuter, ids(43, 51, 7777)).encode()))
	send("itself", seal(shared.with(echOuter, ids(43, 51, ech)).encode()))
	send("twice", seal(shared.with(echOuter, ids(43, 43, 51)).encode()))
	send("shared and own", seal(inner.with(echOuter, ids(43)).encode()))

	other := seal(inner.encode())
	other.extensions[len(other.extensions)-1].data[5]++
	send("for another key", other)
	wrong := seal(inner.encode())
	wrong.suites = append(slices.Clone(wrong.suites), 0, 0)
	send("changed on the way", wrong)
	send("malformed", outside.with(ech, []byte{0, 0}))
	send("unknown kind", outside.with(ech, []byte{9}))
	send("inner one with more", outside.with(ech, []byte{1, 1}))
	send("opened elsewhere", outside.with(ech, []byte{1}))
}

// Output:
// plain: a hello to example.com
// right: a hello to secret.names
// padded: a hello to secret.names
// padded with ones: tls: illegal parameter
// session: tls: illegal parameter
// no sign of being an inner one: tls: illegal parameter
// says that it is an outer one: tls: illegal parameter
// TLS 1.2 too: tls: illegal parameter
// no versions: tls: illegal parameter
// cut: tls: illegal parameter
// nothing: tls: illegal parameter
// shared extensions: a hello to secret.names
// in another order: tls: illegal parameter
// one that is not there: tls: illegal parameter
// itself: tls: illegal parameter
// twice: tls: illegal parameter
// shared and own: tls: illegal parameter
// for another key: a hello to example.com
// changed on the way: a hello to example.com
// malformed: tls: error decoding message
// unknown kind: tls: illegal parameter
// inner one with more: tls: error decoding message
// opened elsewhere: a hello to example.com
