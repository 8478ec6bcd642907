package a

import (
	"example.net/b"
	"example.net/c"
)

var Name = "a1.0.0 " + b.Name + " " + c.Name
