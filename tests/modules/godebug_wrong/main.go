//go:debug x=1
//go:debug panicnil
//go:debug panicnil=1
//go:debug panicnil=1 // as before
//go:debug panicnil=0,1
//go:debug panicnil=0
//go:debug default=1.20
package main

//go:debug x=1
func main() {}
