// Functions without bodies that are those of other packages, and of Go's runtime, by linkname.
package main

import (
	"fmt"
	"reflect"
	"sort"
	"time"
	"unsafe"

	"example.com/links/other"
	_ "example.com/links/pushed"
)

//go:linkname hidden example.com/links/other.hidden
func hidden(a int, b string) (string, int)

//go:linkname nanotime runtime.nanotime
func nanotime() int64

//go:linkname fastrandn runtime.fastrandn
func fastrandn(n uint32) uint32

//go:linkname memhash runtime.memhash
func memhash(p unsafe.Pointer, seed, n uintptr) uintptr

//go:linkname strhash runtime.strhash
func strhash(p unsafe.Pointer, seed uintptr) uintptr

//go:linkname procPin runtime.procPin
func procPin() int

//go:linkname procUnpin runtime.procUnpin
func procUnpin()

//go:linkname unsafeNew reflect.unsafe_New
func unsafeNew(t unsafe.Pointer) unsafe.Pointer

//go:linkname unsafeNewArray reflect.unsafe_NewArray
func unsafeNewArray(t unsafe.Pointer, n int) unsafe.Pointer

//go:linkname typedmemmove reflect.typedmemmove
func typedmemmove(t, dst, src unsafe.Pointer)

//go:linkname typedslicecopy reflect.typedslicecopy
func typedslicecopy(t unsafe.Pointer, dst, src header) int

//go:linkname ifaceE2I reflect.ifaceE2I
func ifaceE2I(t unsafe.Pointer, x any, dst unsafe.Pointer)

//go:linkname makemap reflect.makemap
func makemap(t unsafe.Pointer, n int) unsafe.Pointer

//go:linkname maplen reflect.maplen
func maplen(m unsafe.Pointer) int

//go:linkname mapassign reflect.mapassign
func mapassign(t, m, key, elem unsafe.Pointer)

//go:linkname mapaccess reflect.mapaccess
func mapaccess(t, m, key unsafe.Pointer) unsafe.Pointer

//go:linkname mapassignFaststr runtime.mapassign_faststr
func mapassignFaststr(t, m unsafe.Pointer, key string) unsafe.Pointer

//go:linkname mapiterinit reflect.mapiterinit
func mapiterinit(t, m unsafe.Pointer, it *iter)

//go:linkname mapiternext reflect.mapiternext
func mapiternext(it *iter)

type header struct {
	data     unsafe.Pointer
	len, cap int
}

type iter struct {
	key, elem unsafe.Pointer
	rest      [10]unsafe.Pointer
}

type rtype struct{}

//go:linkname rtypeString reflect.(*rtype).String
func rtypeString(t *rtype) string

//go:linkname rtypeKind reflect.(*rtype).Kind
func rtypeKind(t *rtype) reflect.Kind

//go:linkname rtypeField reflect.(*rtype).Field
func rtypeField(t *rtype, i int) reflect.StructField

//go:linkname toType reflect.toType
func toType(t *rtype) reflect.Type

func word(x any) unsafe.Pointer { return (*[2]unsafe.Pointer)(unsafe.Pointer(&x))[0] }
func data(x any) unsafe.Pointer { return (*[2]unsafe.Pointer)(unsafe.Pointer(&x))[1] }

type pair struct {
	A string
	B *int `tag:"b"`
}

func values() {
	n := 5
	t := word(pair{})
	p := (*pair)(unsafeNew(t))
	typedmemmove(t, unsafe.Pointer(p), unsafe.Pointer(&pair{"x", &n}))
	fmt.Println(p.A, *p.B, rtypeString((*rtype)(t)), rtypeKind((*rtype)(t)), rtypeField((*rtype)(t), 1).Tag, toType((*rtype)(t)))
	list := unsafe.Slice((*pair)(unsafeNewArray(t, 4)), 4)
	for i := range list {
		list[i].A = fmt.Sprint(i)
	}
	whole := header{unsafe.Pointer(&list[0]), 4, 4}
	fmt.Println(typedslicecopy(t, header{unsafe.Pointer(&list[1]), 3, 3}, whole), list[0].A, list[1].A, list[2].A, list[3].A)
	var s fmt.Stringer
	ifaceE2I(data(reflect.TypeFor[fmt.Stringer]()), time.Second, unsafe.Pointer(&s))
	fmt.Println(s)
}

func maps() {
	t := word(map[string]int{})
	m := makemap(t, 3)
	for i, k := range []string{"a", "b", "c"} {
		mapassign(t, m, unsafe.Pointer(&k), unsafe.Pointer(&i))
		*(*int)(mapassignFaststr(t, m, k)) += 10
		*(*int)(mapassignFaststr(t, m, k+k))--
	}
	key, none := "b", "none"
	fmt.Println(maplen(m), *(*int)(mapaccess(t, m, unsafe.Pointer(&key))), mapaccess(t, m, unsafe.Pointer(&none)))
	var found []string
	var it iter
	for mapiterinit(t, m, &it); it.key != nil; mapiternext(&it) {
		found = append(found, fmt.Sprint(*(*string)(it.key), *(*int)(it.elem)))
	}
	sort.Strings(found)
	fmt.Println(found, *(*map[string]int)(unsafe.Pointer(&m)))
}

func main() {
	fmt.Println(hidden(1, "hidden"))
	fmt.Println(other.Given(4))
	values()
	maps()
	began := nanotime()
	time.Sleep(time.Millisecond)
	s, u := "text", []byte("text")
	fmt.Println(nanotime()-began >= 1e6, fastrandn(1), strhash(unsafe.Pointer(&s), 7) == memhash(unsafe.Pointer(&u[0]), 7, 4),
		strhash(unsafe.Pointer(&s), 7) == strhash(unsafe.Pointer(&s), 8), procPin() >= 0)
	procUnpin()
}
