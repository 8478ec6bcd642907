// Package godebug reads settings from the environment variable GODEBUG: "key=value,…".
package godebug

import (
	"os"
	"strings"
)

// Get returns the value of a setting, "" when it has none. The last of several counts.
func Get(key string) string {
	value := ""
	for _, pair := range strings.Split(os.Getenv("GODEBUG"), ",") {
		if k, v, ok := strings.Cut(pair, "="); ok && k == key {
			value = v
		}
	}
	return value
}

// A Setting is one setting, looked up when it is asked for.
type Setting struct {
	name         string
	undocumented bool
}

// New returns the setting of this name; a leading # says that it is not documented.
func New(name string) *Setting {
	name, undocumented := strings.CutPrefix(name, "#")
	return &Setting{name, undocumented}
}

func (s *Setting) Name() string       { return s.name }
func (s *Setting) Undocumented() bool { return s.undocumented }
func (s *Setting) String() string     { return s.name + "=" + s.Value() }
func (s *Setting) Value() string      { return Get(s.name) }

// IncNonDefault counts uses elsewhere; nobody reads the count here.
func (s *Setting) IncNonDefault() {}
