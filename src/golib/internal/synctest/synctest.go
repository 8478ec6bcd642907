// Package synctest is what testing/synctest and package testing stand on: bubbles of the machine's scheduler.
package synctest

import "internal/rt"

type deadlock string

func (d deadlock) Error() string { return string(d) }

// Run calls f on a goroutine in a new bubble, and returns when all goroutines there have ended. It panics when those that are
// left wait for each other.
func Run(f func()) {
	rt.Bubbled = true
	bubble := rt.BubbleStart(f)
	if bubble == 0 {
		panic("synctest.Run called from within a synctest bubble")
	}
	switch rt.BubbleEnd(bubble) {
	case rt.BubbleStuck:
		panic(deadlock("deadlock: all goroutines in bubble are blocked"))
	case rt.BubbleLeft:
		panic(deadlock("deadlock: main bubble goroutine has exited but blocked goroutines remain"))
	}
}

// Wait returns when all other goroutines of the caller's bubble wait for each other.
func Wait() { rt.BubbleWait() }

// IsInBubble reports whether the caller is in one.
func IsInBubble() bool { return rt.Bubble() != 0 }
