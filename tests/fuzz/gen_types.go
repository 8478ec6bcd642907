// gen_types SEED writes a random Go program that compiles and whose output depends on nothing but itself, as gen does,
// but about types: random structs that embed each other, arrays, maps, channels, functions and interfaces; methods with value
// and pointer receivers, promoted ones, method values and expressions; generic types and functions with constraints;
// goroutines that meet in channels, mutexes and wait groups; labels, closures over loop variables, iterators.
// What a program has is shown through reflect. tests/run_differ compares what a Go toolchain and strata make of it.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

var state uint64

func rnd(n int) int {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return int(state >> 11 % uint64(n))
}

func pick[T any](list ...T) T { return list[rnd(len(list))] }

// ---- types ----

type kind int

const (
	number kind = iota
	text
	truth
	array
	slice
	dict
	pointer
	record
	channel
	function // func(int) elem
	iface    // one of I0, I1, I2
	empty    // any
	box      // an instance of a generic type
)

type field struct {
	name     string
	typ      *typ
	embedded bool
}

type typ struct {
	kind      kind
	name      string // as it is written
	elem, key *typ
	fields    []field
	methods   map[int]bool // of a named type: number -> pointer receiver
	named     bool
}

func basic(k kind, name string) *typ { return &typ{kind: k, name: name} }

var numbers = []*typ{basic(number, "int"), basic(number, "int8"), basic(number, "int16"), basic(number, "int32"),
	basic(number, "int64"), basic(number, "uint"), basic(number, "uint8"), basic(number, "uint16"),
	basic(number, "uint32"), basic(number, "uint64"), basic(number, "float32"), basic(number, "float64")}
var tInt, tString, tBool, tAny = numbers[0], basic(text, "string"), basic(truth, "bool"), basic(empty, "any")
var named []*typ
var faces []*typ

func sliceOf(e *typ) *typ   { return &typ{kind: slice, name: "[]" + e.name, elem: e} }
func pointerTo(e *typ) *typ { return &typ{kind: pointer, name: "*" + e.name, elem: e} }

func comparable(t *typ) bool {
	switch t.kind {
	case slice, dict, function:
		return false
	case array, box:
		return comparable(t.elem)
	case record:
		for _, f := range t.fields {
			if !comparable(f.typ) {
				return false
			}
		}
	}
	return true
}

// strictly: comparing two of them never panics.
func strictly(t *typ) bool {
	switch t.kind {
	case empty, iface:
		return false
	case array, box:
		return strictly(t.elem)
	case record:
		for _, f := range t.fields {
			if !strictly(f.typ) {
				return false
			}
		}
	}
	return comparable(t)
}

func keyType(d int) *typ {
	for range 5 {
		if t := anyType(d); strictly(t) && t.kind != pointer && t.kind != channel && !strings.Contains(t.name, "float") && !hides(t) {
			return t
		}
	}
	return pick(tInt, tString)
}

// hides: has a pointer or channel inside, whose identity differs from run to run.
func hides(t *typ) bool {
	switch t.kind {
	case pointer, channel, empty, iface:
		return true
	case array, box:
		return hides(t.elem)
	case record:
		for _, f := range t.fields {
			if hides(f.typ) || strings.Contains(f.typ.name, "float") {
				return true
			}
		}
	}
	return strings.Contains(t.name, "float")
}

func anyType(d int) *typ {
	if d <= 0 {
		return pick(pick(numbers...), tString, tBool, tInt)
	}
	d--
	switch rnd(16) {
	case 0, 1:
		return sliceOf(anyType(d))
	case 2:
		e := anyType(d)
		return &typ{kind: array, name: fmt.Sprintf("[%d]%s", 2, e.name), elem: e}
	case 3:
		k, e := keyType(d), anyType(d)
		return &typ{kind: dict, name: "map[" + k.name + "]" + e.name, key: k, elem: e}
	case 4:
		return pointerTo(anyType(d))
	case 5:
		e := anyType(0)
		return &typ{kind: channel, name: "chan " + e.name, elem: e}
	case 6:
		e := anyType(d)
		return &typ{kind: function, name: "func(int) " + e.name, elem: e}
	case 7:
		return tAny
	case 8:
		e := anyType(d)
		return &typ{kind: box, name: "Box[" + e.name + "]", elem: e}
	case 9:
		return pick(faces...)
	case 10, 11, 12:
		if len(named) > 0 {
			return pick(named...)
		}
	}
	return anyType(0)
}

