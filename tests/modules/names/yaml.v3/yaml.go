package yaml

import "runtime"

type T struct{}
type G[X any] struct{}

func here() string {
	pc, _, _, _ := runtime.Caller(1)
	return runtime.FuncForPC(pc).Name()
}

func (T) M() string     { return here() }
func (*G[X]) N() string { return here() }
func F() string         { return here() }
func H[X any]() string  { return here() }
func Panic()            { panic("in yaml") }
