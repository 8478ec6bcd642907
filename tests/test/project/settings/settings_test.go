//go:debug panicnil=1
package settings

import "testing"

func TestInside(t *testing.T) {
	defer func() { t.Log(recover()) }()
	panic(nil)
}
