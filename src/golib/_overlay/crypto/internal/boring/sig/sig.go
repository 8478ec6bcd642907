//go:build go1.26

// Package sig marks the code of programs for tools that look for it in executables; there is none.
package sig

func BoringCrypto()   {}
func StandardCrypto() {}
