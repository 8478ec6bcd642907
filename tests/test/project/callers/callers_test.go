package callers

import (
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// caller is who calls the caller of this, as packages that print where a test failed look for it.
func caller() (string, string) {
	pc, file, _, _ := runtime.Caller(2)
	return runtime.FuncForPC(pc).Name(), filepath.Base(file)
}

func TestCaller(t *testing.T) {
	t.Log(caller())
	t.Run("sub", func(t *testing.T) {
		t.Log(caller())
		t.Log(strings.Contains(string(debug.Stack()), "created by testing.(*T).Run in goroutine"))
	})
	t.Run("parallel", func(t *testing.T) {
		t.Parallel()
		t.Helper()
		t.Log(caller())
	})
}