func underlying(t *typ) string {
	if t.kind != record {
		return t.elem.name
	}
	var b strings.Builder
	b.WriteString("struct {\n")
	for _, f := range t.fields {
		if f.embedded {
			fmt.Fprintf(&b, "\t%s\n", f.typ.name)
		} else {
			fmt.Fprintf(&b, "\t%s %s\n", f.name, f.typ.name)
		}
	}
	return b.String() + "}"
}

func declareFaces() {
	for i := range 3 {
		t := &typ{kind: iface, name: "I" + strconv.Itoa(i), methods: map[int]bool{}}
		t.methods[i] = false
		if i > 0 && rnd(2) == 0 {
			t.methods[i-1] = false
		}
		faces = append(faces, t)
		line("type %s interface {", t.name)
		for m := range 3 {
			if _, has := t.methods[m]; has {
				line("\tM%d(int) int", m)
			}
		}
		line("}")
	}
}

func declareTypes() {
	for i := range 6 {
		t := &typ{name: "T" + strconv.Itoa(i), named: true, methods: map[int]bool{}}
		if rnd(3) == 0 {
			base := pick(numbers...)
			*t = typ{kind: number, name: t.name, named: true, methods: t.methods, elem: base}
		} else {
			t.kind = record
			var embedded *typ
			for f := range 1 + rnd(4) {
				ft := anyType(2)
				if embedded == nil && ft.named && ft.kind == record && rnd(2) == 0 {
					embedded = ft
					t.fields = append(t.fields, field{ft.name, ft, true})
					continue
				}
				t.fields = append(t.fields, field{fmt.Sprintf("F%d%d", i, f), ft, false})
			}
		}
		for m := range 3 {
			if rnd(2) == 0 {
				t.methods[m] = rnd(2) == 0
			}
		}
		named = append(named, t)
		line("type %s %s", t.name, underlying(t))
	}
}

func declareMethods() {
	for _, t := range named {
		for m := range 3 {
			star, has := t.methods[m]
			if !has {
				continue
			}
			recv := t
			if star {
				recv = pointerTo(t)
			}
			line("func (r %s) M%d(p int) (res int) {", recv.name, m)
			scope = []variable{{"r", recv}, {"p", tInt}, {"res", tInt}}
			body(1 + rnd(3))
			line("\treturn %s", expr(tInt, 2))
			line("}")
		}
	}
}

// ---- names ----

type variable struct {
	name string
	typ  *typ
}

var scope []variable
var depth, count, indent, loops int

func fresh() string {
	count++
	return "v" + strconv.Itoa(count)
}

func line(format string, args ...any) {
	fmt.Print(strings.Repeat("\t", indent))
	fmt.Printf(format+"\n", args...)
}

// ---- expressions ----

// paths gives what can be reached from the variables in scope and has the type.
func paths(t *typ) (out []string) {
	for _, v := range scope {
		if v.typ.name == t.name {
			out = append(out, v.name)
		}
		s, at := v.typ, v.name
		if s.kind == pointer {
			if s.elem.name == t.name {
				out = append(out, "(*"+v.name+")")
			}
			s = s.elem
		}
		for _, f := range s.fields {
			if f.typ.name == t.name {
				out = append(out, at+"."+f.name)
			}
			if f.embedded {
				for _, g := range f.typ.fields {
					if g.typ.name == t.name && !g.embedded {
						out = append(out, at+"."+g.name)
					}
				}
			}
		}
		if v.typ.kind == box && v.typ.elem.name == t.name {
			out = append(out, v.name+".V")
		}
		if (v.typ.kind == slice || v.typ.kind == array) && v.typ.elem.name == t.name {
			out = append(out, fmt.Sprintf("%s[wrap(%d)]", v.name, rnd(4)))
		}
	}
	return
}

