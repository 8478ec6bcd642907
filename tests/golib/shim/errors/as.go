package errors

import "reflect"

// Stands for as.go, which needs strata's type descriptors.

func comparable_(err error) bool { return reflect.TypeOf(err).Comparable() }

func As(err error, target any) bool {
	v := reflect.ValueOf(target)
	for err != nil {
		if reflect.TypeOf(err).AssignableTo(v.Type().Elem()) {
			v.Elem().Set(reflect.ValueOf(err))
			return true
		}
		err = Unwrap(err)
	}
	return false
}
