//go:build !go1.26

package syntax

import "strings"

// parsePerlFlags: (?<name>…) is (?P<name>…), which the tree knows.
func (p *parser) parsePerlFlags(s string) (rest string, err error) {
	const python = "(?P<"
	if len(s) < len(python) || s[2] != '<' {
		return p.tree_parsePerlFlags(s)
	}
	rest, err = p.tree_parsePerlFlags("(?P" + s[2:])
	if e, ok := err.(*Error); ok && strings.HasPrefix(e.Expr, python) {
		e.Expr = "(?<" + e.Expr[len(python):]
	}
	return s[len(s)-len(rest):], err
}
