//go:build !go1.26

package ast

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Directive is a comment of the form //tool:name args.
type Directive struct {
	Tool string
	Name string
	Args string // without blanks around

	Slash   token.Pos // of the "//"
	ArgsPos token.Pos // where Args begins
}

// A DirectiveArg is one argument, without its quotes, and where it begins.
type DirectiveArg struct {
	Arg string
	Pos token.Pos
}

func isDirectiveChar(r rune) bool { return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' }

// ParseDirective takes a single comment line at pos apart; false: it is no directive.
func ParseDirective(pos token.Pos, c string) (Directive, bool) {
	text, ok := strings.CutPrefix(c, "//")
	tool, rest, found := strings.Cut(text, ":")
	if !ok || !found || tool == "" || strings.ContainsFunc(tool, func(r rune) bool { return !isDirectiveChar(r) }) ||
		rest == "" || !isDirectiveChar(rune(rest[0])) {
		return Directive{}, false
	}
	end := strings.IndexFunc(rest, unicode.IsSpace)
	if end < 0 {
		end = len(rest)
	}
	args := strings.TrimLeftFunc(rest[end:], unicode.IsSpace)
	d := Directive{Tool: tool, Name: rest[:end], Slash: pos, ArgsPos: pos + token.Pos(len(c)-len(args))}
	d.Args = strings.TrimRightFunc(args, unicode.IsSpace)
	return d, true
}

func (d *Directive) Pos() token.Pos { return d.Slash }
func (d *Directive) End() token.Pos { return d.ArgsPos + token.Pos(len(d.Args)) }

// ParseArgs splits the arguments at blanks: bare words, and Go strings in either kind of quotes.
func (d *Directive) ParseArgs() ([]DirectiveArg, error) {
	var list []DirectiveArg
	rest := d.Args
	for {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return list, nil
		}
		pos := d.ArgsPos + token.Pos(len(d.Args)-len(rest))
		arg, after, ok := cutArg(rest)
		if !ok {
			return nil, fmt.Errorf("invalid quoted string in //%s:%s: %s", d.Tool, d.Name, after)
		}
		list = append(list, DirectiveArg{arg, pos})
		rest = after
	}
}

// cutArg returns the argument with which a text begins, and what follows; false: what cannot be one.
func cutArg(text string) (arg, rest string, ok bool) {
	if text[0] != '"' && text[0] != '`' {
		end := strings.IndexFunc(text, unicode.IsSpace)
		if end < 0 {
			end = len(text)
		}
		return text[:end], text[end:], true
	}
	quoted, err := strconv.QuotedPrefix(text)
	if err != nil {
		return "", text, false
	}
	arg, _ = strconv.Unquote(quoted)
	rest = text[len(quoted):]
	r, _ := utf8.DecodeRuneInString(rest)
	return arg, rest, rest == "" || unicode.IsSpace(r)
}
