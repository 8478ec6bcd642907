//go:build !go1.26

package ast

import (
	"go/token"
	"slices"
)

// Nodes that have got fields.
type (
	// A BasicLit is a literal of a basic type. A raw string's Value is without carriage returns, so that the node can be
	// longer: it ends at ValueEnd, if that is known.
	BasicLit struct {
		ValuePos token.Pos
		ValueEnd token.Pos
		Kind     token.Token
		Value    string
	}

	// A RangeStmt is a for statement with a range clause.
	RangeStmt struct {
		For        token.Pos
		Key, Value Expr
		TokPos     token.Pos
		Tok        token.Token
		Range      token.Pos // of the keyword
		X          Expr
		Body       *BlockStmt
	}

	// A File is a Go source file, from FileStart to FileEnd; GoVersion is what its constraints ask for at least.
	File struct {
		Doc                *CommentGroup
		Package            token.Pos
		Name               *Ident
		Decls              []Decl
		FileStart, FileEnd token.Pos
		Scope              *Scope
		Imports            []*ImportSpec
		Unresolved         []*Ident
		Comments           []*CommentGroup
		GoVersion          string
	}
)

// The methods of these types stay.
type (
	_ tree_RangeStmt
	_ tree_BasicLit
)

// End returns the position after the literal.
func (x *BasicLit) End() token.Pos {
	if x.ValueEnd.IsValid() {
		return x.ValueEnd
	}
	return x.ValuePos + token.Pos(len(x.Value))
}

func (f *File) Pos() token.Pos { return f.Package }

// End returns the position after the last declaration, or after the package's name.
func (f *File) End() token.Pos {
	if n := len(f.Decls); n > 0 {
		return f.Decls[n-1].End()
	}
	return f.Name.End()
}

// merger puts the files of a package together.
type merger struct {
	mode    MergeMode
	file    *File
	funcs   map[string]int // index among the declarations
	imports map[string]bool
}

func (m *merger) addDoc(f *File) {
	if f.Doc == nil {
		return
	}
	if m.file.Doc == nil {
		m.file.Doc = new(CommentGroup)
	} else {
		m.file.Doc.List = append(m.file.Doc.List, separator)
	}
	m.file.Doc.List = append(m.file.Doc.List, f.Doc.List...)
	m.file.Package = max(m.file.Package, f.Package)
}

// addDecl adds a declaration; of several of a function the first with documentation counts.
func (m *merger) addDecl(d Decl) {
	if f, ok := d.(*FuncDecl); ok && m.mode&FilterFuncDuplicates != 0 {
		name := nameOf(f)
		if i, again := m.funcs[name]; again {
			if m.file.Decls[i].(*FuncDecl).Doc != nil {
				return
			}
			m.file.Decls[i] = nil
		}
		m.funcs[name] = len(m.file.Decls)
	}
	m.file.Decls = append(m.file.Decls, d)
}

func (m *merger) addImport(i *ImportSpec) {
	if m.mode&FilterImportDuplicates == 0 || !m.imports[i.Path.Value] {
		m.imports[i.Path.Value] = true
		m.file.Imports = append(m.file.Imports, i)
	}
}

func (m *merger) add(f *File) {
	m.addDoc(f)
	for _, d := range f.Decls {
		m.addDecl(d)
	}
	for _, i := range f.Imports {
		m.addImport(i)
	}
	if m.mode&FilterUnassociatedComments == 0 {
		m.file.Comments = append(m.file.Comments, f.Comments...)
	}
	m.file.FileEnd = max(m.file.FileEnd, f.FileEnd)
}

// MergePackageFiles makes one file of those of a package, in order of their names; mode tells what of it is left out. It has
// no FileStart.
func MergePackageFiles(pkg *Package, mode MergeMode) *File {
	m := &merger{mode, &File{Name: NewIdent(pkg.Name), Scope: pkg.Scope}, map[string]int{}, map[string]bool{}}
	var names []string
	for name := range pkg.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		m.add(pkg.Files[name])
	}
	m.file.Decls = slices.DeleteFunc(m.file.Decls, func(d Decl) bool { return d == nil })
	return m.file
}
