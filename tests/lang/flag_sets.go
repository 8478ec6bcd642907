// Package flag: definitions, parsing, usage texts, errors.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

type point struct{ x, y int }

func (p point) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%d/%d", p.x, p.y), nil }
func (p *point) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "%d/%d", &p.x, &p.y)
	return err
}

type panics struct{ n *int }

func (p panics) String() string   { return fmt.Sprint(*p.n) }
func (p panics) Set(string) error { return nil }

func set() (*flag.FlagSet, *list) {
	f := flag.NewFlagSet("prog", flag.ContinueOnError)
	f.SetOutput(os.Stdout)
	l := &list{}
	f.Bool("b", false, "a bool")
	f.Bool("bool", true, "a long bool\nof two lines")
	f.Int("i", 7, "an `integer`")
	f.Int64("i64", 0, "no default shown")
	f.Uint("u", 3, "unsigned")
	f.Uint64("u64", 0, "")
	f.Float64("f", 1.5, "float")
	f.String("s", "text", "string")
	f.String("e", "", "empty string")
	f.Duration("d", time.Second, "duration")
	f.Var(l, "l", "list")
	f.TextVar(&point{}, "p", point{1, 2}, "point")
	f.Func("fn", "function", func(s string) error {
		if s == "bad" {
			return errors.New("it is bad")
		}
		fmt.Println("fn", s)
		return nil
	})
	f.BoolFunc("bf", "bool function", func(s string) error { fmt.Println("bf", s); return nil })
	return f, l
}

func try(args ...string) {
	f, l := set()
	err := f.Parse(args)
	fmt.Printf("%q: %v; %d flags, args %q\n", args, err, f.NFlag(), f.Args())
	f.Visit(func(fl *flag.Flag) { fmt.Print(" ", fl.Name, "=", fl.Value) })
	fmt.Println(" ", *l, f.Parsed(), f.Arg(0), f.NArg())
}

func refused(what string, fn func()) {
	defer func() { fmt.Println(what, "panics:", recover()) }()
	fn()
}

func main() {
	try("-b", "--i=3", "-i64", "-0x10", "-u", "4", "-f=1e3", "-s", "x y", "-d", "1m", "-l", "a", "-l=b", "-p", "3/4", "rest", "-b")
	try("-b=false", "-bool=F", "-fn=x", "-bf", "-bf=0", "--", "-s", "q")
	try("-", "x")
	for _, bad := range []string{"-x", "-i=z", "-i=99999999999999999999", "-b=maybe", "-u=-1", "-d=1", "-s", "---b", "-=x", "-fn=bad", "-p=q"} {
		f, _ := set()
		f.SetOutput(io.Discard)
		fmt.Println(f.Parse([]string{bad}))
	}
	try("-h")
	try("-nothing")

	f := flag.NewFlagSet("", flag.PanicOnError)
	f.SetOutput(os.Stdout)
	f.Int("n", 1, "n")
	refused("parse", func() { f.Parse([]string{"-m"}) })
	refused("twice", func() { f.Int("n", 1, "n") })
	refused("dash", func() { f.Int("-n", 1, "n") })
	refused("equals", func() { f.Int("a=b", 1, "n") })
	refused("text", func() { f.TextVar(new(point), "p", time.Time{}, "") })
	fmt.Println(f.Set("q", "1"), f.Set("n", "5"), f.Lookup("n").Value, f.Lookup("q"), f.Name(), f.ErrorHandling())
	n := 5
	f.Var(panics{&n}, "z", "usage")
	f.PrintDefaults()
	name, usage := flag.UnquoteUsage(&flag.Flag{Usage: "open `quote", Value: f.Lookup("n").Value})
	fmt.Println(name, usage)
	get := f.Lookup("n").Value.(flag.Getter).Get()
	fmt.Printf("%T %v\n", get, get)

	v := flag.Int("v", 2, "v")
	fmt.Println(flag.Parsed(), flag.NArg(), *v, flag.Set("v", "9"), *v)
	flag.Parse()
	fmt.Println(flag.Parsed(), flag.Args(), flag.Arg(-1) == "")
	flag.CommandLine.SetOutput(os.Stdout)
	flag.PrintDefaults()
	flag.CommandLine.Init("cmd", flag.ExitOnError)
	flag.CommandLine.Usage = nil
	flag.CommandLine.Parse([]string{"-w"})
	fmt.Println("not reached")
}

