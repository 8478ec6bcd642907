package main

var a *int32
var b *[3]byte
var c *struct{ x int16 }
var i any
var big []byte
var buf []byte
var ints []int

func main() {
	a = new(int32)
	b = new([3]byte)
	c = &struct{ x int16 }{3}
	i = int32(100000)
	big = make([]byte, 100000)
	buf = make([]byte, 100)
	ints = append(ints, 1, 2, 3)
	println(len(big))
}
