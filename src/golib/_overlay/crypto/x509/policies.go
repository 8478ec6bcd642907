//go:build !go1.26

package x509

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	cryptobyte_asn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// A PolicyMapping says that an issuer's policy is one of the subject's (RFC 5280, 4.2.1.5).
type PolicyMapping struct {
	IssuerDomainPolicy  OID
	SubjectDomainPolicy OID
}

// Certificate gains all that is said of policies. A limit of 0 is one if its Zero says so.
type Certificate struct {
	tree_Certificate
	Policies                  []OID
	InhibitAnyPolicy          int
	InhibitAnyPolicyZero      bool
	InhibitPolicyMapping      int
	InhibitPolicyMappingZero  bool
	RequireExplicitPolicy     int
	RequireExplicitPolicyZero bool
	PolicyMappings            []PolicyMapping
}

// VerifyOptions gains the policies one of which chains must be good for; none: any.
type VerifyOptions struct {
	tree_VerifyOptions
	CertificatePolicies []OID
}

var policyReaders = map[int]func(*Certificate, cryptobyte.String) error{
	32: (*Certificate).readPolicies, 33: (*Certificate).readPolicyMappings, 36: (*Certificate).readPolicyConstraints,
	54: (*Certificate).readInhibitAnyPolicy,
}

// extensionNumber is N of the identifier 2.5.29.N, by which extensions of certificates are known; -1: another.
func extensionNumber(id asn1.ObjectIdentifier) int {
	if len(id) == 4 && id[0] == 2 && id[1] == 5 && id[2] == 29 {
		return id[3]
	}
	return -1
}

func processExtensions(out *Certificate) error {
	if err := tree_processExtensions(out); err != nil {
		return err
	}
	for _, e := range out.Extensions {
		if read := policyReaders[extensionNumber(e.Id)]; read != nil {
			if err := read(out, cryptobyte.String(e.Value)); err != nil {
				return err
			}
		}
	}
	out.UnhandledCriticalExtensions = slices.DeleteFunc(out.UnhandledCriticalExtensions, func(id asn1.ObjectIdentifier) bool {
		return policyReaders[extensionNumber(id)] != nil
	})
	return nil
}

var errPolicies = errors.New("x509: invalid certificate policies")

func readPolicyList(der cryptobyte.String) ([]OID, error) {
	var list []OID
	if !der.ReadASN1(&der, cryptobyte_asn1.SEQUENCE) {
		return nil, errPolicies
	}
	for !der.Empty() {
		var info, id cryptobyte.String
		if !der.ReadASN1(&info, cryptobyte_asn1.SEQUENCE) || !info.ReadASN1(&id, cryptobyte_asn1.OBJECT_IDENTIFIER) {
			return nil, errPolicies
		}
		oid, ok := oidFromDER(id)
		if !ok || slices.ContainsFunc(list, oid.Equal) {
			return nil, errPolicies
		}
		list = append(list, oid)
	}
	return list, nil
}

// parseCertificatePoliciesExtension returns those that package asn1 can tell.
func parseCertificatePoliciesExtension(der []byte) ([]asn1.ObjectIdentifier, error) {
	list, err := readPolicyList(der)
	var known []asn1.ObjectIdentifier
	for _, oid := range list {
		if id, ok := oid.toASN1OID(); ok {
			known = append(known, id)
		}
	}
	return known, err
}

func (c *Certificate) readPolicies(der cryptobyte.String) (err error) {
	c.Policies, err = readPolicyList(der)
	return err
}

func (c *Certificate) readPolicyMappings(der cryptobyte.String) error {
	invalid := errors.New("x509: invalid policy mappings extension")
	if !der.ReadASN1(&der, cryptobyte_asn1.SEQUENCE) {
		return invalid
	}
	for !der.Empty() {
		var pair, issuer, subject cryptobyte.String
		if !der.ReadASN1(&pair, cryptobyte_asn1.SEQUENCE) || !pair.ReadASN1(&issuer, cryptobyte_asn1.OBJECT_IDENTIFIER) ||
			!pair.ReadASN1(&subject, cryptobyte_asn1.OBJECT_IDENTIFIER) {
			return invalid
		}
		c.PolicyMappings = append(c.PolicyMappings, PolicyMapping{OID{issuer}, OID{subject}})
	}
	return nil
}

func (c *Certificate) readPolicyConstraints(der cryptobyte.String) error {
	invalid := errors.New("x509: invalid policy constraints extension")
	if !der.ReadASN1(&der, cryptobyte_asn1.SEQUENCE) {
		return invalid
	}
	limit := func(number uint8, n *int, zero *bool) bool {
		tag := cryptobyte_asn1.Tag(number).ContextSpecific()
		var v int64
		if !der.PeekASN1Tag(tag) {
			return true
		}
		ok := der.ReadASN1Int64WithTag(&v, tag)
		*n, *zero = int(v), v == 0
		return ok
	}
	if !limit(0, &c.RequireExplicitPolicy, &c.RequireExplicitPolicyZero) ||
		!limit(1, &c.InhibitPolicyMapping, &c.InhibitPolicyMappingZero) {
		return invalid
	}
	return nil
}

func (c *Certificate) readInhibitAnyPolicy(der cryptobyte.String) error {
	if !der.ReadASN1Integer(&c.InhibitAnyPolicy) {
		return errors.New("x509: invalid inhibit any policy extension")
	}
	c.InhibitAnyPolicyZero = c.InhibitAnyPolicy == 0
	return nil
}

// buildCertExtensions takes the policies from Policies, as Go does since 1.24. The tree's is given one in their place, so that
// the extension stands where it belongs.
func buildCertExtensions(template *Certificate, subjectIsEmpty bool, authorityKeyId, subjectKeyId []byte) ([]pkix.Extension, error) {
	own := *template
	own.PolicyIdentifiers = nil
	if len(template.Policies) > 0 {
		own.PolicyIdentifiers = []asn1.ObjectIdentifier{{2, 5, 29, 32, 0}}
	}
	all, err := tree_buildCertExtensions(&own, subjectIsEmpty, authorityKeyId, subjectKeyId)
	if err != nil || len(template.Policies) == 0 || oidInExtensions(oidExtensionCertificatePolicies, template.ExtraExtensions) {
		return all, err
	}
	at := slices.IndexFunc(all, func(e pkix.Extension) bool { return e.Id.Equal(oidExtensionCertificatePolicies) })
	all[at].Value, err = writePolicies(template.Policies)
	return all, err
}

func writePolicies(policies []OID) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cryptobyte_asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, oid := range policies {
			b.AddASN1(cryptobyte_asn1.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1(cryptobyte_asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) {
					if len(oid.der) == 0 {
						b.SetError(errors.New("invalid policy object identifier"))
					}
					b.AddBytes(oid.der)
				})
			})
		}
	})
	return b.Bytes()
}
