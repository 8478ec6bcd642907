//go:build !go1.26

package cookiejar

import (
	"net/netip"
	"strings"
)

// isLocal reports whether a domain is this machine: localhost, what lies under it, and addresses that lead nowhere else.
func isLocal(domain string) bool {
	if address, err := netip.ParseAddr(domain); err == nil {
		return address.IsLoopback()
	}
	domain = strings.TrimSuffix(domain, ".")
	return strings.EqualFold(domain[strings.LastIndexByte(domain, '.')+1:], "localhost")
}

// shouldSend: what comes from this machine and goes there is secure without TLS.
func (e *entry) shouldSend(https bool, host, path string) bool {
	return e.tree_shouldSend(https || isLocal(e.Domain), host, path)
}
