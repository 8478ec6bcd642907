//go:build !go1.26

package types

import (
	"errors"
	goversion "go/version"
	"strconv"
	"strings"
)

// parseGoVersion returns the language version that a Go version belongs to, releases and candidates too; 0.0 for "".
func parseGoVersion(s string) (version, error) {
	if s == "" {
		return version{}, nil
	}
	major, minor, _ := strings.Cut(strings.TrimPrefix(goversion.Lang(s), "go"), ".")
	m, err := strconv.Atoi(major)
	if err != nil {
		return version{}, errors.New(`should be something like "go1.12"`)
	}
	n, _ := strconv.Atoi(minor)
	return version{m, n}, nil
}
