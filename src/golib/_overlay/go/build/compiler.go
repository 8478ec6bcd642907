//go:build go1.26

package build

// The packages that are found are those of Go's own compiler.
func defaultContext() Context {
	c := tree_defaultContext()
	c.Compiler = "gc"
	return c
}
