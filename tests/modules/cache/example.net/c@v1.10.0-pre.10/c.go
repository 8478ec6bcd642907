package c

var Name = "c1.10.0-pre.10"
