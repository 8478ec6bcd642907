// Prune makes of a library package's test files ones that another implementation of the package can be tested
// with: those of the package itself become external, and declarations that do not compile then, because they use
// what is not exported, are blanked out, until the rest compiles. Lines stay where they are.
//
//	prune -make PACKAGE TESTDIR OUTDIR   by the type checker, against the package in GOROOT
//	prune -errors FILE OUTDIR            by diagnostics of another compiler: FILE:LINE:COL: MESSAGE
//	prune -tests OUTDIR                  names of tests and examples; marked - when they count allocations or run commands
//
// What is blanked out is printed: "NAME: MESSAGE".
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// A file being pruned.
type file struct {
	name string
	text []byte
	tree *ast.File
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "prune:", err)
		os.Exit(2)
	}
}

// blank replaces bytes by spaces, and keeps lines.
func (f *file) blank(from, to int) {
	for i := from; i < to; i++ {
		if f.text[i] != '\n' {
			f.text[i] = ' '
		}
	}
}

// parse parses files again; those that have become wrong are left out.
func parse(files []*file) *token.FileSet {
	fset := token.NewFileSet()
	for _, f := range files {
		tree, err := parser.ParseFile(fset, f.name, f.text, parser.ParseComments)
		fail(err)
		f.tree = tree
	}
	return fset
}

func declName(d ast.Node) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name
	case *ast.TypeSpec:
		return d.Name.Name
	case *ast.ValueSpec:
		return d.Names[0].Name
	case *ast.ImportSpec:
		return d.Path.Value
	}
	return "?"
}

// declAt finds the declaration, or the member of a group, that a byte lies in.
func (f *file) declAt(fset *token.FileSet, offset int) ast.Node {
	inside := func(n ast.Node) bool {
		return fset.Position(n.Pos()).Offset <= offset && offset < fset.Position(n.End()).Offset
	}
	for _, d := range f.tree.Decls {
		if !inside(d) {
			continue
		}
		g, ok := d.(*ast.GenDecl)
		if !ok || !g.Lparen.IsValid() {
			return d
		}
		for _, s := range g.Specs {
			if inside(s) && g.Tok != token.CONST {
				return s
			}
		}
		return d
	}
	return nil
}

// remove blanks out what a byte lies in, and reports whether there was something.
func (f *file) remove(fset *token.FileSet, offset int, why string) bool {
	d := f.declAt(fset, offset)
	if d == nil {
		return false
	}
	name := declName(d)
	if g, ok := d.(*ast.GenDecl); ok {
		name = declName(g.Specs[0])
	}
	fmt.Printf("%s: %s\n", name, strings.ReplaceAll(why, "\n", " "))
	f.blank(fset.Position(d.Pos()).Offset, fset.Position(d.End()).Offset)
	return true
}

// check removes what the type checker complains of; false when it does not.
func check(path string, files []*file, imp types.Importer) bool {
	fset := parse(files)
	type fault struct {
		pos token.Position
		msg string
	}
	var faults []fault
	conf := types.Config{Importer: imp, Error: func(err error) {
		e := err.(types.Error)
		faults = append(faults, fault{e.Fset.Position(e.Pos), e.Msg})
	}}
	var trees []*ast.File
	for _, f := range files {
		trees = append(trees, f.tree)
	}
	conf.Check(path+"_test", fset, trees, nil)
	for _, bad := range faults {
		for _, f := range files {
			if f.name == bad.pos.Filename && len(strings.TrimSpace(string(f.text[bad.pos.Offset:min(bad.pos.Offset+1, len(f.text))]))) > 0 {
				f.remove(fset, bad.pos.Offset, bad.msg)
			}
		}
	}
	return len(faults) > 0
}

// external makes of a file one of the package NAME_test.
func external(f *file, path string) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, f.name, f.text, parser.PackageClauseOnly)
	fail(err)
	if strings.HasSuffix(tree.Name.Name, "_test") {
		return
	}
	end := fset.Position(tree.Name.End()).Offset
	f.text = []byte(string(f.text[:end]) + "_test; import . \"" + path + "\"" + string(f.text[end:]))
}

