// gen SEED writes a random Go program that compiles and whose output depends on nothing but itself:
// arithmetic of every kind, conversions, shifts, strings, slices, maps, structs, closures, generics,
// defer, panics, range over functions, channels, select, and the order in which operands are evaluated.
// It needs fmt, os and strconv alone, so that strata can run it. tests/run_differ compares what a Go
// toolchain and strata make of the programs.
package main

import (
	"fmt"
	"os"
	"strconv"
)

var state uint64

func rnd(n int) int {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return int(state >> 11 % uint64(n))
}

func pick(list ...string) string { return list[rnd(len(list))] }

var ints = []string{"int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"}
var types = append(append([]string{}, ints...), "float64", "float32", "complex128", "string", "bool", "[]int",
	"map[string]int", "S", "[3]int8", "any", "*S")

type variable struct{ name, typ string }

var scope []variable
var depth, count, indent int

func fresh() string {
	count++
	return "v" + strconv.Itoa(count)
}

func line(format string, args ...any) {
	for i := 0; i < indent; i++ {
		fmt.Print("\t")
	}
	fmt.Printf(format+"\n", args...)
}

// variableOf gives a variable of the type, or a call that returns one of its values.
func variableOf(t string) string {
	var fit []string
	for _, v := range scope {
		if v.typ == t {
			fit = append(fit, v.name)
		}
	}
	if len(fit) == 0 {
		return "id[" + t + "](" + literal(t) + ")"
	}
	return fit[rnd(len(fit))]
}

func literal(t string) string {
	switch t {
	case "int8":
		return strconv.Itoa(rnd(256) - 128)
	case "uint8":
		return strconv.Itoa(rnd(256))
	case "int16":
		return strconv.Itoa(rnd(65536) - 32768)
	case "uint16":
		return strconv.Itoa(rnd(65536))
	case "int32", "int", "int64":
		return pick("0", "1", "-1", "7", "-13", "2147483647", "-2147483648", "65537", strconv.Itoa(rnd(2000)-1000))
	case "uint32", "uint", "uint64":
		return pick("0", "1", "3", "4294967295", "2147483648", strconv.Itoa(rnd(1000)))
	case "float64", "float32":
		return pick("0", "1.5", "-2.25", "1e10", "3.4e38", "0.1", "-1e-7", strconv.Itoa(rnd(100)))
	case "complex128":
		return pick("1i", "(2-3i)", "(0.5+0.25i)", "4")
	case "string":
		return pick(`""`, `"a"`, `"héllo"`, `"\xff\x00z"`, `"日本"`, `"abcdefghij"`)
	case "bool":
		return pick("true", "false")
	case "[]int":
		return pick("[]int{}", "[]int{1, 2, 3}", "[]int{5: 9}", "[]int(nil)")
	case "map[string]int":
		return pick("map[string]int{}", `map[string]int{"a": 1, "b": 2}`)
	case "S":
		return "S{" + literal("int") + ", " + literal("string") + ", [3]int8{1, 2, 3}}"
	case "[3]int8":
		return "[3]int8{" + literal("int8") + ", 2}"
	case "*S":
		return "&" + literal("S")
	}
	at := ints[rnd(len(ints))]
	return "any(" + at + "(" + literal(at) + "))"
}

func isInt(t string) bool {
	for _, i := range ints {
		if i == t {
			return true
		}
	}
	return false
}

