// Package norm is no more like the one that the library has than its name.
package norm

// Form has a method that the other has, too.
type Form int

// NFC is another number there.
const NFC Form = 77

var table = map[string]string{"own": "the module's"}

// String is of the module's making.
func (f Form) String(s string) string { return table["own"] + " " + s }
