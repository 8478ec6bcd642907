//go:build !go1.26

package http

import (
	"cmp"
	"fmt"
	"strings"
)

// How the requests that two patterns match lie to each other.
type relation uint8

const (
	same     relation = iota
	fewer             // a part of the other's
	more              // the other's are a part of them
	crossing          // some are common, some are each one's own
	apart
)

// and is the relation of pairs whose halves are so related.
func (a relation) and(b relation) relation {
	switch {
	case a == same || a == b:
		return b
	case b == same:
		return a
	case a == apart || b == apart:
		return apart
	}
	return crossing
}

// inverse is what the other one says.
func (a relation) inverse() relation {
	switch a {
	case fewer:
		return more
	case more:
		return fewer
	}
	return a
}

func relateMethods(a, b string) relation {
	switch {
	case a == b:
		return same
	case a == "" || (a == "GET" && b == "HEAD"):
		return more
	case b == "" || (b == "GET" && a == "HEAD"):
		return fewer
	}
	return apart
}

func relateSegments(a, b segment) relation {
	switch {
	case a.kind == b.kind && (a.kind != literal || a.text == b.text):
		return same
	case a.kind == literal && b.kind == literal:
		return apart
	case b.kind > a.kind:
		return relateSegments(b, a).inverse()
	case a.kind == one && b.text == "/":
		return apart
	}
	return more
}

func relatePaths(a, b []segment) relation {
	all := same
	for i := 0; ; i++ {
		switch {
		case i == len(a) && i == len(b):
			return all
		case i == len(a) || i == len(b):
			return apart
		}
		all = all.and(relateSegments(a[i], b[i]))
		if a[i].kind == rest || b[i].kind == rest {
			return all
		}
	}
}

// conflict says why a and b cannot both be registered, "" when they can.
func (a *route) conflict(b *route) string {
	if a.host != b.host { // the one with a host goes first
		return ""
	}
	methods, paths := relateMethods(a.method, b.method), relatePaths(a.segments, b.segments)
	switch methods.and(paths) {
	case same:
		return fmt.Sprintf("%s matches the same requests as %s", a.pattern, b.pattern)
	case crossing:
	default:
		return ""
	}
	switch {
	case paths == fewer:
		return fmt.Sprintf("%s matches more methods than %s, but has a more specific path pattern", a.pattern, b.pattern)
	case paths == more:
		return fmt.Sprintf("%s matches fewer methods than %s, but has a more general path pattern", a.pattern, b.pattern)
	}
	return fmt.Sprintf("%[1]s and %[2]s both match some paths, like %[3]q.\nBut neither is more specific than the other.\n"+
		"%[1]s matches %[4]q, but %[2]s doesn't.\n%[2]s matches %[5]q, but %[1]s doesn't.",
		a.pattern, b.pattern, common(a.segments, b.segments), own(a.segments, b.segments), own(b.segments, a.segments))
}

// example is a path's segment that s matches.
func (s segment) example() string {
	if s.text == "/" || s.kind == rest {
		return "/"
	}
	return "/" + s.text
}

func examples(segments []segment) string {
	var path strings.Builder
	for _, s := range segments {
		path.WriteString(s.example())
	}
	return path.String()
}

// common is a path that both match.
func common(a, b []segment) string {
	path := ""
	for i := range a {
		switch {
		case a[i].kind == rest:
			return path + examples(b[i:])
		case b[i].kind == rest:
			return path + examples(a[i:])
		case a[i].kind == one:
			path += b[i].example()
		default:
			path += a[i].example()
		}
	}
	return path
}

// own is a path that a matches and b does not; there is one, since they cross.
func own(a, b []segment) string {
	path := ""
	for i := range a {
		switch {
		case b[i].kind == rest:
			return path + examples(a[i:])
		case a[i].kind == rest && b[i].text == "/":
			return path + "/" + cmp.Or(a[i].text, "x")
		case a[i].kind == rest:
			return path + "/"
		case a[i].kind == one && b[i].kind == literal && a[i].text == b[i].text:
			path += a[i].example() + "x"
		default:
			path += a[i].example()
		}
	}
	return path
}
