// An alias whose struct leads back to it through an interface that is declared later: its pointer is a valid type meanwhile.
package main

type (
	methods = struct {
		Flags flags
		Merge func(mergeInput) mergeOutput
	}
	flags       = uint64
	mergeInput  = struct{ Source Message }
	mergeOutput = struct{ N int }
)

type Message interface{ Methods() *methods }

type impl struct{}

func (impl) Methods() *methods {
	return &methods{Flags: 3, Merge: func(in mergeInput) mergeOutput { return mergeOutput{int(in.Source.Methods().Flags)} }}
}

var _ Message = impl{}

func main() {
	var m Message = impl{}
	println(m.Methods().Merge(mergeInput{m}).N)
}

// Stderr: 3
