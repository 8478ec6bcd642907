package b

import (
	"example.net/c"
	"example.net/d"
)

var Name = "b1.2.0(" + c.Name + " " + d.Name + ")"
