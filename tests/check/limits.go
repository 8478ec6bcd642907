package p

var c1 chan [0x2FFFF]byte
var c2 = make(chan [0x2FFFF]byte)

type T [1 << 50]byte

var x [1 << 50]byte

func f3() {
	ch := make(chan struct{ v [65536]byte })
	close(ch)
}
