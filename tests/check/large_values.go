package p

var n = len([1 << 61]string{}[f()])

func f() int {
	_ = [1 << 62]int{}
	_ = func() { _ = [1 << 60]string{} }
	return 0
}

func ok() any { return (*[1 << 46]int)(nil) }
