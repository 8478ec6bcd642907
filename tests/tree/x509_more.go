package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"
)

func identifiers() {
	for _, s := range []string{"1.2.840.113549", "2.999.1", "2.5.29.32.0", "0.39", "2.40.18446744073709551616", "2.36893488147419103232",
		"1.40", "3.1", "1", "", "1..2", "1.-2", "1.+2", "1.2.x", "2.0"} {
		oid, err := x509.ParseOID(s)
		der, _ := oid.MarshalBinary()
		fmt.Printf("%q %v %v %x\n", s, oid, err, der)
		var back x509.OID
		if err == nil {
			fmt.Println(back.UnmarshalBinary(der), back.Equal(oid), back.EqualASN1OID(asn1.ObjectIdentifier{1, 2, 840, 113549}))
		}
	}
	for _, der := range []string{"", "\x80\x01", "\x2a\x80\x01", "\x2a\x81", "\x2a\x81\x00"} {
		var oid x509.OID
		err := oid.UnmarshalBinary([]byte(der))
		fmt.Println(oid, err)
	}
	oid, err := x509.OIDFromInts([]uint64{2, 1<<64 - 81, 1 << 63})
	fmt.Println(oid, err)
	_, err = x509.OIDFromASN1OID(asn1.ObjectIdentifier{1, -2})
	fmt.Println(err)
	text, err := oid.AppendText([]byte("oid "))
	fmt.Printf("%s %v\n", text, err)
	fmt.Println(oid.UnmarshalText([]byte("1.2.3")), oid, oid.UnmarshalText([]byte("9")), oid)
	fmt.Println(x509.KeyUsageCertSign, x509.KeyUsageDecipherOnly, x509.KeyUsageCertSign|x509.KeyUsageCRLSign, x509.KeyUsage(0),
		x509.ExtKeyUsageOCSPSigning, x509.ExtKeyUsage(99), x509.ExtKeyUsage(-1), x509.ExtKeyUsageServerAuth.OID())
}

func key(n byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, 32)) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func oids(list ...string) (all []x509.OID) {
	for _, s := range list {
		all = append(all, must(x509.ParseOID(s)))
	}
	return all
}

// issue makes the certificate of name n, with the key n, by the issuer, or by itself.
func issue(n byte, issuer *x509.Certificate, by byte, change func(*x509.Certificate)) *x509.Certificate {
	c := &x509.Certificate{SerialNumber: big.NewInt(int64(n)), Subject: pkix.Name{CommonName: fmt.Sprint("name ", n)},
		NotBefore: noon.Add(-time.Hour), NotAfter: noon.Add(time.Hour), BasicConstraintsValid: true, IsCA: n < 10,
		DNSNames: []string{"strata.test"}, SubjectKeyId: []byte{n},
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature}
	if change != nil {
		change(c)
	}
	if issuer == nil {
		issuer = c
	}
	der := must(x509.CreateCertificate(nil, c, issuer, key(n).Public(), key(by)))
	return must(x509.ParseCertificate(der))
}

func extension(n int, value any) pkix.Extension {
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, n}, Critical: true, Value: must(asn1.Marshal(value))}
}

type limits struct {
	Explicit int `asn1:"tag:0,optional,default:-1"`
	Mapping  int `asn1:"tag:1,optional,default:-1"`
}

type mapping struct{ Issuer, Subject asn1.ObjectIdentifier }

