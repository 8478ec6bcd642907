// Api writes the exported identifiers of packages as lines of Go that use them, for tests/run_api:
//
//	go run api.go PACKAGE... >api.txt
//
// Each line is a package's path, a tab, and a declaration that compiles where the identifier is there.
package main

import (
	"bufio"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"strings"
)

var out = bufio.NewWriter(os.Stdout)

func line(pkg *types.Package, format string, args ...any) {
	fmt.Fprintf(out, "%s\t%s\n", pkg.Path(), fmt.Sprintf(format, args...))
}

// instance is a type as it can be written: type parameters are any, or what their constraint wants.
func instance(pkg *types.Package, name string, params *types.TypeParamList) string {
	if params.Len() == 0 {
		return pkg.Name() + "." + name
	}
	var args []string
	for i := range params.Len() {
		arg := "int"
		if c, ok := params.At(i).Constraint().Underlying().(*types.Interface); ok {
			if c.NumMethods() > 0 {
				arg = types.TypeString(params.At(i).Constraint(), nil)
			}
			for j := range c.NumEmbeddeds() {
				s := types.TypeString(c.EmbeddedType(j), nil)
				if strings.HasPrefix(s, "~[]") {
					arg = "[]int"
				} else if strings.HasPrefix(s, "~map") {
					arg = "map[int]int"
				}
			}
		}
		args = append(args, arg)
	}
	return pkg.Name() + "." + name + "[" + strings.Join(args, ", ") + "]"
}

func members(pkg *types.Package, o *types.TypeName, t string) {
	set := types.NewMethodSet(types.NewPointer(o.Type()))
	iface := types.IsInterface(o.Type())
	if iface {
		set = types.NewMethodSet(o.Type())
	}
	for i := range set.Len() {
		m := set.At(i).Obj()
		if !m.Exported() {
			continue
		}
		if iface {
			line(pkg, "var _ = %s.%s", t, m.Name())
		} else {
			line(pkg, "var _ = (*%s).%s", t, m.Name())
		}
	}
	if s, ok := o.Type().Underlying().(*types.Struct); ok {
		for i := range s.NumFields() {
			if f := s.Field(i); f.Exported() {
				line(pkg, "var _ = new(%s).%s", t, f.Name())
			}
		}
	}
}

func object(pkg *types.Package, o types.Object) {
	switch o := o.(type) {
	case *types.Const:
		line(pkg, "const _ = %s.%s", pkg.Name(), o.Name())
	case *types.Var:
		line(pkg, "var _ = &%s.%s", pkg.Name(), o.Name())
	case *types.Func:
		line(pkg, "var _ = %s", instance(pkg, o.Name(), o.Signature().TypeParams()))
	case *types.TypeName:
		var params *types.TypeParamList
		if named, ok := o.Type().(*types.Named); ok && !o.IsAlias() {
			params = named.TypeParams()
		}
		t := instance(pkg, o.Name(), params)
		if i, ok := o.Type().Underlying().(*types.Interface); ok && !i.IsMethodSet() {
			line(pkg, "func _[T %s]() {}", t)
			return
		}
		line(pkg, "type _ = %s", t)
		if !o.IsAlias() {
			members(pkg, o, t)
		}
	}
}

func main() {
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, path := range os.Args[1:] {
		pkg, err := imp.Import(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for _, name := range pkg.Scope().Names() {
			if o := pkg.Scope().Lookup(name); o.Exported() {
				object(pkg, o)
			}
		}
	}
	out.Flush()
}