func expr(t string, d int) string {
	if d <= 0 || rnd(6) == 0 {
		if rnd(3) == 0 {
			return t2(t) + "(" + literal(t) + ")"
		}
		return variableOf(t)
	}
	d--
	switch rnd(9) {
	case 0:
		return "tr(" + strconv.Itoa(rnd(100)) + ", " + conv(t, expr(t, d)) + ")"
	case 1:
		return "func() " + t + " { return " + expr(t, d) + " }()"
	case 2:
		return "choose(" + expr("bool", d) + ", " + conv(t, expr(t, d)) + ", " + conv(t, expr(t, d)) + ")"
	}
	switch {
	case isInt(t):
		switch rnd(8) {
		case 0:
			return t + "(" + variableOf(ints[rnd(len(ints))]) + ")"
		case 1:
			return "(" + variableOf(t) + pick(" << ", " >> ") + "(" + expr("uint8", d) + " % 70))"
		case 2:
			return "(" + variableOf(t) + pick(" / ", " % ") + "id(" + conv(t, expr(t, d)) + "))"
		case 3:
			return pick("-", "^", "+") + variableOf(t)
		case 4:
			return t + "(" + pick("len("+expr("string", d)+")", "len("+variableOf("[]int")+")", "cap("+variableOf("[]int")+")") + ")"
		case 5:
			return pick("min", "max") + "(" + variableOf(t) + ", " + expr(t, d) + ")"
		default:
			return "(" + variableOf(t) + pick(" + ", " - ", " * ", " & ", " | ", " ^ ", " &^ ") + expr(t, d) + ")"
		}
	case t == "float64" || t == "float32":
		switch rnd(4) {
		case 0:
			return t + "(" + variableOf(pick("int", "uint64", "int8", "float64", "float32", "uint32")) + ")"
		case 1:
			return pick("min", "max") + "(" + variableOf(t) + ", " + expr(t, d) + ")"
		default:
			return "(" + variableOf(t) + pick(" + ", " - ", " * ", " / ") + expr(t, d) + ")"
		}
	case t == "complex128":
		if rnd(3) == 0 {
			return "complex(" + expr("float64", d) + ", " + variableOf("float64") + ")"
		}
		return "(" + variableOf(t) + pick(" + ", " - ", " * ", " / ") + expr(t, d) + ")"
	case t == "string":
		switch rnd(5) {
		case 0:
			return "string(rune(" + expr("int32", d) + "))"
		case 1:
			return variableOf(t) + "[id(" + expr("uint8", d) + ")%4:]"
		case 2:
			return "string([]" + pick("byte", "rune") + "(" + expr(t, d) + "))"
		case 3:
			return "fmt.Sprint(" + variableOf(types[rnd(len(types)-2)]) + ")"
		}
		return "(" + variableOf(t) + " + " + expr(t, d) + ")"
	case t == "bool":
		o := types[rnd(15)]
		switch rnd(4) {
		case 0:
			return "!" + variableOf(t)
		case 1:
			return "(" + expr(t, d) + pick(" && ", " || ") + expr(t, d) + ")"
		case 2:
			o = pick("S", "[3]int8", "any", "complex128", "bool")
			return "(" + variableOf(o) + pick(" == ", " != ") + conv(o, expr(o, d)) + ")"
		}
		if o == "complex128" || o == "bool" {
			o = "int"
		}
		return "(" + variableOf(o) + pick(" == ", " < ", " >= ", " != ", " > ", " <= ") + expr(o, d) + ")"
	case t == "[]int":
		return pick("append("+variableOf(t)+", "+expr("int", d)+")", variableOf(t)+"[id("+expr("uint8", d)+")%3:]",
			"append("+variableOf(t)+"[:0:0], "+variableOf(t)+"...)", "mapped("+variableOf(t)+", func(x int) int { return x + "+expr("int", d)+" })")
	case t == "S":
		return pick("(*"+variableOf("*S")+")", variableOf(t)+".with("+expr("int", d)+")")
	case t == "[3]int8":
		return pick(variableOf("S")+".C", variableOf("*S")+".C", "[3]int8{"+expr("int8", d)+", "+expr("int8", d)+"}")
	case t == "any":
		return "any(" + expr(types[rnd(15)], d) + ")"
	case t == "*S":
		return pick("&S{A: "+expr("int", d)+"}", variableOf(t)+".self()")
	}
	return variableOf(t)
}

// t2 is the type as a conversion needs it.
func t2(t string) string {
	if t == "*S" {
		return "(*S)"
	}
	return t
}

// conv gives the expression its type where a constant would have another.
func conv(t, e string) string { return t2(t) + "(" + e + ")" }

// place is something of the type to assign to.
func place(t string) string {
	switch {
	case t == "int" && rnd(2) == 0:
		return pick(variableOf("*S")+".A", variableOf("map[string]int")+"["+expr("string", 1)+"]", element())
	case t == "int8" && rnd(2) == 0:
		return variableOf("*S") + ".C[" + "id(" + expr("uint8", 1) + ")%4]"
	}
	for _, i := range []int{rnd(len(scope)), rnd(len(scope))} {
		if scope[i].typ == t {
			return scope[i].name
		}
	}
	for _, v := range scope {
		if v.typ == t {
			return v.name
		}
	}
	return "_"
}

func element() string {
	for _, v := range scope {
		if v.typ == "[]int" && rnd(2) == 0 {
			return v.name + "[id(" + expr("uint8", 1) + ")%5]"
		}
	}
	return "gs[id(" + expr("uint8", 1) + ")%5]"
}

func block(n int) {
	saved := len(scope)
	indent++
	depth++
	for i := 0; i < n; i++ {
		stmt()
	}
	depth--
	indent--
	scope = scope[:saved]
}

func declare() {
	t := types[rnd(len(types))]
	e := expr(t, 3)
	v := fresh()
	line("var %s %s = %s", v, t, e)
	line("_ = %s", v)
	scope = append(scope, variable{v, t})
}