func policies() {
	for _, c := range []struct {
		what         string
		middle, leaf []string
		more         []pkix.Extension
		wanted       []string
	}{
		{"none", nil, nil, nil, nil},
		{"none, one wanted", nil, nil, nil, []string{"1.2.3"}},
		{"explicit, none", nil, nil, []pkix.Extension{extension(36, limits{0, -1})}, nil},
		{"explicit, both", []string{"1.2.3"}, []string{"1.2.3"}, []pkix.Extension{extension(36, limits{0, -1})}, nil},
		{"explicit, other", []string{"1.2.3"}, []string{"1.2.4"}, []pkix.Extension{extension(36, limits{0, -1})}, nil},
		{"explicit, wanted", []string{"1.2.3", "1.2.5"}, []string{"1.2.3"}, []pkix.Extension{extension(36, limits{0, -1})}, []string{"1.2.3"}},
		{"explicit, not wanted", []string{"1.2.3", "1.2.5"}, []string{"1.2.3"}, []pkix.Extension{extension(36, limits{0, -1})}, []string{"1.2.5"}},
		{"any", []string{"2.5.29.32.0"}, []string{"1.2.3"}, []pkix.Extension{extension(36, limits{0, -1})}, []string{"1.2.3"}},
		{"any in the leaf", []string{"1.2.3"}, []string{"2.5.29.32.0"}, []pkix.Extension{extension(36, limits{0, -1})}, []string{"1.2.3"}},
		{"any forbidden", []string{"1.2.3"}, []string{"2.5.29.32.0"}, []pkix.Extension{extension(36, limits{0, -1}), extension(54, 0)}, nil},
		{"any wanted", []string{"1.2.3"}, []string{"1.2.3"}, []pkix.Extension{extension(36, limits{0, -1})}, []string{"2.5.29.32.0"}},
		{"mapped", []string{"1.2.3"}, []string{"1.2.9"}, []pkix.Extension{extension(36, limits{0, -1}),
			extension(33, []mapping{{asn1.ObjectIdentifier{1, 2, 3}, asn1.ObjectIdentifier{1, 2, 9}}})}, []string{"1.2.3"}},
		{"mapped, not so", []string{"1.2.3"}, []string{"1.2.3"}, []pkix.Extension{extension(36, limits{0, -1}),
			extension(33, []mapping{{asn1.ObjectIdentifier{1, 2, 3}, asn1.ObjectIdentifier{1, 2, 9}}})}, []string{"1.2.3"}},
		{"mapped from any", []string{"2.5.29.32.0"}, []string{"1.2.9"}, []pkix.Extension{extension(36, limits{0, -1}),
			extension(33, []mapping{{asn1.ObjectIdentifier{1, 2, 3}, asn1.ObjectIdentifier{1, 2, 9}}})}, []string{"1.2.3"}},
		{"any mapped", []string{"1.2.3"}, []string{"1.2.3"}, []pkix.Extension{
			extension(33, []mapping{{asn1.ObjectIdentifier{2, 5, 29, 32, 0}, asn1.ObjectIdentifier{1, 2, 9}}})}, nil},
		{"large", []string{"1.2.99999999999"}, []string{"1.2.99999999999"}, []pkix.Extension{extension(36, limits{0, 3})},
			[]string{"1.2.99999999999"}},
	} {
		root := issue(1, nil, 1, nil)
		middle := issue(2, root, 1, func(t *x509.Certificate) { t.Policies, t.ExtraExtensions = oids(c.middle...), c.more })
		leaf := issue(10, middle, 2, func(t *x509.Certificate) { t.Policies = oids(c.leaf...) })
		o := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool(), CurrentTime: noon,
			CertificatePolicies: oids(c.wanted...), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
		o.Roots.AddCert(root)
		o.Intermediates.AddCert(middle)
		chains, err := leaf.Verify(o)
		fmt.Println(c.what, len(chains), err)
		fmt.Println("    ", middle.Policies, middle.PolicyIdentifiers, middle.PolicyMappings, middle.UnhandledCriticalExtensions,
			middle.RequireExplicitPolicy, middle.RequireExplicitPolicyZero, middle.InhibitPolicyMapping, middle.InhibitPolicyMappingZero,
			middle.InhibitAnyPolicy, middle.InhibitAnyPolicyZero)
	}
}

func constraints() {
	root, other := issue(1, nil, 1, nil), issue(3, nil, 3, nil)
	leaf := issue(10, root, 1, nil)
	pool := x509.NewCertPool()
	pool.AddCertWithConstraint(root, func(chain []*x509.Certificate) error {
		fmt.Println("asked of", len(chain), chain[0].Subject)
		if strings.Contains(chain[0].Subject.String(), "10") {
			return errors.New("not this one")
		}
		return nil
	})
	pool.AddCert(other)
	for _, c := range []*x509.Certificate{leaf, issue(11, root, 1, nil), issue(12, other, 3, nil)} {
		chains, err := c.Verify(x509.VerifyOptions{Roots: pool.Clone(), CurrentTime: noon})
		fmt.Println(len(chains), err)
	}
	defer func() { fmt.Println(recover()) }()
	pool.AddCertWithConstraint(nil, nil)
}

