package abi

// FuncID is newer than the library's package of this name.
type FuncID uint8

const FuncIDSpeak FuncID = 7

// Bare has its body in assembly, and is not called.
func Bare(f any) uintptr
