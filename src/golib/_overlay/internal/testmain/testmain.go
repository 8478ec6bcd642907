// Package testmain is what the main package of a test adds to package testing.
package testmain

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
)

// Deps answers testing.MainStart for the package of this import path.
type Deps string

// The last pattern and its expression: names are many, patterns few.
var (
	pattern    string
	expression *regexp.Regexp
)

func (d Deps) ImportPath() string { return string(d) }

func (d Deps) MatchString(pat, str string) (bool, error) {
	if expression == nil || pat != pattern {
		e, err := regexp.Compile(pat)
		if err != nil {
			return false, err
		}
		pattern, expression = pat, e
	}
	return expression.MatchString(str), nil
}

// Hash names a text by its SHA-256.
func (d Deps) Hash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Finish keeps the result of M.Run for a TestMain that returns.
func (d Deps) Finish(result int) { code = result }

var code int

// Code is what M.Run returned last.
func Code() int { return code }
