// What a module has is its own, although the library has a package of the same path for itself.
package main

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"golang.org/x/text/unicode/norm"
)

func main() {
	fmt.Println(norm.NFC.String("text"), int(norm.NFC))
	fmt.Println(reflect.TypeOf(norm.NFC).PkgPath())
	r, err := http.NewRequest("GET", "http://bücher.example/", nil)
	fmt.Println(r.Host, err)
	var b strings.Builder
	r.Write(&b) // which brings the host's name into normal form with the library's
	fmt.Println(strings.TrimSpace(strings.Split(b.String(), "\n")[1]))
}
