package loud

import (
	"os"
	"strings"
	"testing"
)

// More than a pipe holds, on both outputs.
func TestLoud(t *testing.T) {
	for range 2000 {
		t.Log(strings.Repeat("x", 100))
		os.Stderr.WriteString(strings.Repeat("y", 100) + "\n")
	}
}