func revoked() {
	root := issue(1, nil, 1, nil)
	list := &x509.RevocationList{Number: big.NewInt(7), ThisUpdate: noon, NextUpdate: noon.Add(time.Hour),
		RevokedCertificateEntries: []x509.RevocationListEntry{
			{SerialNumber: big.NewInt(10), RevocationTime: noon.Add(-time.Minute)},
			{SerialNumber: big.NewInt(11), RevocationTime: noon, ReasonCode: 4,
				ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 99}, Value: []byte{5, 0}}}},
		}}
	der, err := x509.CreateRevocationList(nil, list, root, key(1))
	fmt.Printf("%x %v\n", der, err)
	read, err := x509.ParseRevocationList(der)
	fmt.Println(err, len(read.RevokedCertificates), read.CheckSignatureFrom(root))
	for _, e := range read.RevokedCertificateEntries {
		fmt.Printf("%x %v %v %v %v\n", e.Raw, e.SerialNumber, e.RevocationTime, e.ReasonCode, e.Extensions)
	}
	list.RevokedCertificateEntries[1].ExtraExtensions[0].Id[3] = 21
	for range 3 {
		_, err = x509.CreateRevocationList(nil, list, root, key(1))
		fmt.Println(err)
		list.RevokedCertificateEntries[0].SerialNumber = nil
		if err != nil && strings.Contains(err.Error(), "SerialNumber") {
			list.RevokedCertificateEntries[0] = x509.RevocationListEntry{SerialNumber: big.NewInt(1)}
		}
	}
}

func numbers() {
	c := &x509.Certificate{NotBefore: noon, NotAfter: noon}
	random := bytes.NewReader(bytes.Repeat([]byte{0xff}, 100))
	der, err := x509.CreateCertificate(random, c, c, key(1).Public(), key(1))
	fmt.Println(err, must(x509.ParseCertificate(der)).SerialNumber, c.SerialNumber)
	_, err = x509.CreateCertificate(nil, &x509.Certificate{SerialNumber: big.NewInt(1), BasicConstraintsValid: true,
		IsCA: true, MaxPathLen: -2}, c, key(1).Public(), key(1))
	fmt.Println(err)
	_, err = x509.CreateCertificate(nil, &x509.Certificate{SerialNumber: big.NewInt(1), Policies: make([]x509.OID, 1)}, c, key(1).Public(), key(1))
	fmt.Println(err)
}

func main() {
	identifiers()
	policies()
	constraints()
	revoked()
	numbers()
	x509.SetFallbackRoots(x509.NewCertPool())
	defer func() { fmt.Println(recover()) }()
	x509.SetFallbackRoots(x509.NewCertPool())
}

