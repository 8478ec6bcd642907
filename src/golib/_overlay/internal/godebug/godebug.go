// Package godebug reads settings from the environment variable GODEBUG: "key=value,…".
package godebug

import (
	"internal/rt"
	"os"
	"strings"
)

// Get returns the value of a setting, "" when it has none. The last of several counts; what is not set the program has a default for.
func Get(key string) string { return rt.Setting(os.Getenv("GODEBUG"), key) }

// A Setting is one setting, looked up when it is asked for.
type Setting struct {
	name         string
	undocumented bool
	fixed        *string // a value that stays as the program's start found it; nil: it may change
}

// fips140 stays what it is when it is first asked for, which package crypto/fips140 does before main.
var fips140 *string

// New returns the setting of this name; a leading # says that it is not documented.
func New(name string) *Setting {
	name, undocumented := strings.CutPrefix(name, "#")
	s := &Setting{name: name, undocumented: undocumented}
	if name == "fips140" {
		if fips140 == nil {
			value := Get(name)
			fips140 = &value
		}
		s.fixed = fips140
	}
	return s
}

func (s *Setting) Name() string       { return s.name }
func (s *Setting) Undocumented() bool { return s.undocumented }
func (s *Setting) String() string     { return s.name + "=" + s.Value() }

// Value returns what the setting is now.
func (s *Setting) Value() string {
	if s.fixed != nil {
		return *s.fixed
	}
	return Get(s.name)
}

// IncNonDefault counts uses elsewhere; nobody reads the count here.
func (s *Setting) IncNonDefault() {}
