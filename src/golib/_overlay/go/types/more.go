//go:build !go1.26

package types

import (
	"cmp"
	"go/ast"
)

// An Info holds what the checker finds out about a package; of each map only if it is there.
type Info struct {
	Types        map[ast.Expr]TypeAndValue
	Instances    map[*ast.Ident]Instance
	Defs         map[*ast.Ident]Object
	Uses         map[*ast.Ident]Object
	Implicits    map[ast.Node]Object
	Selections   map[*ast.SelectorExpr]*Selection
	Scopes       map[ast.Node]*Scope
	InitOrder    []*Initializer
	FileVersions map[*ast.File]string // what the file says of its version, else Config.GoVersion
}

// Its methods stay, as those of Package.
type (
	_ tree_Info
	_ tree_Package
)

// PkgNameOf returns the name that an import declares in its file, nil if that is not known.
func (info *Info) PkgNameOf(imp *ast.ImportSpec) *PkgName {
	obj := info.Implicits[imp]
	if imp.Name != nil {
		obj = info.Defs[imp.Name]
	}
	name, _ := obj.(*PkgName)
	return name
}

// A Package is a Go package.
type Package struct {
	path      string
	name      string
	scope     *Scope
	complete  bool
	imports   []*Package
	fake      bool
	cgo       bool
	goVersion string
}

// GoVersion returns the version of Go that the package asks for, "" if that is not known.
func (pkg *Package) GoVersion() string { return pkg.goVersion }

func (check *Checker) initFiles(files []*ast.File) {
	check.tree_initFiles(files)
	check.pkg.goVersion = check.conf.GoVersion
	if check.FileVersions != nil {
		for _, f := range check.files {
			check.FileVersions[f] = cmp.Or(f.GoVersion, check.conf.GoVersion)
		}
	}
}

// Signature returns the signature of the function or method.
func (obj *Func) Signature() *Signature {
	if sig, ok := obj.typ.(*Signature); ok {
		return sig
	}
	return new(Signature)
}

// LookupSelection selects the field or method of a name in a value of type T, which may be a variable.
func LookupSelection(T Type, addressable bool, pkg *Package, name string) (Selection, bool) {
	obj, index, indirect := LookupFieldOrMethod(T, addressable, pkg, name)
	switch obj.(type) {
	case *Var:
		return Selection{FieldVal, T, obj, index, indirect}, true
	case *Func:
		return Selection{MethodVal, T, obj, index, indirect}, true
	}
	return Selection{}, false
}

// Satisfies reports whether type V satisfies the constraint T: it implements it, or is comparable, which is all that T wants
// besides methods.
func Satisfies(V Type, T *Interface) bool {
	if Implements(V, T) {
		return true
	}
	set := T.typeSet()
	missing, _ := MissingMethod(V, T, true)
	return set.comparable && !set.hasTerms() && missing == nil && Comparable(V)
}
