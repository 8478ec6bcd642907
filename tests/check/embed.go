package p

import _ "embed"

//go:embed x.txt
var a, b string

//go:embed x.txt
var c string = "c"

//go:embed x.txt
func f() {
	//go:embed x.txt
	var x string
	_ = x
}

//go:embed x.txt
type t int

var (
	//go:embed x.txt
	g = 1
)
