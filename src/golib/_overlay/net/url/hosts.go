//go:build !go1.26

package url

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
)

// parseHost: between brackets stands an address of IP version 6, and nothing before them.
func parseHost(host string) (string, error) {
	begin := strings.LastIndexByte(host, '[')
	if begin > 0 {
		return "", errors.New("invalid IP-literal")
	}
	text, err := tree_parseHost(host)
	if err != nil || begin < 0 {
		return text, err
	}
	address, err := netip.ParseAddr(text[1:strings.LastIndexByte(text, ']')])
	if err != nil {
		return "", fmt.Errorf("invalid host: %w", err)
	}
	if address.Is4() {
		return "", errors.New("invalid IP-literal")
	}
	return text, nil
}

// ResolveReference: a reference without a path is to what is opaque, too.
func (u *URL) ResolveReference(ref *URL) *URL {
	url := u.tree_ResolveReference(ref)
	if u.Opaque != "" && ref.Scheme == "" && ref.Host == "" && ref.User == nil && ref.Opaque == "" && ref.Path == "" {
		url.Opaque, url.User, url.Host, url.Path, url.RawPath = u.Opaque, nil, "", "", ""
	}
	return url
}

// JoinPath tells of elements that are wrongly escaped.
func JoinPath(base string, elem ...string) (result string, err error) {
	if _, err := unescape(strings.Join(elem, "/"), encodePath); err != nil {
		return "", err
	}
	return tree_JoinPath(base, elem...)
}
