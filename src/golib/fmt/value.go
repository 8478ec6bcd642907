package fmt

import (
	"cmp"
	"reflect"
	"slices"
)

// printValue formats any value by its kind. depth > 0: inside another value, where methods are still
// to be asked and pointers are not followed.
func (p *pp) printValue(v reflect.Value, verb rune, depth int) {
	if depth > 0 {
		p.arg = nil
		if v.IsValid() && v.CanInterface() {
			p.arg = v.Interface()
			if p.handleMethods(verb) {
				return
			}
		}
	}
	p.value = v
	switch v.Kind() {
	case reflect.Invalid:
		switch {
		case depth == 0:
			p.buf = append(p.buf, "<invalid reflect.Value>"...)
		case verb == 'v':
			p.buf = append(p.buf, "<nil>"...)
		default:
			p.badVerb(verb)
		}
	case reflect.Bool:
		p.fmtBool(v.Bool(), verb)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.fmtInteger(uint64(v.Int()), true, verb)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		p.fmtInteger(v.Uint(), false, verb)
	case reflect.Float32:
		p.fmtFloat(v.Float(), 32, verb)
	case reflect.Float64:
		p.fmtFloat(v.Float(), 64, verb)
	case reflect.Complex64:
		p.fmtComplex(v.Complex(), 64, verb)
	case reflect.Complex128:
		p.fmtComplex(v.Complex(), 128, verb)
	case reflect.String:
		p.fmtString(v.String(), verb)
	case reflect.Map:
		p.printMap(v, verb, depth)
	case reflect.Struct:
		p.printStruct(v, verb, depth)
	case reflect.Interface:
		p.printInterface(v, verb, depth)
	case reflect.Array, reflect.Slice:
		p.printList(v, verb, depth)
	case reflect.Pointer:
		if depth == 0 && !v.IsNil() {
			switch elem := v.Elem(); elem.Kind() {
			case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
				p.buf = append(p.buf, '&')
				p.printValue(elem, verb, depth+1)
				return
			}
		}
		p.fmtPointer(v, verb)
	default:
		p.fmtPointer(v, verb)
	}
}

// separator stands between elements.
func (p *pp) separator(i int) {
	if i == 0 {
		return
	}
	if p.f.sharpV {
		p.buf = append(p.buf, ", "...)
	} else {
		p.buf = append(p.buf, ' ')
	}
}

func (p *pp) printMap(v reflect.Value, verb rune, depth int) {
	if p.f.sharpV {
		p.buf = append(p.buf, v.Type().String()...)
		if v.IsNil() {
			p.buf = append(p.buf, "(nil)"...)
			return
		}
		p.buf = append(p.buf, '{')
	} else {
		p.buf = append(p.buf, "map["...)
	}
	for i, e := range sortedEntries(v) {
		p.separator(i)
		p.printValue(e.key, verb, depth+1)
		p.buf = append(p.buf, ':')
		p.printValue(e.value, verb, depth+1)
	}
	if p.f.sharpV {
		p.buf = append(p.buf, '}')
	} else {
		p.buf = append(p.buf, ']')
	}
}

func (p *pp) printStruct(v reflect.Value, verb rune, depth int) {
	t := v.Type()
	if p.f.sharpV {
		p.buf = append(p.buf, t.String()...)
	}
	p.buf = append(p.buf, '{')
	for i := 0; i < v.NumField(); i++ {
		p.separator(i)
		if p.f.plusV || p.f.sharpV {
			if name := t.Field(i).Name; name != "" {
				p.buf = append(p.buf, name...)
				p.buf = append(p.buf, ':')
			}
		}
		field := v.Field(i)
		if field.Kind() == reflect.Interface && !field.IsNil() {
			field = field.Elem()
		}
		p.printValue(field, verb, depth+1)
	}
	p.buf = append(p.buf, '}')
}

