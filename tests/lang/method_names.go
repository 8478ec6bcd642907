package main

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

type T struct{ n int }

func (t T) M(x int) int  { return t.n + x }
func (t *T) P(x int) int { return t.n - x }

type E struct{ *T }
type G[X any] struct{ x X }

func (g *G[X]) Get() X { return g.x }

func name(f any) string { return runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name() }

func main() {
	t := &T{5}
	var b strings.Builder
	fmt.Println(name(t.M), name(t.P), name(T.M), name((*T).P), name((*T).M), name(E{t}.M), name(E{t}.P), name(E.M), name(b.Len))
	g := &G[int]{3}
	fmt.Println(name(g.Get), name((*G[int]).Get))
}
