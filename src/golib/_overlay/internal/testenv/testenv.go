// Package testenv tells the tests of Go's own packages what they may count on: no commands, no toolchain, one
// processor, and no optimizations that change what is allocated.
package testenv

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"testing"
)

func Builder() string           { return "" }
func HasGoBuild() bool          { return false }
func HasGoRun() bool            { return false }
func HasExec() bool             { return false }
func HasSrc() bool              { return false }
func HasExternalNetwork() bool  { return false }
func HasCGO() bool              { return false }
func HasSymlink() bool          { return true }
func HasLink() bool             { return true }
func HasParallelism() bool      { return false }
func CPUIsSlow() bool           { return true }
func OptimizationOff() bool     { return true }
func CPUProfilingBroken() bool  { return true }
func CanInternalLink(bool) bool { return false }

func GoTool() (string, error) { return "", errors.New("there is no go tool") }

func GoToolPath(t testing.TB) string {
	MustHaveGoBuild(t)
	return ""
}

func Executable(t testing.TB) string {
	MustHaveExec(t)
	return ""
}

func Command(t testing.TB, name string, args ...string) *exec.Cmd {
	return CommandContext(t, context.Background(), name, args...)
}

func CommandContext(t testing.TB, ctx context.Context, name string, args ...string) *exec.Cmd {
	MustHaveExec(t)
	return exec.CommandContext(ctx, name, args...)
}

func CleanCmdEnv(cmd *exec.Cmd) *exec.Cmd { return cmd }

func ParallelOn64Bit(t *testing.T) { t.Parallel() }

func WriteImportcfg(t testing.TB, dstPath string, packageFiles map[string]string, pkgs ...string) {
	MustHaveGoBuild(t)
}

func MustHaveGoBuild(t testing.TB)             { t.Skip("skipping test: there is no go build") }
func MustHaveGoRun(t testing.TB)               { t.Skip("skipping test: there is no go run") }
func MustHaveExec(t testing.TB)                { t.Skip("skipping test: commands cannot be run") }
func MustHaveExecPath(t testing.TB, _ string)  { t.Skip("skipping test: commands cannot be run") }
func MustHaveExternalNetwork(t testing.TB)     { t.Skip("skipping test: there is no network") }
func MustHaveCGO(t testing.TB)                 { t.Skip("skipping test: there is no cgo") }
func MustHaveBuildMode(t testing.TB, _ string) { t.Skip("skipping test: there is no go build") }
func MustInternalLink(t testing.TB, _ bool)    { t.Skip("skipping test: there is no linker") }
func MustInternalLinkPIE(t testing.TB)         { t.Skip("skipping test: there is no linker") }
func MustHaveSource(t testing.TB)              { t.Skip("skipping test: there is no source tree") }
func MustHaveParallelism(t testing.TB)         { t.Skip("skipping test: there is one processor") }
func MustHaveSymlink(t testing.TB)             {}
func MustHaveLink(t testing.TB)                {}
func SkipFlaky(t testing.TB, issue int) {
	t.Helper()
	t.Skipf("skipping known flaky test without the -flaky flag; see golang.org/issue/%d", issue)
}
func SkipFlakyNet(t testing.TB) {}
func SkipIfShortAndSlow(t testing.TB) {
	if testing.Short() {
		t.Helper()
		t.Skip("skipping test in -short mode")
	}
}
func SkipIfOptimizationOff(t testing.TB) {
	t.Helper()
	t.Skip("skipping test with optimization disabled")
}

// GOROOT returns where a Go tree is, when the environment says so.
func GOROOT(t testing.TB) string {
	root := os.Getenv("GOROOT")
	if root == "" && t != nil {
		t.Skip("skipping test: there is no Go tree")
	}
	return root
}

// SyscallIsNotSupported reports whether a call failed because the system does not have it.
func SyscallIsNotSupported(err error) bool { return false }
