// Package fruit is one that the library does not have.
package fruit

import (
	"internal/pips"
	"strings"

	"seeds.example/stone"
)

func Describe(name string) string {
	return strings.ToUpper(name) + ": " + pips.Of(name) + ", " + stone.Of(name) + ", " + kind
}