// Output:
// ["-b" "--i=3" "-i64" "-0x10" "-u" "4" "-f=1e3" "-s" "x y" "-d" "1m" "-l" "a" "-l=b" "-p" "3/4" "rest" "-b"]: <nil>; 9 flags, args ["rest" "-b"]
//  b=true d=1m0s f=1000 i=3 i64=-16 l=a,b p=3/4 s=x y u=4  [a b] true rest 2
// fn x
// bf true
// bf 0
// ["-b=false" "-bool=F" "-fn=x" "-bf" "-bf=0" "--" "-s" "q"]: <nil>; 4 flags, args ["-s" "q"]
//  b=false bf= bool=false fn=  [] true -s 2
// ["-" "x"]: <nil>; 0 flags, args ["-" "x"]
//   [] true - 2
// flag provided but not defined: -x
// invalid value "z" for flag -i: parse error
// invalid value "99999999999999999999" for flag -i: value out of range
// invalid boolean value "maybe" for -b: parse error
// invalid value "-1" for flag -u: parse error
// invalid value "1" for flag -d: parse error
// flag needs an argument: -s
// bad flag syntax: ---b
// bad flag syntax: -=x
// invalid value "bad" for flag -fn: it is bad
// invalid value "q" for flag -p: expected integer
// Usage of prog:
//   -b	a bool
//   -bf
//     	bool function
//   -bool
//     	a long bool
//     	of two lines (default true)
//   -d duration
//     	duration (default 1s)
//   -e string
//     	empty string
//   -f float
//     	float (default 1.5)
//   -fn value
//     	function
//   -i integer
//     	an integer (default 7)
//   -i64 int
//     	no default shown
//   -l value
//     	list
//   -p value
//     	point (default 1/2)
//   -s string
//     	string (default "text")
//   -u uint
//     	unsigned (default 3)
//   -u64 uint
//     	
// ["-h"]: flag: help requested; 0 flags, args []
//   [] true  0
// flag provided but not defined: -nothing
// Usage of prog:
//   -b	a bool
//   -bf
//     	bool function
//   -bool
//     	a long bool
//     	of two lines (default true)
//   -d duration
//     	duration (default 1s)
//   -e string
//     	empty string
//   -f float
//     	float (default 1.5)
//   -fn value
//     	function
//   -i integer
//     	an integer (default 7)
//   -i64 int
//     	no default shown
//   -l value
//     	list
//   -p value
//     	point (default 1/2)
//   -s string
//     	string (default "text")
//   -u uint
//     	unsigned (default 3)
//   -u64 uint
//     	
// ["-nothing"]: flag provided but not defined: -nothing; 0 flags, args []
//   [] true  0
// flag provided but not defined: -m
// Usage:
//   -n int
//     	n (default 1)
// parse panics: flag provided but not defined: -m
// flag redefined: n
// twice panics: flag redefined: n
// flag "-n" begins with -
// dash panics: flag "-n" begins with -
// flag "a=b" contains =
// equals panics: flag "a=b" contains =
// text panics: default type does not match variable type: time.Time != main.point
// no such flag -q <nil> 5 <nil>  2
//   -n int
//     	n (default 1)
//   -z value
//     	usage
//
// panic calling String method on zero main.panics for flag z: runtime error: invalid memory address or nil pointer dereference
// int open `quote
// int 5
// false 0 9 <nil> 9
// true [] true
//   -v int
//     	v (default 2)
// flag provided but not defined: -w
// Usage of cmd:
//   -v int
//     	v (default 2)
// Status: 2
