// What text/template has learned since 1.19: range over integers and functions, assignment in a range, else with.
package main

import (
	"fmt"
	htemplate "html/template"
	"iter"
	"maps"
	"os"
	"regexp"
	"slices"
	"text/template"
	"unsafe"
)

type small int8

var address = regexp.MustCompile("0x[0-9a-f]+")

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i != n; i++ {
			if !yield(i) {
				fmt.Print("(left)")
				return
			}
		}
	}
}

func try(text string, data any) {
	t, err := template.New("t").Parse(text)
	if err == nil {
		err = t.Execute(os.Stdout, data)
	}
	if err != nil {
		fmt.Println("|", address.ReplaceAllString(err.Error(), "0x…"))
		return
	}
	fmt.Println("|")
	fmt.Println(t.Tree.Root)
}

func main() {
	send := make(chan<- int)
	full := make(chan string, 2)
	full <- "p"
	full <- "q"
	close(full)
	data := map[string]any{"Up": unsafe.Pointer(new(int)), "Unil": unsafe.Pointer(nil), "N": 3, "S": small(2), "U": uint64(2), "Neg": -1, "C": count(-1), "None": count(0), "Full": full, "Send": send,
		"L": []string{"a", "b", "c"}, "M": map[string]int{"x": 1, "w": 2}, "P": maps.All(map[int]string{4: "four"}), "Nil": nil,
		"A": slices.All([]string{"u", "v"}), "F": func(int) {}, "Str": "text", "B": [2]bool{true, false}, "NilChan": (chan int)(nil)}
	for _, text := range []string{
		`{{range 3}}{{.}} {{end}}{{range .N}}{{.}} {{end}}{{range $i := .S}}{{printf "%T%d" $i .}} {{end}}{{range .U}}{{.}}{{end}}`,
		`{{range .Neg}}never{{else}}else{{end}} {{range 0}}never{{else}}zero{{end}} {{range .None}}never{{else}}none{{end}}`,
		`{{range $i := .C}}{{if eq $i 2}}{{continue}}{{end}}{{if eq . 4}}{{break}}{{end}}{{$i}}{{.}} {{end}}`,
		`{{range $k, $v := .P}}{{$k}}{{$v}}{{.}} {{end}}{{range $k := .P}}{{$k}}{{.}} {{end}}{{range .A}}{{.}} {{end}}{{range $i, $e := .A}}{{$i}}{{$e}} {{end}}`,
		`{{$x := ""}}{{$i := 9}}{{range $i, $x = .L}}{{$i}}{{$x}} {{end}}{{$i}}{{$x}} {{range $x = .M}}{{$x}}{{end}}{{$x}}`,
		`{{range $k, $v := .M}}{{$k}}={{$v}} {{end}}{{range .Full}}{{.}}{{end}}{{range .NilChan}}{{else}}nil{{end}}{{range .Nil}}{{else}}nil{{end}}{{range .B}}{{.}}{{end}}`,
		`{{with .Nil}}no{{else with .N}}{{.}}{{else}}no{{end}} {{with .Nil}}{{else with $y := .Str}}{{$y}}{{.}}{{end}} {{with .Nil}}{{else with .Nil}}{{else}}{{len .L}}{{end}}`,
		`{{if .Up}}yes{{end}}{{if .Unil}}{{else}}no{{end}}`, `{{range $i, $j := 3}}{{end}}`, `{{range $i, $j := .C}}{{end}}`, `{{range .F}}{{end}}`, `{{range .Str}}{{end}}`, `{{range .Send}}{{end}}`,
		`{{if .N}}{{else with .S}}{{end}}`, `{{range .N}}{{else with .S}}{{end}}`, `{{with .N}}{{else if .S}}{{end}}`, `{{with .N}}{{else}}{{else}}{{end}}`,
		`{{range .L}}{{range $n := 2}}{{if $n}}{{break}}{{end}}{{.}}{{end}}{{.}} {{end}}`,
	} {
		try(text, data)
	}
	h := htemplate.Must(htemplate.New("h").Parse(`<ul>{{range $i := 2}}<li title="{{$i}}">{{$i}}</li>{{end}}{{with ""}}{{else with "<b>"}}{{.}}{{end}}</ul>`))
	fmt.Println(h.Execute(os.Stdout, nil))
}

// Output:
// 0 1 2 0 1 2 main.small0 main.small1 01|
// {{range 3}}{{.}} {{end}}{{range .N}}{{.}} {{end}}{{range $i := .S}}{{printf "%T%d" $i .}} {{end}}{{range .U}}{{.}}{{end}}
// else zero none|
// {{range .Neg}}never{{else}}else{{end}} {{range 0}}never{{else}}zero{{end}} {{range .None}}never{{else}}none{{end}}
// 00 11 33 |
// {{range $i := .C}}{{if eq $i 2}}{{continue}}{{end}}{{if eq . 4}}{{break}}{{end}}{{$i}}{{.}} {{end}}
// 4fourfour 44 0 1 0u 1v |
// {{range $k, $v := .P}}{{$k}}{{$v}}{{.}} {{end}}{{range $k := .P}}{{$k}}{{.}} {{end}}{{range .A}}{{.}} {{end}}{{range $i, $e := .A}}{{$i}}{{$e}} {{end}}
// 0a 1b 2c 2c 211|
// {{$x := ""}}{{$i := 9}}{{range $i, $x = .L}}{{$i}}{{$x}} {{end}}{{$i}}{{$x}} {{range $x = .M}}{{$x}}{{end}}{{$x}}
// w=2 x=1 pqnilniltruefalse|
// {{range $k, $v := .M}}{{$k}}={{$v}} {{end}}{{range .Full}}{{.}}{{end}}{{range .NilChan}}{{else}}nil{{end}}{{range .Nil}}{{else}}nil{{end}}{{range .B}}{{.}}{{end}}
// 3 texttext 3|
// {{with .Nil}}no{{else}}{{with .N}}{{.}}{{else}}no{{end}}{{end}} {{with .Nil}}{{else}}{{with $y := .Str}}{{$y}}{{.}}{{end}}{{end}} {{with .Nil}}{{else}}{{with .Nil}}{{else}}{{len .L}}{{end}}{{end}}
// yesno|
// {{if .Up}}yes{{end}}{{if .Unil}}{{else}}no{{end}}
// | template: t:1:18: executing "t" at <3>: can't use 3 to iterate over more than one variable
// | template: t:1:18: executing "t" at <.C>: can't use 0x… iterate over more than one variable
// | template: t:1:8: executing "t" at <.F>: range can't iterate over 0x…
// | template: t:1:8: executing "t" at <.Str>: range can't iterate over text
// | template: t:1:8: executing "t" at <.Send>: range over send-only channel 0x…
// | template: t:1: unexpected <with> in input
// | template: t:1: unexpected <with> in input
// | template: t:1: unexpected <if> in input
// | template: t:1: expected end; found {{else}}
// 0a 0b 0c |
// {{range .L}}{{range $n := 2}}{{if $n}}{{break}}{{end}}{{.}}{{end}}{{.}} {{end}}
// <ul><li title="0">0</li><li title="1">1</li>&lt;b&gt;</ul><nil>
