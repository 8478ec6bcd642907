// Package synctest provides support for testing concurrent code: a test runs in a bubble, whose goroutines have a clock of their
// own. It begins at midnight UTC 2000-01-01, and goes on, by leaps, only while all of them wait for each other or sleep.
package synctest

import (
	"internal/synctest"
	"internal/testpart"
	"testing"
)

// Test calls f in a new bubble, with a T whose cleanup functions run there, and waits for all goroutines that begin there. Run,
// Parallel and Deadline of that T panic. Test must not be called in a bubble. When goroutines that are left wait for each
// other, it panics.
func Test(t *testing.T, f func(*testing.T)) {
	ok := false
	synctest.Run(func() { ok = testpart.Bubble(t, f) })
	if !ok {
		t.FailNow()
	}
}

// Wait waits until every other goroutine of the caller's bubble is durably blocked: waits for something that can only come from
// the bubble. It panics outside of bubbles, and when another goroutine of the bubble is in it.
func Wait() { synctest.Wait() }
