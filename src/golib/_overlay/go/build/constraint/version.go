//go:build !go1.26

package constraint

import (
	"strconv"
	"strings"
)

// GoVersion returns the least version of Go that an expression asks for, "" if it can hold without one. Other tags may hold
// or not, each for itself.
func GoVersion(x Expr) string {
	switch v := least(x, true); {
	case v < 0:
		return ""
	case v == 0:
		return "go1"
	default:
		return "go1." + strconv.Itoa(v)
	}
}

// least returns N of the least go1.N for which x can be `want`, -1 if that is no matter of versions.
func least(x Expr, want bool) int {
	switch x := x.(type) {
	case *AndExpr:
		if want {
			return max(least(x.X, want), least(x.Y, want))
		}
		return min(least(x.X, want), least(x.Y, want))
	case *OrExpr:
		if want {
			return min(least(x.X, want), least(x.Y, want))
		}
		return max(least(x.X, want), least(x.Y, want))
	case *NotExpr:
		return least(x.X, !want)
	case *TagExpr:
		if !want {
			return -1
		}
		if x.Tag == "go1" {
			return 0
		}
		if digits, ok := strings.CutPrefix(x.Tag, "go1."); ok {
			if n, err := strconv.Atoi(digits); err == nil {
				return n
			}
		}
	}
	return -1
}
