//go:build !go1.26

package tls

import (
	"internal/godebug"
	"slices"
)

// What Go 1.26 no longer does unless it is asked for: versions before 1.2, keys exchanged by RSA, 3DES.
var (
	tls10server = godebug.New("tls10server")
	tlsrsakex   = godebug.New("tlsrsakex")
	tls3des     = godebug.New("tls3des")
)

// usesRSA and uses3DES are asked about suites before TLS 1.3.
func usesRSA(id uint16) bool {
	suite := cipherSuiteByID(id)
	return suite != nil && suite.flags&suiteECDHE == 0
}

func uses3DES(id uint16) bool {
	const keySize = 3 * 8 // that no other cipher has
	suite := cipherSuiteByID(id)
	return suite != nil && suite.keyLen == keySize
}

func (c *Config) cipherSuites() []uint16 {
	if c.CipherSuites != nil {
		return c.tree_cipherSuites()
	}
	return slices.DeleteFunc(slices.Clone(c.tree_cipherSuites()), func(suite uint16) bool {
		return usesRSA(suite) && tlsrsakex.Value() != "1" || uses3DES(suite) && tls3des.Value() != "1"
	})
}

func (c *Config) supportedVersions(isClient bool) []uint16 {
	list := c.tree_supportedVersions(isClient)
	if isClient && c != nil && c.EncryptedClientHelloConfigList != nil {
		return slices.DeleteFunc(list, func(v uint16) bool { return v < VersionTLS13 })
	}
	if c != nil && c.MinVersion != 0 || tls10server.Value() == "1" {
		return list
	}
	return slices.DeleteFunc(list, func(v uint16) bool { return v < VersionTLS12 })
}

// CipherSuites returns the suites that are not known to be weak, in the order of their numbers.
func CipherSuites() []*CipherSuite {
	list := slices.DeleteFunc(tree_CipherSuites(), func(s *CipherSuite) bool { return usesRSA(s.ID) || uses3DES(s.ID) })
	slices.SortFunc(list, func(a, b *CipherSuite) int { return int(a.ID) - int(b.ID) })
	return list
}

// InsecureCipherSuites returns those that are, of which most have to be asked for by name.
func InsecureCipherSuites() (list []*CipherSuite) {
	for _, s := range tree_CipherSuites() {
		if usesRSA(s.ID) || uses3DES(s.ID) {
			s.Insecure = true
			list = append(list, s)
		}
	}
	list = append(list, tree_InsecureCipherSuites()...)
	slices.SortFunc(list, func(a, b *CipherSuite) int { return int(a.ID) - int(b.ID) })
	return list
}
