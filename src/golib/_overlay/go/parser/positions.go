//go:build !go1.26

package parser

import (
	"go/ast"
	"go/build/constraint"
	"go/token"
	"strings"
)

// ParseFile parses the source code of a file: src, if it is not nil, else the file of that name. It returns what could be
// parsed and the errors.
func ParseFile(fset *token.FileSet, filename string, src any, mode Mode) (*ast.File, error) {
	if fset == nil {
		panic("parser.ParseFile: no token.FileSet provided (fset == nil)")
	}
	text, err := readSource(filename, src)
	if err != nil {
		return nil, err
	}
	base := token.Pos(fset.Base())
	f, err := tree_ParseFile(fset, filename, text, mode)
	if f.Package.IsValid() {
		base = f.Package
	}
	if file := fset.File(base); file != nil {
		c := completer{string(text), token.Pos(file.Base())}
		f.FileStart, f.FileEnd = c.start, c.start+token.Pos(len(text))
		f.GoVersion = c.version(f.Package)
		ast.Inspect(f, c.node)
	}
	return f, err
}

// A completer fills in what nodes have got of positions.
type completer struct {
	text  string
	start token.Pos
}

// from returns the text from a position on.
func (c completer) from(pos token.Pos) string { return c.text[min(int(pos-c.start), len(c.text)):] }

// version returns what the //go:build lines above the package clause ask for.
func (c completer) version(clause token.Pos) string {
	version := ""
	if clause.IsValid() {
		for line := range strings.Lines(c.text[:clause-c.start]) {
			line = strings.TrimSpace(line)
			if !constraint.IsGoBuild(line) {
				continue
			}
			if x, err := constraint.Parse(line); err == nil {
				version = constraint.GoVersion(x)
			}
		}
	}
	return version
}

func (c completer) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.ValuePos.IsValid() {
			n.ValueEnd = n.ValuePos + token.Pos(c.length(n))
		}
	case *ast.RangeStmt:
		at := n.For + token.Pos(len("for"))
		if n.TokPos.IsValid() {
			at = n.TokPos + token.Pos(len(n.Tok.String()))
		}
		n.Range = at + token.Pos(blanks(c.from(at)))
	}
	return true
}

// length returns the bytes of a literal in the source.
func (c completer) length(n *ast.BasicLit) int {
	if strings.HasPrefix(n.Value, "`") {
		if source := c.from(n.ValuePos); len(source) > 0 {
			if i := strings.IndexByte(source[1:], '`'); i >= 0 {
				return i + 2
			}
		}
	}
	return len(n.Value)
}

// blanks returns the length of the blanks and comments with which a text begins.
func blanks(text string) int {
	rest := text
	for {
		rest = strings.TrimLeft(rest, " \t\r\n")
		end := ""
		switch {
		case strings.HasPrefix(rest, "//"):
			end = "\n"
		case strings.HasPrefix(rest, "/*"):
			end = "*/"
		default:
			return len(text) - len(rest)
		}
		_, rest, _ = strings.Cut(rest[2:], end)
	}
}
