package main

func f(n int) int { return f(n+1) + 1 }

func main() { f(0) }

// Output:
// Status: 2
// Stderr: runtime: goroutine stack exceeds 1000000000-byte limit
// GCStress: 10000000
