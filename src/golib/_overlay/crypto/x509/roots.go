//go:build !go1.26

package x509

import (
	"crypto/sha256"
	"internal/godebug"
	"maps"
)

// CertPool gains what must be true of chains that end in some of its certificates.
type CertPool struct {
	tree_CertPool
	constraints map[sum224]func([]*Certificate) error
}

// AddCertWithConstraint is AddCert, and chains that Certificate.Verify builds up to cert are none if constraint, which gets
// them without cert, returns an error.
func (s *CertPool) AddCertWithConstraint(cert *Certificate, constraint func([]*Certificate) error) {
	if cert == nil {
		panic("adding nil Certificate to CertPool")
	}
	if s.contains(cert) {
		return
	}
	s.AddCert(cert)
	if s.constraints == nil {
		s.constraints = map[sum224]func([]*Certificate) error{}
	}
	s.constraints[sha256.Sum224(cert.Raw)] = constraint
}

// Clone copies the pool.
func (s *CertPool) Clone() *CertPool {
	p := s.tree_Clone()
	p.constraints = maps.Clone(s.constraints)
	return p
}

// isValid asks, of a root that ends a chain or an intermediate that goes on with it, the pool's constraint, too.
func (c *Certificate) isValid(certType int, currentChain []*Certificate, opts *VerifyOptions) error {
	if err := c.tree_isValid(certType, currentChain, opts); err != nil || certType == leafCertificate {
		return err
	}
	pool := opts.Roots
	if certType == intermediateCertificate {
		pool = opts.Intermediates
	}
	constraint := pool.constraints[sha256.Sum224(c.Raw)]
	if constraint == nil {
		return nil
	}
	if err := constraint(currentChain); err != nil {
		return UnknownAuthorityError{currentChain[len(currentChain)-1], err, c}
	}
	return nil
}

// fallbackRoots are the roots where the system has none.
var fallbackRoots *CertPool

// SetFallbackRoots sets the roots for where the system has none, or, with GODEBUG=x509usefallbackroots=1, everywhere. It
// panics when it is called again.
func SetFallbackRoots(roots *CertPool) {
	if roots == nil {
		panic("roots must be non-nil")
	}
	if fallbackRoots != nil {
		panic("SetFallbackRoots has already been called")
	}
	fallbackRoots = roots
}

func systemRootsPool() *CertPool {
	roots := tree_systemRootsPool()
	if fallbackRoots != nil && (roots == nil || roots.len() == 0 || godebug.New("x509usefallbackroots").Value() == "1") {
		return fallbackRoots
	}
	return roots
}
