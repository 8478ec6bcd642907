package p

import _ "/absolute"
import _ "a//b"
import _ "a b"

var t struct{ _ int }

func f(n int) {
	_()
	x := _ + 1
	_ = x
	_ = t._
	m := 10
	_ = make([]byte, m...)
}