func literal(t *typ, d int) string {
	switch t.kind {
	case number:
		name := t.name
		if t.named {
			name = t.elem.name
		}
		lit := pick("0", "1", "2", "7", "100", strconv.Itoa(rnd(128)))
		if strings.HasPrefix(name, "float") {
			lit = pick(lit, "0.5", "-1.25", "1e10")
		} else if !strings.HasPrefix(name, "u") {
			lit = pick(lit, "-1", "-128", "-5")
		}
		return "id[" + t.name + "](" + lit + ")" // operators on constants may be refused
	case text:
		return pick(`""`, `"a"`, `"héé"`, `"\xff\x00"`, `"日本"`, `"abcdef"`)
	case truth:
		return pick("true", "false")
	case array, slice:
		if t.kind == slice && rnd(5) == 0 {
			return t.name + "(nil)"
		}
		return t.name + "{" + expr(t.elem, d) + ", " + expr(t.elem, d) + "}"
	case dict:
		if rnd(5) == 0 {
			return t.name + "(nil)"
		}
		return t.name + "{" + literal(t.key, 0) + ": " + expr(t.elem, d) + "}"
	case pointer:
		if rnd(6) == 0 {
			return "(" + t.name + ")(nil)"
		}
		return "ptr[" + t.elem.name + "](" + expr(t.elem, d) + ")"
	case record:
		var parts []string
		for _, f := range t.fields {
			if rnd(3) > 0 {
				parts = append(parts, f.name+": "+expr(f.typ, d))
			}
		}
		return "(" + t.name + "{" + strings.Join(parts, ", ") + "})"
	case channel:
		return "filled[" + t.elem.name + "](" + expr(t.elem, d) + ")"
	case function:
		p := fresh()
		return "func(" + p + " int) " + t.elem.name + " { burn(); _ = " + p + "; return " + with(variable{p, tInt}, func() string { return expr(t.elem, d) }) + " }"
	case iface:
		return t.name + "(" + implementation(t, d) + ")"
	case box:
		return "(" + t.name + "{V: " + expr(t.elem, d) + "})"
	}
	return "any(" + expr(anyType(1), d) + ")"
}

func with(v variable, f func() string) string {
	scope = append(scope, v)
	s := f()
	scope = scope[:len(scope)-1]
	return s
}

func implementation(t *typ, d int) string {
	for range 8 {
		c := pick(named...)
		all, star := true, false
		for m := range t.methods {
			s, has := c.methods[m]
			all, star = all && has, star || s
		}
		if all {
			if star {
				return "ptr[" + c.name + "](" + literal(c, d) + ")"
			}
			return literal(c, d)
		}
	}
	return "nil"
}

func expr(t *typ, d int) string {
	have := paths(t)
	if d <= 0 || (len(have) > 0 && rnd(3) == 0) {
		if len(have) > 0 && rnd(4) > 0 {
			return pick(have...)
		}
		if d <= 0 && t.kind > truth && rnd(2) == 0 {
			return "zero[" + t.name + "]()"
		}
		return literal(t, d-1)
	}
	d--
	switch rnd(12) {
	case 0:
		return "id[" + t.name + "](" + expr(t, d) + ")"
	case 1:
		return "func() " + t.name + " { return " + expr(t, d) + " }()"
	case 2:
		return "choose[" + t.name + "](" + expr(tBool, d) + ", " + expr(t, d) + ", " + expr(t, d) + ")"
	case 3:
		return "(Box[" + t.name + "]{V: " + expr(t, d) + "}).Get()"
	case 4:
		return "first(" + expr(sliceOf(t), d) + ")"
	case 5:
		if t.kind != iface {
			return "any(" + expr(t, d) + ").(" + t.name + ")"
		}
	case 6:
		return "recv(" + expr(&typ{kind: channel, name: "chan " + paren(t.name), elem: t}, d) + ")"
	case 7:
		return "(" + expr(&typ{kind: function, name: "func(int) " + t.name, elem: t}, d) + ")(" + expr(tInt, d) + ")"
	case 8:
		k := pick(tInt, tString)
		return expr(&typ{kind: dict, name: "map[" + k.name + "]" + t.name, key: k, elem: t}, d) + "[" + expr(k, d) + "]"
	}
	return plain(t, d)
}

