//go:build !go1.26

// Package version provides operations on Go versions in Go toolchain name syntax: strings like "go1.20", "go1.21.0",
// "go1.22rc2", and "go1.23.4-bigcorp".
package version

import (
	"cmp"
	"strings"
)

// parts is a version taken apart: numbers are kept as text without leading zeros; "" where there is none.
type parts struct {
	major, minor, patch string
	kind, pre           string // "alpha", "beta", "rc" and its number
}

// number cuts a decimal number without a leading zero off s.
func number(s string) (n, rest string, ok bool) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return s[:i], s[i:], i > 0 && (i == 1 || s[0] != '0')
}

// parse takes go1.2.3, go1.2rc3 and the like apart, with a suffix after "-" passed over.
func parse(x string) (p parts, ok bool) {
	s, ok := strings.CutPrefix(x, "go")
	if !ok {
		return parts{}, false
	}
	s, _, _ = strings.Cut(s, "-")
	if p.major, s, ok = number(s); !ok {
		return parts{}, false
	}
	if s == "" { // go1 is go1.0.0
		p.minor, p.patch = "0", "0"
		return p, true
	}
	if s[0] != '.' {
		return parts{}, false
	}
	if p.minor, s, ok = number(s[1:]); !ok {
		return parts{}, false
	}
	switch {
	case s == "":
		// Until go1.20 this was the release, since then it is the language, which precedes the candidates.
		if p.major == "1" && less(p.minor, "21") {
			p.patch = "0"
		}
		return p, true
	case s[0] == '.':
		if p.patch, s, ok = number(s[1:]); !ok || s != "" {
			return parts{}, false
		}
		return p, true
	}
	i := 0
	for i < len(s) && (s[i] < '0' || s[i] > '9') {
		if s[i] < 'a' || s[i] > 'z' {
			return parts{}, false
		}
		i++
	}
	if i == 0 {
		return parts{}, false
	}
	p.kind = s[:i]
	if s = s[i:]; s == "" {
		return p, true
	}
	if p.pre, s, ok = number(s); !ok || s != "" {
		return parts{}, false
	}
	return p, true
}

func compareNumbers(x, y string) int {
	if c := cmp.Compare(len(x), len(y)); c != 0 {
		return c
	}
	return cmp.Compare(x, y)
}

func less(x, y string) bool { return compareNumbers(x, y) < 0 }

// IsValid reports whether the version x is valid.
func IsValid(x string) bool {
	_, ok := parse(x)
	return ok
}

// Compare returns -1, 0, or +1 depending on whether x < y, x == y, or x > y, interpreted as Go versions. Invalid
// versions compare less than valid ones and equal to each other; the language go1.21 is less than its candidates.
func Compare(x, y string) int {
	a, okA := parse(x)
	b, okB := parse(y)
	switch {
	case !okA && !okB:
		return 0
	case !okA:
		return -1
	case !okB:
		return +1
	}
	return cmp.Or(compareNumbers(a.major, b.major), compareNumbers(a.minor, b.minor), compareNumbers(a.patch, b.patch),
		cmp.Compare(a.kind, b.kind), compareNumbers(a.pre, b.pre))
}

// Lang returns the Go language version for version x: "go1.21" for "go1.21rc2"; "" when x is not valid.
func Lang(x string) string {
	p, ok := parse(x)
	if !ok {
		return ""
	}
	if p.major == "1" && p.minor == "0" {
		return "go1"
	}
	return "go" + p.major + "." + p.minor
}
