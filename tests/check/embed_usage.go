package p

import _ "embed"

//go:embed
var h string

//go:embed "x
var i string

//go:embed x.txt
var j int
