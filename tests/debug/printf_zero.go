package main

var s = "x\x00y"

func main() { println(len(s)) }