func stmt() {
	if depth > 3 {
		declare()
		return
	}
	t := types[rnd(len(types))]
	switch rnd(17) {
	case 0, 1, 2:
		declare()
	case 3, 4:
		line("%s = %s", place(t), conv(t, expr(t, 3)))
	case 5:
		u := types[rnd(len(types))]
		line("%s, %s = %s, %s", place(t), place(u), conv(t, expr(t, 2)), conv(u, expr(u, 2)))
	case 6:
		o := ints[rnd(len(ints))]
		if p := place(o); p != "_" {
			line("%s %s %s", p, pick("+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "&^="), "id("+conv(o, expr(o, 2))+")")
		}
	case 7:
		line("if %s {", expr("bool", 3))
		block(2)
		line("} else {")
		block(2)
		line("}")
	case 8:
		v := fresh()
		line("for %s := range %d {", v, 1+rnd(4))
		line("\t_ = %s", v)
		scope = append(scope, variable{v, "int"})
		block(3)
		scope = scope[:len(scope)-1]
		line("}")
	case 9:
		v, w := fresh(), fresh()
		line("for %s, %s := range %s {", v, w, pick(variableOf("[]int"), "seq("+expr("uint8", 1)+"%4)"))
		line("\t_, _ = %s, %s", v, w)
		scope = append(scope, variable{v, "int"}, variable{w, "int"})
		block(2)
		if rnd(3) == 0 {
			line("\tif %s { %s }", expr("bool", 2), pick("break", "continue"))
		}
		scope = scope[:len(scope)-2]
		line("}")
	case 10:
		line("switch x := %s; {", expr("int", 2))
		line("case x > %s:", expr("int", 1))
		block(2)
		line("case x %% 2 == 0:")
		block(1)
		if rnd(2) == 0 {
			line("\tfallthrough")
		}
		line("default:")
		block(1)
		line("}")
	case 11:
		line("switch x := %s.(type) {", variableOf("any"))
		line("case int, uint8: show(%d, x)", count)
		line("case int64: show(%d, x+1)", count)
		line("case string: show(%d, x+\"!\")", count)
		line("default: _ = x")
		line("}")
	case 12:
		line("func() {")
		line("\tdefer func() { if e := recover(); e != nil { show(%d, e) } }()", count)
		block(3)
		line("}()")
	case 13:
		line("func() {")
		line("\tdefer show(%d, %s)", count, expr(types[rnd(15)], 2))
		block(2)
		line("}()")
	case 14:
		v := fresh()
		line("%s := func(p int) (r int) {", v)
		line("\tdefer func() { r += 3 }()")
		scope = append(scope, variable{"p", "int"})
		block(2)
		e := expr("int", 2)
		scope = scope[:len(scope)-1]
		line("\treturn %s", e)
		line("}")
		line("show(%d, %s(%s))", count, v, expr("int", 2))
	case 15:
		line("select {")
		line("case gc <- %s: show(%d, len(gc))", expr("int", 2), count)
		line("default: show(%d, <-gc)", count)
		line("}")
	case 16:
		line("for i, c := range %s { show(i, c) }", expr("string", 2))
	}
	if rnd(3) == 0 {
		line("show(%d, %s)", count, expr(types[rnd(len(types)-1)], 2))
	}
}

const prologue = `package main

import "fmt"

type S struct {
	A int
	B string
	C [3]int8
}

func (s S) with(a int) S { s.A = a; s.B += "+"; return s }
func (s *S) self() *S    { s.A++; return s }
func (s S) String() string { return fmt.Sprint("S<", s.A, s.B, s.C, ">") }

var gs = []int{1, 2, 3, 4}
var gc = make(chan int, 2)

func id[T any](x T) T { return x }

func tr[T any](n int, x T) T { fmt.Println("tr", n, x); return x }

func choose[T any](c bool, a, b T) T {
	if c {
		return a
	}
	return b
}

func mapped[T, U any](s []T, f func(T) U) (r []U) {
	for _, x := range s {
		r = append(r, f(x))
	}
	return
}

func seq(n uint8) func(func(int, int) bool) {
	return func(yield func(int, int) bool) {
		for i := range int(n) {
			if !yield(i, i*i) {
				return
			}
		}
	}
}

func show(n int, x any) {
	if p, ok := x.(*S); ok {
		if p == nil {
			x = "nil"
		} else {
			x = *p
		}
	}
	if e, ok := x.(error); ok {
		x = e.Error()
	}
	fmt.Printf("%d %T %v\n", n, x, x)
}
`

func main() {
	seed, _ := strconv.ParseUint(os.Args[1], 10, 64)
	state = seed*2685821657736338717 + 88172645463325252
	for range 20 {
		rnd(2)
	}
	fmt.Println(prologue)
	for f := range 4 {
		line("func f%d() {", f)
		line("\tdefer func() { show(%d, recover()) }()", f)
		scope = []variable{{"gs", "[]int"}}
		block(10)
		line("}\n")
	}
	line("func main() {")
	for f := range 4 {
		line("\tf%d()", f)
	}
	line("}")
}