func (p *pp) printInterface(v reflect.Value, verb rune, depth int) {
	elem := v.Elem()
	switch {
	case elem.IsValid():
		p.printValue(elem, verb, depth+1)
	case p.f.sharpV:
		p.buf = append(p.buf, v.Type().String()...)
		p.buf = append(p.buf, "(nil)"...)
	default:
		p.buf = append(p.buf, "<nil>"...)
	}
}

// byteList returns the bytes of a slice or array of bytes.
func byteList(v reflect.Value) []byte {
	if v.Kind() == reflect.Slice || v.CanAddr() {
		return v.Bytes()
	}
	b := make([]byte, v.Len())
	for i := range b {
		b[i] = byte(v.Index(i).Uint())
	}
	return b
}

func (p *pp) printList(v reflect.Value, verb rune, depth int) {
	t := v.Type()
	switch verb {
	case 's', 'q', 'x', 'X':
		if t.Elem().Kind() == reflect.Uint8 {
			p.fmtBytes(byteList(v), verb, t.String())
			return
		}
	}
	open, end := byte('['), byte(']')
	if p.f.sharpV {
		p.buf = append(p.buf, t.String()...)
		if v.Kind() == reflect.Slice && v.IsNil() {
			p.buf = append(p.buf, "(nil)"...)
			return
		}
		open, end = '{', '}'
	}
	p.buf = append(p.buf, open)
	for i, n := 0, v.Len(); i < n; i++ {
		p.separator(i)
		p.printValue(v.Index(i), verb, depth+1)
	}
	p.buf = append(p.buf, end)
}

// entry is a pair of a map.
type entry struct {
	key, value reflect.Value
}

// sortedEntries returns a map's pairs in the order of their keys, as the documentation of fmt has it.
func sortedEntries(m reflect.Value) []entry {
	entries := make([]entry, 0, m.Len())
	for iter := m.MapRange(); iter.Next(); {
		entries = append(entries, entry{iter.Key(), iter.Value()})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return compare(a.key, b.key) })
	return entries
}

// compare orders two values of the same type; of different dynamic types first by the type.
func compare(a, b reflect.Value) int {
	if a.Type() != b.Type() {
		return -1
	}
	switch a.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return cmp.Compare(a.Int(), b.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return cmp.Compare(a.Uint(), b.Uint())
	case reflect.String:
		return cmp.Compare(a.String(), b.String())
	case reflect.Float32, reflect.Float64:
		return cmp.Compare(a.Float(), b.Float())
	case reflect.Complex64, reflect.Complex128:
		x, y := a.Complex(), b.Complex()
		if c := cmp.Compare(real(x), real(y)); c != 0 {
			return c
		}
		return cmp.Compare(imag(x), imag(y))
	case reflect.Bool:
		switch {
		case a.Bool() == b.Bool():
			return 0
		case a.Bool():
			return 1
		}
		return -1
	case reflect.Pointer, reflect.UnsafePointer:
		return cmp.Compare(a.Pointer(), b.Pointer())
	case reflect.Chan:
		if c, ok := compareNil(a, b); ok {
			return c
		}
		return cmp.Compare(a.Pointer(), b.Pointer())
	case reflect.Struct:
		for i := 0; i < a.NumField(); i++ {
			if c := compare(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Array:
		for i := 0; i < a.Len(); i++ {
			if c := compare(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Interface:
		if c, ok := compareNil(a, b); ok {
			return c
		}
		// Types in the order of their descriptors' addresses.
		c := compare(reflect.ValueOf(a.Elem().Type()), reflect.ValueOf(b.Elem().Type()))
		if c != 0 {
			return c
		}
		return compare(a.Elem(), b.Elem())
	}
	panic("bad type in compare: " + a.Type().String())
}

// compareNil orders nil before anything else; ok tells whether one was nil.
func compareNil(a, b reflect.Value) (order int, ok bool) {
	if a.IsNil() {
		if b.IsNil() {
			return 0, true
		}
		return -1, true
	}
	if b.IsNil() {
		return 1, true
	}
	return 0, false
}
