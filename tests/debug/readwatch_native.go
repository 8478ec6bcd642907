package main

import (
	"fmt"
	"os"
	"reflect"
	"sort"
)

type pair struct{ a, b int }

var bytes = []byte("hello\n")
var list = []int{3, 1, 2}
var x = 7
var p = pair{1, 2}
var m = map[pair]int{{1, 2}: 3}
var s = []pair{{5, 6}}

func double(n int) int { return 2 * n }

func main() {
	os.Stdout.Write(bytes)
	sort.Slice(list, func(i, j int) bool { return false })
	reflect.Swapper(list)(0, 1)
	v := reflect.ValueOf(&x).Elem()
	fmt.Println(v.Int())
	w := reflect.New(v.Type()).Elem()
	w.Set(v)
	fmt.Println(w, reflect.ValueOf(m).MapIndex(reflect.ValueOf(&p).Elem()))
	reflect.ValueOf(make(chan int, 1)).Send(v)
	fmt.Println(reflect.ValueOf(double).Call([]reflect.Value{v})[0])
	c := make(chan int, 1)
	reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectSend, Chan: reflect.ValueOf(c), Send: v}})
	fmt.Println(<-c)
	t := reflect.MakeSlice(reflect.TypeOf(s), 1, 1)
	reflect.Copy(t, reflect.ValueOf(s))
	fmt.Println(t)
	fmt.Println(reflect.DeepEqual(&p, &pair{1, 2}))
}
