//go:build !go1.26

package types

// An Alias is an alias type that a program makes with NewAlias. The checker makes none: to it an alias is the type that it
// stands for, as in Go under GODEBUG=gotypesalias=0.
type Alias struct {
	obj     *TypeName
	rhs     Type
	tparams *TypeParamList
}

// NewAlias makes the alias type of a name, which has no type yet.
func NewAlias(obj *TypeName, rhs Type) *Alias {
	a := &Alias{obj: obj, rhs: rhs}
	if obj.typ == nil {
		obj.typ = a
	}
	return a
}

func (a *Alias) Obj() *TypeName             { return a.obj }
func (a *Alias) Origin() *Alias             { return a }
func (a *Alias) Rhs() Type                  { return a.rhs }
func (a *Alias) String() string             { return TypeString(a, nil) }
func (a *Alias) TypeArgs() *TypeList        { return nil }
func (a *Alias) TypeParams() *TypeParamList { return a.tparams }

// SetTypeParams sets the type parameters of the alias.
func (a *Alias) SetTypeParams(tparams []*TypeParam) { a.tparams = bindTParams(tparams) }

// Underlying returns the underlying type of what the alias stands for.
func (a *Alias) Underlying() Type { return Unalias(a).Underlying() }

// Unalias returns the first type in a chain of aliases that is none; nil if the chain is not complete.
func Unalias(t Type) Type {
	for {
		a, ok := t.(*Alias)
		if !ok {
			return t
		}
		t = a.rhs
	}
}

func identical(x, y Type, cmpTags bool, p *ifacePair) bool {
	return tree_identical(Unalias(x), Unalias(y), cmpTags, p)
}

func (w *typeWriter) typ(typ Type) {
	if a, ok := typ.(*Alias); ok {
		w.typeName(a.obj)
		return
	}
	w.tree_typ(typ)
}
