package testing

import (
	"internal/testpart"
	"runtime"
)

func init() {
	testpart.Bubble = func(t, f any) bool { return t.(*T).inBubble(f.(func(*T))) }
	testpart.Claim = func(t any) { t.(*T).claim() }
}

// inBubble runs f, in a bubble, as a part of t that reports nothing itself. It runs there because what a test is made of,
// its channels and its context, belongs to the bubble.
func (t *T) inBubble(f func(*T)) bool {
	if t.inCleanups {
		panic("testing: synctest.Run called during t.Cleanup")
	}
	part := &T{fn: f}
	t.child(&part.common, t.name)
	part.bubbled, part.started = true, nil // a search for a line ends where it begins
	go tRunner(part, part.fn)
	if !<-part.signal {
		runtime.Goexit()
	}
	return !part.Failed()
}

// outOfBubble panics for what has no meaning under a bubble's clock.
func (t *T) outOfBubble(method string) {
	if t.bubbled {
		panic("testing: t." + method + " called inside synctest bubble")
	}
}
