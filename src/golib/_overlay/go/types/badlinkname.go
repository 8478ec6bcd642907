//go:build go1.26

package types

// The tree's file of this name is for packages that reach for unexported functions: they cannot.
