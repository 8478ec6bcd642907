//go:build !go1.26

package syntax

// ErrLarge says that an expression is too large.
const ErrLarge ErrorCode = "expression too large"

// Parse parses a regular expression in the syntax that the flags choose. What the tree calls an internal error is an
// expression that is too large.
func Parse(s string, flags Flags) (*Regexp, error) {
	re, err := tree_Parse(s, flags)
	if e, ok := err.(*Error); ok && e.Code == ErrInternalError {
		e.Code = ErrLarge
	}
	return re, err
}