func paren(s string) string {
	if strings.HasPrefix(s, "<-") {
		return "(" + s + ")"
	}
	return s
}

func plain(t *typ, d int) string {
	switch t.kind {
	case number:
		return arithmetic(t, d)
	case text:
		return pick("("+expr(t, d)+" + "+expr(t, d)+")", "fmt.Sprint("+expr(pick(numbers...), d)+")", "string(rune("+expr(numbers[7], d)+"))")
	case truth:
		return condition(d)
	case slice:
		return pick("append("+expr(t, d)+", "+expr(t.elem, d)+")", "mapped("+expr(t, d)+", func(x "+t.elem.name+") "+t.elem.name+" { return x })",
			"append("+t.name+"{}, "+expr(t, d)+"...)")
	case pointer:
		return "ptr[" + t.elem.name + "](" + expr(t.elem, d) + ")"
	}
	return literal(t, d)
}

func arithmetic(t *typ, d int) string {
	float := strings.Contains(t.name, "float") || (t.named && strings.Contains(t.elem.name, "float"))
	switch rnd(7) {
	case 0:
		if t == tInt {
			return call(d)
		}
	case 1:
		o := pick(numbers...)
		if float || !strings.Contains(o.name, "float") {
			return t.name + "(" + expr(o, d) + ")"
		}
	case 2:
		return "sum(" + expr(t, d) + ", " + expr(t, d) + ")"
	case 3:
		return pick("min", "max") + "(" + expr(t, d) + ", " + expr(t, d) + ")"
	case 4:
		if !float {
			return "(" + expr(t, d) + pick(" << ", " >> ") + "(" + expr(numbers[6], d) + " & 31))"
		}
	case 5:
		if t == tInt {
			return "len(" + expr(pick(tString, sliceOf(anyType(1))), d) + ")"
		}
	}
	return "(" + expr(t, d) + pick(" + ", " - ", " * ", " / ") + expr(t, d) + ")"
}

// call calls a method, in one of the ways of calling one.
func call(d int) string {
	if rnd(3) == 0 {
		i := pick(faces...)
		for m := range 3 {
			if _, has := i.methods[m]; has {
				return pick(fmt.Sprintf("%s.M%d(%s)", expr(i, d), m, expr(tInt, d)), fmt.Sprintf("%s.M%d(%s, %s)", i.name, m, expr(i, d), expr(tInt, d)))
			}
		}
	}
	t := pick(named...)
	for m := range 3 {
		star, has := t.methods[m]
		if !has {
			continue
		}
		if star {
			return pick(fmt.Sprintf("%s.M%d(%s)", expr(pointerTo(t), d), m, expr(tInt, d)),
				fmt.Sprintf("(*%s).M%d(%s, %s)", t.name, m, expr(pointerTo(t), d), expr(tInt, d)))
		}
		return pick(fmt.Sprintf("%s.M%d(%s)", expr(t, d), m, expr(tInt, d)), fmt.Sprintf("%s.M%d(%s, %s)", t.name, m, expr(t, d), expr(tInt, d)),
			fmt.Sprintf("apply(%s.M%d, %s)", expr(pointerTo(t), d), m, expr(tInt, d)))
	}
	return "apply(func(x int) int { return x }, " + expr(tInt, d) + ")"
}

