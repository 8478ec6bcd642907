// Package path works on slash-separated names, purely as text.
package path

import (
	"errors"
	"unicode/utf8"
)

// Clean returns the shortest name for the same place: single slashes, no "." and no "x/..", a leading
// ".." of a rooted name dropped; "." for nothing.
func Clean(path string) string {
	if path == "" {
		return "."
	}
	rooted := path[0] == '/'
	out := make([]byte, 0, len(path))
	if rooted {
		out = append(out, '/')
	}
	floor := len(out) // elements before it are leading ".."s
	for i := 0; i < len(path); {
		end := i
		for end < len(path) && path[end] != '/' {
			end++
		}
		element := path[i:end]
		i = end + 1
		switch {
		case element == "" || element == ".":
		case element != "..":
			out = join(out, element, rooted)
		case len(out) > floor:
			out = cutLast(out, floor)
		case !rooted:
			out = join(out, "..", rooted)
			floor = len(out)
		}
	}
	if len(out) == 0 {
		return "."
	}
	return string(out)
}

func join(out []byte, element string, rooted bool) []byte {
	if len(out) > 1 || len(out) == 1 && !rooted {
		out = append(out, '/')
	}
	return append(out, element...)
}

// cutLast takes the last element off, and its slash.
func cutLast(out []byte, floor int) []byte {
	n := len(out) - 1
	for n > floor && out[n] != '/' {
		n--
	}
	return out[:n]
}

func lastSlash(s string) int {
	i := len(s) - 1
	for i >= 0 && s[i] != '/' {
		i--
	}
	return i
}

// Split cuts behind the last slash.
func Split(path string) (dir, file string) {
	i := lastSlash(path)
	return path[:i+1], path[i+1:]
}

// Join puts slashes between the elements that are not empty, and cleans.
func Join(elem ...string) string {
	var out []byte
	for _, e := range elem {
		if len(out) > 0 {
			out = append(out, '/')
		}
		out = append(out, e...)
	}
	if len(out) == 0 {
		return ""
	}
	return Clean(string(out))
}

// Ext returns the last element's suffix from its last dot on.
func Ext(path string) string {
	for i := len(path) - 1; i >= 0 && path[i] != '/'; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}

// Base returns the last element; "." for nothing, "/" for slashes only.
func Base(path string) string {
	if path == "" {
		return "."
	}
	for len(path) > 0 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	if path == "" {
		return "/"
	}
	return path[lastSlash(path)+1:]
}

// IsAbs reports whether the name begins with a slash.
func IsAbs(path string) bool { return len(path) > 0 && path[0] == '/' }

// Dir returns all but the last element, cleaned.
func Dir(path string) string { return Clean(path[:lastSlash(path)+1]) }

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether all of name matches the pattern: * any run without slashes, ? one character but a
// slash, [a-z] one of a class, [^a-z] none of it, \c the character c itself. The pattern is read to its
// end even when name has failed, so that a malformed one is always reported.
func Match(pattern, name string) (matched bool, err error) {
	retry, retryName := -1, 0 // behind the last star, and what it has not eaten
	p, n := 0, 0
	for p < len(pattern) || n < len(name) {
		if p < len(pattern) {
			if pattern[p] == '*' {
				p++
				retry, retryName = p, n
				continue
			}
			if n < len(name) {
				ok, width, err := matchOne(pattern[p:], name[n:])
				if err != nil {
					return false, err
				}
				if ok {
					p += width
					_, size := utf8.DecodeRuneInString(name[n:])
					n += size
					continue
				}
			}
		}
		if retry < 0 || retryName >= len(name) || name[retryName] == '/' {
			return false, check(pattern[p:])
		}
		_, size := utf8.DecodeRuneInString(name[retryName:])
		retryName += size
		p, n = retry, retryName
	}
	return true, nil
}

// check reads the rest of a pattern that cannot match any more.
func check(pattern string) error {
	for len(pattern) > 0 {
		if pattern[0] == '*' {
			pattern = pattern[1:]
			continue
		}
		_, width, err := matchOne(pattern, "x")
		if err != nil {
			return err
		}
		pattern = pattern[width:]
	}
	return nil
}

// matchOne holds the first item of a pattern, which is no star, against the first character of name.
func matchOne(pattern, name string) (ok bool, width int, err error) {
	r, _ := utf8.DecodeRuneInString(name)
	switch pattern[0] {
	case '?':
		return r != '/', 1, nil
	case '[':
		return matchClass(pattern, r)
	}
	c, width, err := literal(pattern)
	if err != nil || c != r {
		return false, width, err
	}
	if c == utf8.RuneError { // bytes that are no UTF-8 match themselves only
		_, size := utf8.DecodeRuneInString(name)
		return pattern[width-min(size, width):width] == name[:size], width, nil
	}
	return true, width, nil
}

// literal reads a character that may be escaped.
func literal(pattern string) (c rune, width int, err error) {
	escape := 0
	if pattern[0] == '\\' {
		if escape = 1; len(pattern) == 1 {
			return 0, 1, ErrBadPattern
		}
	}
	c, width = utf8.DecodeRuneInString(pattern[escape:])
	return c, width + escape, nil
}

// bound reads one end of a range in a class.
func bound(pattern string) (c rune, rest string, err error) {
	if pattern == "" || pattern[0] == '-' || pattern[0] == ']' {
		return 0, "", ErrBadPattern
	}
	c, width, err := literal(pattern)
	if err == nil && c == utf8.RuneError && width == 1 {
		err = ErrBadPattern
	}
	if rest = pattern[width:]; rest == "" {
		err = ErrBadPattern
	}
	return c, rest, err
}

func matchClass(pattern string, r rune) (ok bool, width int, err error) {
	rest := pattern[1:]
	negated := rest != "" && rest[0] == '^'
	if negated {
		rest = rest[1:]
	}
	for ranges := 0; ; ranges++ {
		if rest != "" && rest[0] == ']' && ranges > 0 {
			return ok != negated, len(pattern) - len(rest) + 1, nil
		}
		var lo, hi rune
		if lo, rest, err = bound(rest); err != nil {
			return false, 0, err
		}
		hi = lo
		if rest[0] == '-' {
			if hi, rest, err = bound(rest[1:]); err != nil {
				return false, 0, err
			}
		}
		if lo <= r && r <= hi {
			ok = true
		}
	}
}
