package errors

import "internal/abi"

// comparable_ reports whether == on err does not panic because of its dynamic type.
func comparable_(err error) bool {
	return abi.TypeOf(err).Comparable()
}

// As finds the first error in err's tree that matches target, and if one is found, sets target to
// that error value and returns true. It panics if target is not a non-nil pointer to either a type
// that implements error, or to any interface type.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	typ := abi.TypeOf(target)
	if typ.Kind != abi.Pointer || abi.Data(target) == nil {
		panic("errors: target must be a non-nil pointer")
	}
	if typ.Elem.Kind != abi.Interface && !abi.Implements(typ.Elem, errorType) {
		panic("errors: *target must be interface or implement error")
	}
	return as(err, target, typ.Elem)
}

var errorType = abi.TypeOf((*error)(nil)).Elem

func as(err error, target any, typ *abi.Type) bool {
	for err != nil {
		if abi.AssignTo(typ, abi.Data(target), err) {
			return true
		}
		if x, ok := err.(interface{ As(any) bool }); ok && x.As(target) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				if e != nil && as(e, target, typ) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}
