//go:build !go1.26

package x509

import (
	"math/bits"
	"strconv"
)

var keyUsageNames = []string{"digitalSignature", "contentCommitment", "keyEncipherment", "dataEncipherment", "keyAgreement",
	"keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"}

var extKeyUsageNames = []string{"anyExtendedKeyUsage", "serverAuth", "clientAuth", "codeSigning", "emailProtection",
	"ipsecEndSystem", "ipsecTunnel", "ipsecUser", "timeStamping", "OCSPSigning", "msSGC", "nsSGC", "msCodeCom", "msKernelCode"}

// String names a usage as RFC 5280 does; several at once are a number.
func (u KeyUsage) String() string {
	if i := bits.TrailingZeros(uint(u)); u > 0 && u == 1<<i && i < len(keyUsageNames) {
		return keyUsageNames[i]
	}
	return "KeyUsage(" + strconv.Itoa(int(u)) + ")"
}

// String names a usage as RFC 5280 and its makers do.
func (u ExtKeyUsage) String() string {
	if u >= 0 && int(u) < len(extKeyUsageNames) {
		return extKeyUsageNames[u]
	}
	return "ExtKeyUsage(" + strconv.Itoa(int(u)) + ")"
}

// OID returns the usage's identifier. It panics for what is none.
func (u ExtKeyUsage) OID() OID {
	known, ok := oidFromExtKeyUsage(u)
	if !ok {
		panic("x509: internal error: known ExtKeyUsage has no OID")
	}
	oid, _ := OIDFromASN1OID(known)
	return oid
}
