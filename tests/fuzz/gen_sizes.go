// gen_sizes SEED writes a program about 100 random types: their size, alignment and fields' offsets, and the capacities that
// append gives slices of them, one element at a time and several; in the end those of bytes and runes, and of headers. tests/run_differ compares what a Go toolchain and strata make of it.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

var state uint64

func rnd(n int) int {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return int(state >> 11 % uint64(n))
}

var words = []string{"bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "int", "uint", "uintptr",
	"float32", "float64", "complex64", "complex128", "string", "any", "error", "*int", "[]byte", "map[string]int", "chan bool",
	"func()", "unsafe.Pointer", "struct{}", "[0]int64", "interface{ M() }"}

// made gives a random type; earlier named types are among those it consists of.
func made(depth, named int) string {
	if depth == 0 || rnd(3) == 0 {
		if named > 0 && rnd(4) == 0 {
			return "T" + strconv.Itoa(rnd(named))
		}
		return words[rnd(len(words))]
	}
	switch rnd(6) {
	case 0:
		return fmt.Sprintf("[%d]%s", rnd(6), made(depth-1, named))
	case 1:
		return "[]" + made(depth-1, named)
	case 2:
		return "*" + made(depth-1, named)
	}
	return record(depth, named)
}

func record(depth, named int) string {
	var fields []string
	for i := range rnd(7) {
		name := "F" + strconv.Itoa(i)
		if rnd(8) == 0 {
			name = "_"
		}
		fields = append(fields, name+" "+made(depth-1, named))
	}
	return "struct { " + strings.Join(fields, "; ") + " }"
}

func main() {
	seed, _ := strconv.ParseUint(os.Args[1], 10, 64)
	state = seed*2685821657736338717 + 88172645463325252
	for range 20 {
		rnd(2)
	}
	fmt.Print(`package main

import (
	"fmt"
	"reflect"
	"unsafe"
)

func grown[T any](n int) (caps []int) {
	var s []T
	var zero T
	for range n {
		if s = append(s, zero); len(caps) == 0 || caps[len(caps)-1] != cap(s) {
			caps = append(caps, cap(s))
		}
	}
	return append(caps, cap(append([]T(nil), make([]T, n)...)), cap(append(make([]T, n), zero)))
}

// steps appends so many elements at a time to a slice with some elements and some room.
func steps[T any](have, room int, counts ...int) (caps []int) {
	s := make([]T, have, have+room)
	for _, n := range counts {
		s = append(s, make([]T, n)...)
		caps = append(caps, cap(s))
		s = append(s[:len(s)/2:min(cap(s), len(s)/2+n%5)], s[len(s)/2:]...)
		caps = append(caps, cap(s))
	}
	var z T
	return append(caps, cap(append(s, z, z, z)), cap(append(s[:0:0], z, z, z, z, z)))
}

var bytes []byte
var runes []rune

func texts(n int) (caps []int) {
	text := string(make([]byte, n))
	bytes = []byte(text)
	runes = []rune(text)
	caps = append(caps, cap(bytes), cap(runes))
	bytes = append(bytes, text...)
	runes = append(runes, []rune(text)...)
	caps = append(caps, cap(bytes), cap(runes))
	bytes = append(bytes[:0:0], text+text...)
	return append(caps, cap(bytes))
}

func fields(t reflect.Type) (offsets []uintptr) {
	for i := range t.NumField() {
		offsets = append(offsets, t.Field(i).Offset)
	}
	return
}

`)
	for i := range 100 {
		t := record(3, i)
		if rnd(3) == 0 {
			t = made(3, i)
		}
		fmt.Printf("type T%d %s\n\n", i, t)
	}
	fmt.Println("func main() {")
	fmt.Println("\tfmt.Println(unsafe.Sizeof(\"\"), unsafe.Sizeof(map[string]T1{}), unsafe.Sizeof([]T2{}), unsafe.Sizeof((chan T3)(nil)), " +
		"unsafe.Sizeof(texts), unsafe.Sizeof(any(1)), unsafe.Alignof(\"\"), unsafe.Alignof(map[int]T5{}))")
	for i := range 100 {
		fmt.Printf("\t{\n\t\tvar x T%d\n\t\tfmt.Println(%d, unsafe.Sizeof(x), unsafe.Alignof(x), grown[T%d](%d))\n", i, i, i, 1+rnd(70))
		fmt.Printf("\t\tfmt.Println(steps[T%d](%d, %d, %d, %d, %d))\n", i, rnd(40), rnd(9), rnd(20), rnd(300), rnd(1<<rnd(12)))
		fmt.Println("\t\tif t := reflect.TypeOf(x); t != nil && t.Kind() == reflect.Struct {\n\t\t\tfmt.Println(fields(t), t.Size(), t.FieldAlign())\n\t\t}\n\t}")
	}
	for range 20 {
		fmt.Printf("\tfmt.Println(texts(%d))\n", rnd(1<<rnd(17)))
	}
	fmt.Println("}")
}
