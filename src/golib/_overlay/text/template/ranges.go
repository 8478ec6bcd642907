//go:build !go1.26

package template

import (
	"internal/fmtsort"
	"iter"
	"reflect"
	"text/template/parse"
)

// walkRange runs a range's body for what its pipeline gives, its else for nothing. A break unwinds what gives elements, too.
func (s *state) walkRange(dot reflect.Value, r *parse.RangeNode) {
	s.at(r)
	defer s.pop(s.mark())
	val, _ := indirect(s.evalPipeline(dot, r.Pipe))
	mark, any := s.mark(), false
	defer ends(walkBreak)
	for index, elem := range s.elements(val, len(r.Pipe.Decl)) {
		any = true
		s.runBody(r, mark, index, elem)
	}
	if !any && r.ElseList != nil {
		s.walk(dot, r.ElseList)
	}
}

// ends is deferred where panics with this error are at home.
func ends(this error) {
	if p := recover(); p != nil && p != this {
		panic(p)
	}
}

// runBody runs a range's body once.
func (s *state) runBody(r *parse.RangeNode, mark int, index, elem reflect.Value) {
	defer s.pop(mark)
	defer ends(walkContinue)
	values := []reflect.Value{index, elem}
	variables := r.Pipe.Decl
	for i, v := range values[2-len(variables):] {
		if r.Pipe.IsAssign {
			s.setVar(variables[i].Ident[0], v)
		} else {
			s.setTopVar(len(variables)-i, v)
		}
	}
	s.walk(elem, r.List)
}

// elements returns what a range with so many variables goes through: indices, or keys, and elements.
func (s *state) elements(val reflect.Value, variables int) iter.Seq2[reflect.Value, reflect.Value] {
	switch kind := val.Kind(); {
	case kind == reflect.Array || kind == reflect.Slice:
		return func(yield func(index, elem reflect.Value) bool) {
			for i := 0; i < val.Len() && yield(reflect.ValueOf(i), val.Index(i)); i++ {
			}
		}
	case kind == reflect.Map:
		return func(yield func(key, elem reflect.Value) bool) {
			sorted := fmtsort.Sort(val)
			for i := 0; i < len(sorted.Key) && yield(sorted.Key[i], sorted.Value[i]); i++ {
			}
		}
	case kind == reflect.Chan && val.Type().ChanDir() == reflect.SendDir && !val.IsNil():
		s.errorf("range over send-only channel %v", val)
	case kind == reflect.Chan:
		return func(yield func(index, elem reflect.Value) bool) {
			for i := 0; !val.IsNil(); i++ {
				if elem, ok := val.Recv(); !ok || !yield(reflect.ValueOf(i), elem) {
					return
				}
			}
		}
	case kind == reflect.Invalid: // a nil map, say
		return func(func(index, elem reflect.Value) bool) {}
	case val.Type().CanSeq() && kind != reflect.String && kind != reflect.Pointer:
		if variables > 1 && kind == reflect.Func {
			s.errorf("can't use %v iterate over more than one variable", val)
		} else if variables > 1 {
			s.errorf("can't use %v to iterate over more than one variable", val)
		}
		return func(yield func(index, elem reflect.Value) bool) {
			for v := range val.Seq() {
				if !yield(v, v) {
					return
				}
			}
		}
	case val.Type().CanSeq2() && kind == reflect.Func:
		if variables > 1 {
			return val.Seq2()
		}
		return func(yield func(index, elem reflect.Value) bool) {
			for k := range val.Seq2() {
				if !yield(k, k) {
					return
				}
			}
		}
	}
	s.errorf("range can't iterate over %v", val)
	return nil
}
