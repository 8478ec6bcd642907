// Package testpart is what packages below testing ask of package testing, which sets these functions, beyond what it exports. t is
// a *testing.T.
package testpart

// Bubble runs f, a func(*testing.T), as a part of t, in the bubble of testing/synctest that it is called in, and reports whether
// it succeeded.
var Bubble func(t, f any) bool

// Claim says that t uses what the whole process shares: it panics when t is a part of parallel tests, and makes T.Parallel panic.
var Claim func(t any)