// Output:
// "1.2.840.113549" 1.2.840.113549 <nil> 2a864886f70d
// <nil> true true
// "2.999.1" 2.999.1 <nil> 883701
// <nil> true false
// "2.5.29.32.0" 2.5.29.32.0 <nil> 551d2000
// <nil> true false
// "0.39" 0.39 <nil> 27
// <nil> true false
// "2.40.18446744073709551616" 2.40.18446744073709551616 <nil> 7882808080808080808000
// <nil> true false
// "2.36893488147419103232" 2.36893488147419103232 <nil> 84808080808080808050
// <nil> true false
// "1.40"  invalid oid 
// "3.1"  invalid oid 
// "1"  invalid oid 
// ""  invalid oid 
// "1..2"  invalid oid 
// "1.-2"  invalid oid 
// "1.+2"  invalid oid 
// "1.2.x"  invalid oid 
// "2.0" 2.0 <nil> 50
// <nil> true false
//  invalid oid
//  invalid oid
//  invalid oid
//  invalid oid
// 1.2.128 <nil>
// 2.18446744073709551535.9223372036854775808 <nil>
// x509: OID components must be non-negative
// oid 2.18446744073709551535.9223372036854775808 <nil>
// <nil> 1.2.3 invalid oid 1.2.3
// keyCertSign decipherOnly KeyUsage(96) KeyUsage(0) OCSPSigning ExtKeyUsage(99) ExtKeyUsage(-1) 1.3.6.1.5.5.7.3.1
// none 1 <nil>
//      [] [] [] [] 0 false 0 false 0 false
// none, one wanted 1 <nil>
//      [] [] [] [] 0 false 0 false 0 false
// explicit, none 0 x509: no valid chains built: 1 candidate chains with invalid policies
//      [] [] [] [] 0 true 0 false 0 false
// explicit, both 1 <nil>
//      [1.2.3] [1.2.3] [] [] 0 true 0 false 0 false
// explicit, other 0 x509: no valid chains built: 1 candidate chains with invalid policies
//      [1.2.3] [1.2.3] [] [] 0 true 0 false 0 false
// explicit, wanted 1 <nil>
//      [1.2.3 1.2.5] [1.2.3 1.2.5] [] [] 0 true 0 false 0 false
// explicit, not wanted 0 x509: no valid chains built: 1 candidate chains with invalid policies
//      [1.2.3 1.2.5] [1.2.3 1.2.5] [] [] 0 true 0 false 0 false
// any 1 <nil>
//      [2.5.29.32.0] [2.5.29.32.0] [] [] 0 true 0 false 0 false
// any in the leaf 1 <nil>
//      [1.2.3] [1.2.3] [] [] 0 true 0 false 0 false
// any forbidden 0 x509: no valid chains built: 1 candidate chains with invalid policies
//      [1.2.3] [1.2.3] [] [] 0 true 0 false 0 true
// any wanted 1 <nil>
//      [1.2.3] [1.2.3] [] [] 0 true 0 false 0 false
// mapped 1 <nil>
//      [1.2.3] [1.2.3] [{1.2.3 1.2.9}] [] 0 true 0 false 0 false
// mapped, not so 0 x509: no valid chains built: 1 candidate chains with invalid policies
//      [1.2.3] [1.2.3] [{1.2.3 1.2.9}] [] 0 true 0 false 0 false
// mapped from any 1 <nil>
//      [2.5.29.32.0] [2.5.29.32.0] [{1.2.3 1.2.9}] [] 0 true 0 false 0 false
// any mapped 0 x509: no valid chains built: 1 candidate chains with invalid policies
//      [1.2.3] [1.2.3] [{2.5.29.32.0 1.2.9}] [] 0 false 0 false 0 false
// large 1 <nil>
//      [1.2.99999999999] [] [] [] 0 true 3 false 0 false
// asked of 1 CN=name 10
// 0 x509: certificate signed by unknown authority (possibly because of "not this one" while trying to verify candidate authority certificate "name 1")
// asked of 1 CN=name 11
// 1 <nil>
// 1 <nil>
// adding nil Certificate to CertPool
// 3081e930819c020101300506032b65703011310f300d060355040313066e616d652031170d3236303130323132303030305a170d3236303130323133303030305a3041301202010a170d3236303130323131353930305a302b02010b170d3236303130323132303030305a301730090603551d6304020500300a0603551d1504030a0104a01c301a300c0603551d2304053003800101300a0603551d140403020107300506032b657003410046ff35f6e360a3a9779a51aea22703a9298eb042cbb1c1bda1321e6819e794d296cab34d0dc60458b68a8389a26642f71fc32a71a4f3aaac423fdf760a117d0b <nil>
// <nil> 2 <nil>
// 301202010a170d3236303130323131353930305a 10 2026-01-02 11:59:00 +0000 UTC 0 []
// 302b02010b170d3236303130323132303030305a301730090603551d6304020500300a0603551d1504030a0104 11 2026-01-02 12:00:00 +0000 UTC 4 [{2.5.29.99 false [5 0]} {2.5.29.21 false [10 1 4]}]
// x509: template contains entry with ReasonCode ExtraExtension; use ReasonCode field instead
// x509: template contains entry with nil SerialNumber field
// x509: template contains entry with zero RevocationTime field
// <nil> 730750818665451459101842416358141509827966271487 <nil>
// x509: invalid MaxPathLen, must be greater or equal to -1
// invalid policy object identifier
// SetFallbackRoots has already been called
