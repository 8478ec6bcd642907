// Versions of releases and candidates are language versions to go/types.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
)

func main() {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", "package p; func F[T any](x T) T { return x }; var V = F(1)", 0)
	if err != nil {
		panic(err)
	}
	for _, version := range []string{"", "go1.18", "go1.23.0", "go1.21rc2", "go1.17.5"} {
		conf := types.Config{GoVersion: version}
		pkg, err := conf.Check("p", fset, []*ast.File{f}, nil)
		if err == nil {
			fmt.Println(version, pkg.Scope().Lookup("V"))
		} else {
			fmt.Println(version, "it is refused")
		}
	}
}

// Output:
//  var p.V int
// go1.18 var p.V int
// go1.23.0 var p.V int
// go1.21rc2 var p.V int
// go1.17.5 it is refused
