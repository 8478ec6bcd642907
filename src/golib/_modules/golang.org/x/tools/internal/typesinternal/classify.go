package typesinternal

import (
	"go/ast"
	"go/types"
)

// The module has these functions from its package typeutil, which does not show them.

// usedIdent returns the name in e that tells what e is, nil if there is none: of an instance, that of what is generic.
func usedIdent(info *types.Info, e ast.Expr) *ast.Ident {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	case *ast.IndexListExpr:
		return usedIdent(info, e.X)
	case *ast.IndexExpr:
		if info.Types[e.Index].IsType() {
			return usedIdent(info, e.X)
		}
	}
	return nil
}

// interfaceMethod reports whether f is a method of an interface.
func interfaceMethod(f *types.Func) bool {
	sig, _ := f.Type().(*types.Signature)
	return sig != nil && sig.Recv() != nil && types.IsInterface(sig.Recv().Type())
}
