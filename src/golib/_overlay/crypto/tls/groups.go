//go:build !go1.26

package tls

import (
	"crypto/elliptic"
	"crypto/x509"
	"errors"
	"internal/godebug"
	"io"
	"slices"
)

var (
	tlsmlkem     = godebug.New("tlsmlkem")
	tlssecpmlkem = godebug.New("tlssecpmlkem")
)

// preference is the order of key exchanges; programs choose which, not in which order.
var preference = []CurveID{X25519MLKEM768, SecP256r1MLKEM768, SecP384r1MLKEM1024, X25519, CurveP256, CurveP384, CurveP521}

// isDefault reports whether an exchange is there for those who choose none.
func isDefault(id CurveID) bool {
	switch id {
	case X25519MLKEM768:
		return tlsmlkem.Value() != "0"
	case SecP256r1MLKEM768, SecP384r1MLKEM1024:
		return tlsmlkem.Value() != "0" && tlssecpmlkem.Value() != "0"
	}
	return true
}

// curvePreferences returns the key exchanges of a connection, the best first.
func (c *Config) curvePreferences() (list []CurveID) {
	for _, id := range preference {
		if c == nil || len(c.CurvePreferences) == 0 {
			if isDefault(id) {
				list = append(list, id)
			}
		} else if slices.Contains(c.CurvePreferences, id) {
			list = append(list, id)
		}
	}
	return list
}

// supportsCurve is asked for TLS 1.2 and for certificates, which know nothing of hybrids.
func (c *Config) supportsCurve(id CurveID) bool {
	return hybridOf(id) == nil && c.tree_supportsCurve(id)
}

func curveForCurveID(id CurveID) (elliptic.Curve, bool) {
	if hybridOf(id) != nil {
		return nil, true
	}
	return tree_curveForCurveID(id)
}

func generateECDHEParameters(rand io.Reader, id CurveID) (ecdheParameters, error) {
	if h := hybridOf(id); h != nil {
		return newHybridParameters(h, rand)
	}
	return tree_generateECDHEParameters(rand, id)
}

// makeClientHello: beside a hybrid's key goes that of its curve alone, which costs nothing more, for servers without ML-KEM.
func (c *Conn) makeClientHello() (*clientHelloMsg, ecdheParameters, error) {
	config := c.config
	if len(config.curvePreferences()) == 0 {
		return nil, nil, errors.New("tls: no supported elliptic curves for ECDHE")
	}
	if err := config.checkECH(); err != nil {
		return nil, nil, err
	}
	hello, params, err := c.tree_makeClientHello()
	if err != nil {
		return nil, nil, err
	}
	if hello.supportedVersions[0] != VersionTLS13 {
		hello.supportedCurves = slices.DeleteFunc(hello.supportedCurves, func(id CurveID) bool { return hybridOf(id) != nil })
	}
	if p, ok := params.(*hybridParameters); ok && slices.Contains(hello.supportedCurves, p.curve) {
		hello.keyShares = append(hello.keyShares, keyShare{p.curve, p.classic.PublicKey()})
	}
	if c.quic != nil {
		if err := c.quic.prepareHello(hello); err != nil {
			return nil, nil, err
		}
	}
	if config.EncryptedClientHelloConfigList != nil {
		if err := c.offerECH(hello); err != nil {
			return nil, nil, err
		}
	}
	return hello, params, nil
}

// handshake: the hello is on its way, and the tree wants to see the one key whose secret it has.
func (hs *clientHandshakeStateTLS13) handshake() error {
	if _, ok := hs.ecdheParams.(*hybridParameters); ok {
		hs.hello.keyShares = hs.hello.keyShares[:1]
	}
	return hs.tree_handshake()
}

// useCurveAlone forgets a hybrid when the server's choice is its curve.
func (hs *clientHandshakeStateTLS13) useCurveAlone(choice CurveID) {
	if p, ok := hs.ecdheParams.(*hybridParameters); ok && choice == p.curve {
		hs.ecdheParams = p.classic
	}
}

func (hs *clientHandshakeStateTLS13) establishHandshakeKeys() error {
	if p, ok := hs.ecdheParams.(*hybridParameters); ok {
		p.client = true
	}
	return hs.tree_establishHandshakeKeys()
}

// askForHybrid drops a client's keys when it could do better than them: the tree takes a key that it has, and asks for another one
// only if it has none.
func (hs *serverHandshakeStateTLS13) askForHybrid() {
	hello, better := hs.clientHello, false
	for _, id := range hs.c.config.curvePreferences() {
		if hybridOf(id) == nil || !slices.Contains(hello.supportedCurves, id) {
			continue
		}
		if slices.ContainsFunc(hello.keyShares, func(s keyShare) bool { return s.group == id }) {
			return
		}
		better = true
	}
	if better {
		hello.keyShares = nil
	}
}

// processServerKeyExchange is of TLS 1.2.
func (ka *ecdheKeyAgreement) processServerKeyExchange(config *Config, clientHello *clientHelloMsg, serverHello *serverHelloMsg,
	cert *x509.Certificate, skx *serverKeyExchangeMsg) error {
	if k := skx.key; len(k) >= 4 && hybridOf(CurveID(k[1])<<8|CurveID(k[2])) != nil {
		return errors.New("tls: server selected unsupported curve")
	}
	return ka.tree_processServerKeyExchange(config, clientHello, serverHello, cert, skx)
}
