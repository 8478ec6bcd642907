//go:build !go1.26

package json

import (
	"bytes"
	"reflect"
	"strings"
)

// A field gets the test of its option omitzero: nil without it.
type field struct {
	tree_field
	isZero func(reflect.Value) bool
}

// typeFields looks for the option in the tags of the fields that the tree has found.
func typeFields(t reflect.Type) structFields {
	fields := tree_typeFields(t)
	for i := range fields.list {
		f := &fields.list[i]
		in := t
		var sf reflect.StructField
		for _, k := range f.index {
			if in.Kind() == reflect.Pointer {
				in = in.Elem()
			}
			sf = in.Field(k)
			in = sf.Type
		}
		if _, opts := parseTag(sf.Tag.Get("json")); opts.Contains("omitzero") {
			f.isZero = zeroTest(sf.Type)
		}
	}
	return fields
}

type zeroer interface{ IsZero() bool }

var zeroerType = reflect.TypeFor[zeroer]()

// zeroTest returns how values of t are known to be zero: by their method IsZero if they have one, also by that of their address.
func zeroTest(t reflect.Type) func(reflect.Value) bool {
	switch {
	case t.Implements(zeroerType) && (t.Kind() == reflect.Interface || t.Kind() == reflect.Pointer):
		return func(v reflect.Value) bool {
			if v.IsNil() || v.Kind() == reflect.Interface && v.Elem().Kind() == reflect.Pointer && v.Elem().IsNil() {
				return true
			}
			return v.Interface().(zeroer).IsZero()
		}
	case t.Implements(zeroerType):
		return func(v reflect.Value) bool { return v.Interface().(zeroer).IsZero() }
	case reflect.PointerTo(t).Implements(zeroerType):
		return func(v reflect.Value) bool {
			if !v.CanAddr() {
				copied := reflect.New(t).Elem()
				copied.Set(v)
				v = copied
			}
			return v.Addr().Interface().(zeroer).IsZero()
		}
	}
	return reflect.Value.IsZero
}

// in returns the field of a struct, and false where an embedded pointer on the way is nil.
func (f *field) in(v reflect.Value) (reflect.Value, bool) {
	for _, i := range f.index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v, true
}

func (se structEncoder) encode(e *encodeState, v reflect.Value, opts encOpts) {
	before := byte('{')
	for i := range se.fields.list {
		f := &se.fields.list[i]
		value, ok := f.in(v)
		if !ok || f.omitEmpty && isEmptyValue(value) || f.isZero != nil && f.isZero(value) {
			continue
		}
		e.WriteByte(before)
		before = ','
		name := f.nameNonEsc
		if opts.escapeHTML {
			name = f.nameEscHTML
		}
		e.WriteString(name)
		opts.quoted = f.quoted
		f.encoder(e, value, opts)
	}
	if before == '{' {
		e.WriteByte(before)
	}
	e.WriteByte('}')
}

const shortened = "\b\f" // that the tree writes as \u0008 and \u000c

func (e *encodeState) string(s string, escapeHTML bool) {
	from := e.Len()
	e.tree_string(s, escapeHTML)
	if strings.ContainsAny(s, shortened) {
		e.shorten(from)
	}
}

func (e *encodeState) stringBytes(s []byte, escapeHTML bool) {
	from := e.Len()
	e.tree_stringBytes(s, escapeHTML)
	if bytes.ContainsAny(s, shortened) {
		e.shorten(from)
	}
}

// shorten writes what has been encoded since from with \b and \f.
func (e *encodeState) shorten(from int) {
	text := e.Bytes()[from:]
	out := text[:0]
	for len(text) > 0 {
		n := 1
		switch {
		case bytes.HasPrefix(text, []byte(`\u0008`)):
			out, n = append(out, '\\', 'b'), 6
		case bytes.HasPrefix(text, []byte(`\u000c`)):
			out, n = append(out, '\\', 'f'), 6
		case text[0] == '\\':
			out, n = append(out, text[:2]...), 2
		default:
			out = append(out, text[0])
		}
		text = text[n:]
	}
	e.Truncate(from + len(out))
}