func condition(d int) string {
	switch rnd(5) {
	case 0:
		return "!" + expr(tBool, d)
	case 1:
		return "(" + expr(tBool, d) + pick(" && ", " || ") + expr(tBool, d) + ")"
	case 2:
		t := anyType(2)
		if comparable(t) {
			return "(id[" + t.name + "](" + expr(t, d) + ")" + pick(" == ", " != ") + "id[" + t.name + "](" + expr(t, d) + "))"
		}
		if t.kind == slice || t.kind == dict || t.kind == function {
			return "(id[" + t.name + "](" + expr(t, d) + ") == nil)"
		}
	case 3:
		t := anyType(1)
		if t.kind != empty {
			return "is[" + t.name + "](" + expr(tAny, d) + ")"
		}
	}
	t := pick(pick(numbers...), tString)
	return "(" + expr(t, d) + pick(" < ", " >= ", " > ", " <= ") + expr(t, d) + ")"
}

// ---- statements ----

func body(n int) {
	saved := len(scope)
	indent++
	depth++
	line("burn()")
	for range n {
		stmt()
	}
	depth--
	indent--
	scope = scope[:saved]
}

func inside(v variable, n int) {
	scope = append(scope, v)
	body(n)
	scope = scope[:len(scope)-1]
}

func declare() {
	t := anyType(3)
	e := expr(t, 2)
	v := fresh()
	line("var %s %s = %s", v, t.name, e)
	line("_ = %s", v)
	scope = append(scope, variable{v, t})
}

func assign() {
	t := anyType(2)
	if have := paths(t); len(have) > 0 {
		line("%s = %s", pick(have...), expr(t, 2))
		return
	}
	v := pick(scope...)
	line("%s = %s", v.name, expr(v.typ, 2))
}

func stmt() {
	if depth > 3 {
		declare()
		return
	}
	switch rnd(20) {
	case 0, 1, 2, 3:
		declare()
	case 4, 5, 6:
		assign()
	case 7:
		line("if %s {", expr(tBool, 2))
		body(2)
		line("} else {")
		body(1)
		line("}")
	case 8:
		v := fresh()
		line("for %s := 0; %s < %d; %s++ {", v, v, 1+rnd(3), v)
		line("\t_ = %s", v)
		inside(variable{v, tInt}, 2)
		line("}")
	case 9:
		loop()
	case 10:
		typeSwitch()
	case 11:
		line("func() {")
		line("\tdefer func() { show(%d, recover()) }()", count)
		body(2)
		line("}()")
	case 12:
		goroutines()
	case 13:
		line("defer func(x any) { show(%d, x) }(%s)", count, expr(anyType(2), 2))
	case 14:
		labels()
	case 15:
		closures()
	case 16:
		t := sliceOf(anyType(1))
		if have := paths(t); len(have) > 0 {
			p := pick(have...)
			line("show(%d, copy(%s, %s))", count, p, expr(t, 1))
			line("if len(%s) > 1 { %s[0], %s[1] = %s[1], %s[0] }", p, p, p, p, p)
		}
	case 17:
		k := pick(tInt, tString)
		t := &typ{kind: dict, key: k, elem: anyType(1)}
		t.name = "map[" + k.name + "]" + t.elem.name
		v := fresh()
		line("%s := %s", v, literal(t, 1))
		line("if %s == nil { %s = %s{} }", v, v, t.name)
		line("%s[%s] = %s", v, expr(k, 1), expr(t.elem, 1))
		line("for _, k := range keys(%s) { show(%d, %s[k]) }", v, count, v)
		line("delete(%s, %s)", v, expr(k, 1))
		scope = append(scope, variable{v, t})
	case 18:
		line("switch {")
		line("case %s:", expr(tBool, 1))
		body(1)
		line("case %s:", expr(tBool, 1))
		body(1)
		line("default:")
		body(1)
		line("}")
	case 19:
		v := fresh()
		t := anyType(2)
		if t.kind != empty {
			line("if %s, ok := %s.(%s); ok { show(%d, %s) } else { show(%d, ok) }", v, expr(tAny, 2), t.name, count, v, count)
		}
	}
	if rnd(3) == 0 {
		line("show(%d, %s)", count, expr(anyType(2), 2))
	}
}