func readDir(dir string) (files []*file) {
	names, err := filepath.Glob(dir + "/*_test.go")
	fail(err)
	sort.Strings(names)
	for _, name := range names {
		if ok, err := build.Default.MatchFile(dir, filepath.Base(name)); err != nil || !ok {
			continue
		}
		text, err := os.ReadFile(name)
		fail(err)
		files = append(files, &file{name: filepath.Base(name), text: text})
	}
	return files
}

func write(files []*file, dir string) {
	for _, f := range files {
		fail(os.WriteFile(dir+"/"+f.name, f.text, 0666))
	}
}

var linkname = regexp.MustCompile(`(?m)^//go:linkname .*`)

// removeBodyless removes functions that are linked to others by name.
func removeBodyless(files []*file) {
	fset := parse(files)
	for _, f := range files {
		for _, at := range linkname.FindAllIndex(f.text, -1) {
			f.blank(at[0], at[1])
		}
		for _, d := range f.tree.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Body == nil {
				f.remove(fset, fset.Position(fd.Pos()).Offset, "missing function body")
			}
		}
	}
}

func makeTests(path, from, to string) {
	files := readDir(from)
	for _, f := range files {
		external(f, path)
	}
	removeBodyless(files)
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for round := 0; check(path, files, imp) && round < 50; round++ {
	}
	write(files, to)
}

var diagnostic = regexp.MustCompile(`^(?:\./)?([^ :]+\.go):(\d+):(\d+): (.*)`)

func removeErrors(list, dir string) {
	files := readDir(dir)
	fset := parse(files)
	in, err := os.Open(list)
	fail(err)
	for lines := bufio.NewScanner(in); lines.Scan(); {
		m := diagnostic.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		line, _ := strconv.Atoi(m[2])
		col, _ := strconv.Atoi(m[3])
		for _, f := range files {
			if f.name == filepath.Base(m[1]) {
				tf := fset.File(f.tree.Pos())
				offset := tf.Offset(tf.LineStart(line)) + col - 1
				if offset < len(f.text) && f.text[offset] != ' ' {
					f.remove(fset, offset, m[4])
				}
			}
		}
	}
	write(files, dir)
}

// ---- which tests there are ----

// uses of a declaration: names it mentions, and whether it does what is not to be counted itself.
type uses struct {
	names  map[string]bool
	marked bool
}

func usesOf(d ast.Node) uses {
	u := uses{names: map[string]bool{}}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			u.names[n.Name] = true
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				switch x.Name + "." + n.Sel.Name {
				case "testing.AllocsPerRun", "exec.Command", "exec.CommandContext", "testenv.Command", "os.StartProcess":
					u.marked = true
				}
			}
		}
		return true
	})
	return u
}

func listTests(dir string) {
	files := readDir(dir)
	parse(files)
	all := map[string]uses{}
	for _, f := range files {
		for _, d := range f.tree.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				all[fd.Name.Name] = usesOf(fd)
			}
		}
	}
	var marked func(name string, seen map[string]bool) bool
	marked = func(name string, seen map[string]bool) bool {
		u, ok := all[name]
		if !ok || seen[name] {
			return false
		}
		seen[name] = true
		if u.marked {
			return true
		}
		for other := range u.names {
			if marked(other, seen) {
				return true
			}
		}
		return false
	}
	for name := range all {
		if strings.HasPrefix(name, "Test") && name != "TestMain" || strings.HasPrefix(name, "Example") {
			mark := "+"
			if marked(name, map[string]bool{}) {
				mark = "-"
			}
			fmt.Println(mark, name)
		}
	}
}

func main() {
	args := os.Args[1:]
	switch {
	case len(args) == 4 && args[0] == "-make":
		makeTests(args[1], args[2], args[3])
	case len(args) == 3 && args[0] == "-errors":
		removeErrors(args[1], args[2])
	case len(args) == 2 && args[0] == "-tests":
		listTests(args[1])
	default:
		fmt.Fprintln(os.Stderr, "usage: prune -make PACKAGE TESTDIR OUTDIR | -errors FILE OUTDIR | -tests OUTDIR")
		os.Exit(2)
	}
}
