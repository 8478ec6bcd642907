package d

import "example.net/e"

var Name = "d1.0.0 " + e.Name
