//go:build !go1.26

package xml

import "strings"

// nsname refuses names with more than one colon.
func (d *Decoder) nsname() (name Name, ok bool) {
	name, ok = d.tree_nsname()
	return name, ok && strings.Count(name.Local, ":") < 2
}
