//go:build !go1.26

package types

import "iter"

// each returns an iterator over at(0), … at(n-1).
func each[T any](n int, at func(int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range n {
			if !yield(at(i)) {
				return
			}
		}
	}
}

func (t *Interface) Methods() iter.Seq[*Func] { return each(t.NumMethods(), t.Method) }
func (t *Interface) ExplicitMethods() iter.Seq[*Func] {
	return each(t.NumExplicitMethods(), t.ExplicitMethod)
}
func (t *Interface) EmbeddedTypes() iter.Seq[Type] { return each(t.NumEmbeddeds(), t.EmbeddedType) }
func (s *MethodSet) Methods() iter.Seq[*Selection] { return each(s.Len(), s.At) }
func (t *Named) Methods() iter.Seq[*Func]          { return each(t.NumMethods(), t.Method) }
func (s *Scope) Children() iter.Seq[*Scope]        { return each(s.NumChildren(), s.Child) }
func (t *Struct) Fields() iter.Seq[*Var]           { return each(t.NumFields(), t.Field) }
func (t *Tuple) Variables() iter.Seq[*Var]         { return each(t.Len(), t.At) }
func (l *TypeList) Types() iter.Seq[Type]          { return each(l.Len(), l.At) }
func (t *Union) Terms() iter.Seq[*Term]            { return each(t.Len(), t.Term) }

func (l *TypeParamList) TypeParams() iter.Seq[*TypeParam] { return each(l.Len(), l.At) }
