//go:build !go1.26

package types

import (
	"go/ast"
	"go/token"
	"strconv"
)

// A VarKind says what a variable is.
type VarKind uint8

const (
	_ VarKind = iota
	PackageVar
	LocalVar
	RecvVar
	ParamVar
	ResultVar
	FieldVar
)

var varKindNames = [...]string{PackageVar: "PackageVar", LocalVar: "LocalVar", RecvVar: "RecvVar", ParamVar: "ParamVar",
	ResultVar: "ResultVar", FieldVar: "FieldVar"}

func (kind VarKind) String() string {
	if int(kind) < len(varKindNames) && kind > 0 {
		return varKindNames[kind]
	}
	return "VarKind(" + strconv.Itoa(int(kind)) + ")"
}

// A Var is a variable: also a field, parameter or result.
type Var struct {
	object
	embedded bool
	isField  bool
	used     bool
	origin   *Var
	kind     VarKind // 0: see Kind
}

// Its methods stay.
type _ tree_Var

// NewParam returns a parameter.
func NewParam(pos token.Pos, pkg *Package, name string, typ Type) *Var {
	v := tree_NewParam(pos, pkg, name, typ)
	v.kind = ParamVar
	return v
}

// Kind reports what kind of variable v is. What the checker declares in a scope other than a package's is local.
func (v *Var) Kind() VarKind {
	switch {
	case v.kind != 0:
		return v.kind
	case v.isField:
		return FieldVar
	case v.parent == nil || v.pkg == nil || v.parent == v.pkg.scope:
		return PackageVar
	}
	return LocalVar
}

// SetKind sets the kind of the variable, just after NewVar or NewParam.
func (v *Var) SetKind(kind VarKind) { v.kind = kind }

// funcType checks a function's signature, and tells its receiver and results from its parameters.
func (check *Checker) funcType(sig *Signature, recv *ast.FieldList, ftyp *ast.FuncType) {
	check.tree_funcType(sig, recv, ftyp)
	if sig.recv != nil {
		sig.recv.kind = RecvVar
	}
	for v := range sig.results.Variables() {
		v.kind = ResultVar
	}
}
