// gc refuses an anonymous interface that contains itself, in a package that has nothing else wrong with it.
package p

type I interface{ m() interface{ I } }

func _() {
	type i interface {
		m() struct{ i interface{ i } }
	}
	type j interface {
		m() map[string][]chan func(*[3]struct{ x interface{ j } })
	}
	type k interface{ m() k }
}
