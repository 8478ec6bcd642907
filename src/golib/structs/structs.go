// Package structs defines marker types that can be used as struct fields to modify the properties of a struct.
package structs

// HostLayout marks a struct as using host memory layout, which every struct has here.
type HostLayout struct {
	_ hostLayout
}

type hostLayout struct{}
