package main

import (
	"errors"
	"fmt"
	"strconv"
	"unicode"
)

type parser struct {
	toks []string
	pos  int
}

var errEnd = errors.New("unexpected end")

func lex(s string) (toks []string) {
	for i := 0; i < len(s); {
		switch c := rune(s[i]); {
		case unicode.IsSpace(c):
			i++
		case unicode.IsDigit(c):
			j := i
			for j < len(s) && (unicode.IsDigit(rune(s[j])) || s[j] == '.') {
				j++
			}
			toks = append(toks, s[i:j])
			i = j
		default:
			toks = append(toks, s[i:i+1])
			i++
		}
	}
	return
}

func (p *parser) peek() string {
	if p.pos < len(p.toks) {
		return p.toks[p.pos]
	}
	return ""
}

func (p *parser) expr() float64 {
	v := p.term()
	for p.peek() == "+" || p.peek() == "-" {
		op := p.peek()
		p.pos++
		if r := p.term(); op == "+" {
			v += r
		} else {
			v -= r
		}
	}
	return v
}

func (p *parser) term() float64 {
	v := p.factor()
	for p.peek() == "*" || p.peek() == "/" {
		op := p.peek()
		p.pos++
		r := p.factor()
		if op == "*" {
			v *= r
		} else {
			if r == 0 {
				panic("division by zero")
			}
			v /= r
		}
	}
	return v
}

func (p *parser) factor() float64 {
	t := p.peek()
	p.pos++
	switch t {
	case "":
		panic(errEnd)
	case "(":
		v := p.expr()
		if p.peek() != ")" {
			panic(fmt.Errorf("want ) at %d", p.pos))
		}
		p.pos++
		return v
	case "-":
		return -p.factor()
	}
	v, err := strconv.ParseFloat(t, 64)
	if err != nil {
		panic(err)
	}
	return v
}

func eval(s string) (v float64, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = r
		default:
			err = fmt.Errorf("%v", r)
		}
	}()
	p := &parser{toks: lex(s)}
	return p.expr(), nil
}

func main() {
	for _, s := range []string{"1+2*3", "(1+2)*3", "2*(3+4)/7-1", "-(2-5)", "1/0", "(1+2", "2*", "x"} {
		v, err := eval(s)
		fmt.Println(s, "=", v, err)
	}
}

// Output:
// 1+2*3 = 7 <nil>
// (1+2)*3 = 9 <nil>
// 2*(3+4)/7-1 = 1 <nil>
// -(2-5) = 3 <nil>
// 1/0 = 0 division by zero
// (1+2 = 0 want ) at 4
// 2* = 0 unexpected end
// x = 0 strconv.ParseFloat: parsing "x": invalid syntax
