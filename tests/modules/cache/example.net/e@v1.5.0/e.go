package e

var Name = "e1.5.0"