func loop() {
	t := anyType(1)
	i, v := fresh(), fresh()
	switch rnd(4) {
	case 0:
		line("for %s, %s := range %s {", i, v, expr(sliceOf(t), 2))
	case 1:
		line("for %s, %s := range each(%s) {", i, v, expr(sliceOf(t), 2))
	case 2:
		a := &typ{kind: array, name: "[2]" + t.name, elem: t}
		line("for %s, %s := range %s {", i, v, pick(expr(a, 1), "ptr["+a.name+"]("+expr(a, 1)+")"))
	case 3:
		line("for %s, %s := range %s {", i, v, expr(tString, 2))
		t = basic(number, "int32")
	}
	line("\t_, _ = %s, %s", i, v)
	scope = append(scope, variable{i, tInt})
	inside(variable{v, t}, 2)
	scope = scope[:len(scope)-1]
	if rnd(2) == 0 {
		line("\tif %s { %s }", expr(tBool, 1), pick("break", "continue"))
	}
	line("}")
}

func typeSwitch() {
	v := fresh()
	line("switch %s := %s.(type) {", v, expr(pick(tAny, pick(faces...)), 2))
	seen := map[string]bool{}
	for range 3 {
		t := pick(pick(faces...), pointerTo(pick(named...)))
		if t.kind == pointer {
			all := true
			for m := range 3 {
				_, has := t.elem.methods[m]
				all = all && has
			}
			if !all {
				continue
			}
		}
		if !seen[t.name] {
			seen[t.name] = true
			line("case %s:", t.name)
			line("\t_ = %s", v)
			inside(variable{v, t}, 1)
		}
	}
	line("case nil: show(%d, \"nil\")", count)
	line("default: show(%d, %s)", count, v)
	line("}")
}

func goroutines() {
	t := anyType(1)
	ch, n := fresh(), 1+rnd(4)
	line("{")
	line("\t%s, wg, mu, total := make(chan %s, %d), new(sync.WaitGroup), new(sync.Mutex), 0", ch, t.name, rnd(n+1))
	line("\tfor i := range %d {", n)
	line("\t\twg.Add(1)")
	line("\t\tgo func() {")
	line("\t\t\tdefer wg.Done()")
	line("\t\t\tdefer func() { if recover() != nil { mu.Lock(); total += 100; mu.Unlock(); %s <- zero[%s]() } }()", ch, t.name)
	line("\t\t\tmu.Lock(); total += i; mu.Unlock()")
	saved := scope
	scope = nil
	line("\t\t\t%s <- %s", ch, literal(t, 0)) // without calls: those print
	scope = saved
	line("\t\t}()")
	line("\t}")
	line("\tgo func() { wg.Wait(); close(%s) }()", ch)
	line("\tgot := 0")
	line("\tfor x := range %s { got++; if got == 1 { show(%d, x) } }", ch, count)
	line("\tshow(%d, got); show(%d, total)", count, count)
	line("}")
}

func labels() {
	l, i, j := fresh(), fresh(), fresh()
	line("L%s:", l)
	line("for %s := range 3 {", i)
	line("\tfor %s := range 3 {", j)
	line("\t\t_, _ = %s, %s", i, j)
	line("\t\tif %s { %s L%s }", expr(tBool, 1), pick("break", "continue"), l)
	scope = append(scope, variable{i, tInt})
	indent++
	inside(variable{j, tInt}, 1)
	indent--
	scope = scope[:len(scope)-1]
	line("\t}")
	line("}")
}

