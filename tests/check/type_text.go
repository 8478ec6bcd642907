// Types in messages are written whole; bodies and elements are not.
package p


func m() {
	(interface{int})
	(interface{int;string})
	(interface{m()})
	(interface{m(); n()})
	(interface{m(); int})
	(interface{~int})
	(interface{~int|string})
	(interface{error})
	(interface{})
	(struct{x int})
	(struct{x, y int})
	(struct{x int; y int})
	(struct{int})
	(struct{})
	(func())
	([]interface{int})
	(map[string]struct{x int; y func(a int) interface{m()}})
	interface{int} = 3
	_ = func() { x := 1; _ = x } + 1
}

func n() {
	(struct {
		x int `tag`
		y string "other"
	})
	[]struct{ x int }{{1}} = 3
	func(a, b int) (c, d interface{ m(x int) string }) { return nil, nil } = 3
}
