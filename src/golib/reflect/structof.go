package reflect

import (
	"internal/abi"
	"strconv"
	"unsafe"
)

func isLetter(r rune) bool
func isDigit(r rune) bool

// StructOf returns the struct type containing fields; their Offset and Index are computed as the compiler does. The methods
// of an embedded field are the struct's too when it is the first field; those of an embedded interface can be found, but
// not called.
func StructOf(fields []StructField) Type {
	list := make([]abi.Field, len(fields))
	names := make(map[string]bool, len(fields))
	pkg := ""
	for i, f := range fields {
		f.validate(i)
		if names[f.Name] && f.Name != "_" {
			panic("reflect.StructOf: duplicate field " + f.Name)
		}
		names[f.Name] = true
		if f.PkgPath != "" && pkg != "" && f.PkgPath != pkg {
			panic("reflect.Struct: fields with different PkgPath " + pkg + " and " + f.PkgPath)
		}
		pkg = max(pkg, f.PkgPath)
		list[i] = abi.Field{Name: f.Name, PkgPath: f.PkgPath, Type: f.Type.common(), Tag: string(f.Tag)}
		if f.Anonymous {
			list[i].Embedded = 1
		}
	}
	t := abi.StructType(list, promoted(list))
	if t == nil {
		panic("reflect.StructOf: struct size would exceed virtual address space")
	}
	return toType(t)
}

// validate panics when f, number i, cannot be a field.
func (f *StructField) validate(i int) {
	where := "reflect.StructOf: field " + strconv.Itoa(i)
	switch {
	case f.Name == "":
		panic(where + " has no name")
	case !isName(f.Name):
		panic(where + " has invalid name")
	case f.Type == nil:
		panic(where + " has no type")
	}
	where = "reflect.StructOf: field \"" + f.Name + "\" is "
	switch {
	case f.Anonymous && f.PkgPath != "":
		panic(where + "anonymous but has PkgPath set")
	case (f.Name[0] == '_' || 'a' <= f.Name[0] && f.Name[0] <= 'z') && f.PkgPath == "":
		panic(where + "unexported but missing PkgPath")
	}
}

func isName(name string) bool {
	for i, r := range name {
		if r != '_' && !isLetter(r) && (i == 0 || !isDigit(r)) {
			return false
		}
	}
	return true
}

// promoted returns the methods that a struct of these fields has, sorted as a type's are.
func promoted(fields []abi.Field) []abi.Method {
	var list []abi.Method
	for i := range fields {
		t := fields[i].Type
		switch {
		case fields[i].Embedded == 0:
		case t.Kind == abi.Interface:
			list = addRefusing(list, t)
		case len(t.Methods) > 0 || t.PkgPath != "":
			checkPromoter(fields, i)
			list = append(list, t.Methods...)
		}
	}
	sortMethods(list)
	return list
}

// checkPromoter panics unless the receiver of the field's methods in an interface is the struct's as well: others would need
// functions that the program does not have.
func checkPromoter(fields []abi.Field, i int) {
	t := fields[i].Type
	if i > 0 && len(t.Methods) > 0 {
		panic("reflect: embedded type with methods not implemented if type is not first field")
	}
	if len(fields) > 1 && t.IsDirect() && len(t.Methods) == 0 {
		panic("reflect: embedded type with methods not implemented for non-pointer type")
	}
	if len(fields) > 1 && t.IsDirect() {
		panic("reflect: embedded type with methods not implemented if there is more than one field")
	}
}

// addRefusing adds the methods of an embedded interface.
func addRefusing(list []abi.Method, t *abi.Type) []abi.Method {
	refuse := refuseMethod
	for _, m := range t.Methods {
		m.Ifn = abi.Code(*(*unsafe.Pointer)(unsafe.Pointer(&refuse)))
		list = append(list, m)
	}
	return list
}

// refuseMethod is called in place of methods with any parameters and results, at which it does not look.
func refuseMethod() {
	panic("reflect: StructOf does not support methods of embedded interfaces")
}

// sortMethods sorts by name; the few there are need no more than this.
func sortMethods(list []abi.Method) {
	for i := range list {
		for k := i; k > 0 && (list[k].Name < list[k-1].Name || list[k].Name == list[k-1].Name && list[k].PkgPath < list[k-1].PkgPath); k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
	}
}