func closures() {
	fs, i := fresh(), fresh()
	t := anyType(1)
	line("var %s []func(int) %s", fs, t.name)
	line("for %s := range 3 {", i)
	line("\t_ = %s", i)
	line("\t%s = append(%s, %s)", fs, fs, with(variable{i, tInt}, func() string { return literal(&typ{kind: function, elem: t}, 2) }))
	line("}")
	line("for _, f := range %s { show(%d, f(%d)) }", fs, count, rnd(9))
}

const prologue = `package main

import (
	"cmp"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"sync"
)

var _ sync.Mutex
var fuel = 3000

func burn() {
	if fuel--; fuel < 0 {
		panic("fuel")
	}
}

type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

type Box[T any] struct{ V T }

func (b Box[T]) Get() T   { burn(); return b.V }
func (b *Box[T]) Set(x T) { b.V = x }

func wrap(n int) int                    { return n % 3 }
func id[T any](x T) T                   { return x }
func zero[T any]() (z T)                { return }
func ptr[T any](x T) *T                 { return &x }
func is[T any](x any) bool              { _, ok := x.(T); return ok }
func sum[T Number](x ...T) (s T)        { for _, v := range x { s += v }; return }
func apply(f func(int) int, x int) int  { burn(); return f(x) }
func filled[T any](x T) chan T          { c := make(chan T, 2); c <- x; return c }

func choose[T any](c bool, a, b T) T {
	if c {
		return a
	}
	return b
}

func first[E any, S ~[]E](s S) (e E) {
	if len(s) > 0 {
		return s[0]
	}
	return
}

func recv[T any](c <-chan T) (x T) {
	select {
	case x = <-c:
	default:
	}
	return
}

func mapped[T, U any](s []T, f func(T) U) (r []U) {
	for _, x := range s {
		r = append(r, f(x))
	}
	return
}

func each[T any](s []T) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i, x := range s {
			if !yield(i, x) {
				return
			}
		}
	}
}

func keys[K cmp.Ordered, V any](m map[K]V) (ks []K) {
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return
}

func text(v reflect.Value, d int) string {
	if !v.IsValid() {
		return "nil"
	}
	if d > 5 {
		return "..."
	}
	s := ""
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			s += v.Type().Field(i).Name + ":" + text(v.Field(i), d+1) + " "
		}
		return "{" + s + "}"
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			s += text(v.Index(i), d+1) + " "
		}
		return "[" + s + "]"
	case reflect.Map:
		var all []string
		for it := v.MapRange(); it.Next(); {
			all = append(all, text(it.Key(), d+1)+"="+text(it.Value(), d+1))
		}
		slices.Sort(all)
		return fmt.Sprint("map", all)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return "&" + text(v.Elem(), d+1)
	case reflect.Func:
		return fmt.Sprint("func ", v.IsNil())
	case reflect.Chan:
		return fmt.Sprint("chan ", v.Len(), v.Cap())
	case reflect.String:
		return fmt.Sprintf("%q", v.String())
	}
	return fmt.Sprint(v)
}

func show(n int, x any) {
	if e, ok := x.(error); ok {
		fmt.Println(n, e)
		return
	}
	fmt.Printf("%d %T %s\n", n, x, text(reflect.ValueOf(x), 0))
}
`

func main() {
	seed, _ := strconv.ParseUint(os.Args[1], 10, 64)
	state = seed*2685821657736338717 + 88172645463325252
	for range 20 {
		rnd(2)
	}
	fmt.Println(prologue)
	declareFaces()
	declareTypes()
	declareMethods()
	for f := range 4 {
		line("func f%d() {", f)
		line("\tdefer func() { show(%d, recover()) }()", f)
		scope = []variable{{"global", pick(named...)}}
		line("\tvar global %s", scope[0].typ.name)
		line("\t_ = global")
		body(8)
		line("}\n")
	}
	line("func main() {")
	for f := range 4 {
		line("\tfuel = 3000; f%d()", f)
	}
	line("}")
}
