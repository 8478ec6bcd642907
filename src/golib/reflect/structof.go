package reflect

import (
	"internal/abi"
	"strconv"
)

func isLetter(r rune) bool
func isDigit(r rune) bool

// StructOf returns the struct type containing fields; their Offset and Index are computed as the compiler does. The methods
// of an embedded field are the struct's too when it is the first field and no interface.
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
	t := abi.StructType(list, promoter(list))
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

// promoter returns the type whose methods a struct of these fields has too: where a receiver in an interface is the field's
// as well, the others would need functions that the program does not have.
func promoter(fields []abi.Field) *abi.Type {
	var from *abi.Type
	for i := range fields {
		t := fields[i].Type
		if fields[i].Embedded == 0 || t.Kind == abi.Interface || (len(t.Methods) == 0 && t.PkgPath == "") {
			continue
		}
		if i > 0 && len(t.Methods) > 0 {
			panic("reflect: embedded type with methods not implemented if type is not first field")
		}
		if len(fields) > 1 && t.IsDirect() && len(t.Methods) == 0 {
			panic("reflect: embedded type with methods not implemented for non-pointer type")
		}
		if len(fields) > 1 && t.IsDirect() {
			panic("reflect: embedded type with methods not implemented if there is more than one field")
		}
		if len(t.Methods) > 0 {
			from = t
		}
	}
	return from
}
