//go:build !go1.26

package net

import (
	"internal/rt"
	"strings"
)

func fastrandu() uint { return uint(rt.Rand64()) }

// lookupPortMap looks a service up in the table that every system has; since Go 1.23 its error is a DNSError.
func lookupPortMap(network, service string) (port int, err error) {
	protocol := strings.TrimRight(network, "46")
	if port, ok := services[protocol][strings.ToLower(service)]; ok {
		return port, nil
	}
	return 0, &DNSError{Err: "unknown port", Name: protocol + "/" + service, IsNotFound: true}
}
