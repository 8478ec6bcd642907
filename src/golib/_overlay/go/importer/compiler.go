//go:build go1.26

package importer

import (
	"go/token"
	"go/types"
	"runtime"
)

// ForCompiler returns an Importer for what a compiler has left of packages. That of this program leaves nothing: packages are
// read from their source.
func ForCompiler(fset *token.FileSet, compiler string, lookup Lookup) types.Importer {
	if compiler == runtime.Compiler && lookup == nil {
		compiler = "source"
	}
	return tree_ForCompiler(fset, compiler, lookup)
}
