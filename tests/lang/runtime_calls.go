package main

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
)


func main() {
	_, file, line, ok := runtime.Caller(0)
	fmt.Println(file[len(file)-16:], line, ok)
	fmt.Println(runtime.NumGoroutine(), runtime.GOOS, runtime.GOARCH)
	done := make(chan bool)
	go func() {
		defer close(done)
		defer fmt.Println("deferred before exit")
		runtime.Goexit()
	}()
	<-done
	runtime.GC()
	fmt.Println(len(os.Args), os.Getenv("NO_SUCH_VAR") == "")
	v := reflect.ValueOf(map[string]int{"a": 1})
	fmt.Println(v.Kind(), v.Len(), reflect.TypeOf(1.5), reflect.DeepEqual([]int{1}, []int{1}))
}

// Output:
// runtime_calls.go 12 true
// 1 linux amd64
// deferred before exit
// 1 true
// map 1 float64 true
