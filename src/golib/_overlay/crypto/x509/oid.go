//go:build !go1.26

package x509

import (
	"bytes"
	"encoding/asn1"
	"errors"
	"math/big"
	"strings"
)

// An OID is an object identifier whose numbers may have any size.
type OID struct{ der []byte } // the contents of its DER encoding, which is unique: numbers in base 128, the first two as one

var errInvalidOID = errors.New("invalid oid")

// appendArc appends a number in base 128, in as few bytes as it needs; all but the last have the top bit.
func appendArc(der []byte, n *big.Int) []byte {
	for shift := max(0, (n.BitLen()-1)/7) * 7; shift >= 0; shift -= 7 {
		b := byte(new(big.Int).Rsh(n, uint(shift)).Uint64() & 0x7f)
		if shift > 0 {
			b |= 0x80
		}
		der = append(der, b)
	}
	return der
}

// oidOf makes an OID of numbers, none of which is negative. The second is below 40 where the first is 0 or 1.
func oidOf(arcs []*big.Int) (OID, error) {
	if len(arcs) < 2 || arcs[0].Cmp(big.NewInt(2)) > 0 ||
		arcs[0].Cmp(big.NewInt(2)) < 0 && arcs[1].Cmp(big.NewInt(40)) >= 0 {
		return OID{}, errInvalidOID
	}
	first := new(big.Int).Mul(arcs[0], big.NewInt(40))
	der := appendArc(nil, first.Add(first, arcs[1]))
	for _, n := range arcs[2:] {
		der = appendArc(der, n)
	}
	return OID{der}, nil
}

// oidFromDER is the OID of such contents, if they are those of one.
func oidFromDER(der []byte) (OID, bool) {
	for i, b := range der {
		if b == 0x80 && (i == 0 || der[i-1]&0x80 == 0) {
			return OID{}, false // a leading zero
		}
	}
	return OID{der}, len(der) > 0 && der[len(der)-1]&0x80 == 0
}

// arcs returns the numbers.
func (oid OID) arcs() []*big.Int {
	var all []*big.Int
	n := new(big.Int)
	for _, b := range oid.der {
		n.Or(n.Lsh(n, 7), big.NewInt(int64(b&0x7f)))
		if b&0x80 != 0 {
			continue
		}
		if len(all) == 0 {
			root := min(2, new(big.Int).Div(n, big.NewInt(40)).Int64())
			if !n.IsInt64() {
				root = 2
			}
			all = append(all, big.NewInt(root))
			n.Sub(n, big.NewInt(40*root))
		}
		all = append(all, n)
		n = new(big.Int)
	}
	return all
}

// ParseOID parses numbers with dots between them.
func ParseOID(oid string) (OID, error) {
	var arcs []*big.Int
	for _, word := range strings.Split(oid, ".") {
		n, ok := new(big.Int).SetString(word, 10)
		if !ok || strings.ContainsAny(word, "+-") {
			return OID{}, errInvalidOID
		}
		arcs = append(arcs, n)
	}
	return oidOf(arcs)
}

// OIDFromInts makes an OID of its numbers.
func OIDFromInts(oid []uint64) (OID, error) {
	arcs := make([]*big.Int, len(oid))
	for i, n := range oid {
		arcs[i] = new(big.Int).SetUint64(n)
	}
	return oidOf(arcs)
}

// OIDFromASN1OID makes an OID of one of package asn1.
func OIDFromASN1OID(asn1OID asn1.ObjectIdentifier) (OID, error) {
	arcs := make([]*big.Int, len(asn1OID))
	for i, n := range asn1OID {
		if n < 0 {
			return OID{}, errors.New("x509: OID components must be non-negative")
		}
		arcs[i] = big.NewInt(int64(n))
	}
	return oidOf(arcs)
}

// toASN1OID is the OID as package asn1 has it, unless a number is too large for that.
func (oid OID) toASN1OID() (asn1.ObjectIdentifier, bool) {
	var out asn1.ObjectIdentifier
	for _, n := range oid.arcs() {
		if n.BitLen() > 31 {
			return nil, false
		}
		out = append(out, int(n.Int64()))
	}
	return out, true
}

// String returns the numbers with dots between them.
func (oid OID) String() string {
	var words []string
	for _, n := range oid.arcs() {
		words = append(words, n.String())
	}
	return strings.Join(words, ".")
}

// Equal reports whether both have the same numbers.
func (oid OID) Equal(other OID) bool { return bytes.Equal(oid.der, other.der) }

// EqualASN1OID is Equal for an OID of package asn1.
func (oid OID) EqualASN1OID(other asn1.ObjectIdentifier) bool {
	own, ok := oid.toASN1OID()
	return ok && len(own) > 0 && own.Equal(other)
}

func (oid OID) AppendText(b []byte) ([]byte, error)   { return append(b, oid.String()...), nil }
func (oid OID) MarshalText() ([]byte, error)          { return oid.AppendText(nil) }
func (oid OID) AppendBinary(b []byte) ([]byte, error) { return append(b, oid.der...), nil }
func (oid OID) MarshalBinary() ([]byte, error)        { return oid.AppendBinary(nil) }

func (oid *OID) UnmarshalText(text []byte) error {
	read, err := ParseOID(string(text))
	if err == nil {
		*oid = read
	}
	return err
}

func (oid *OID) UnmarshalBinary(b []byte) error {
	read, ok := oidFromDER(bytes.Clone(b))
	if !ok {
		return errInvalidOID
	}
	*oid = read
	return nil
}
