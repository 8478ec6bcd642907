package p

//go:noinline
func ok() {}

//go:noinline
var y int

func f4() {
	//go:nosplit
	var z int
	_ = z
}

