package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

type PathErr struct {
	Path string
	Err  error
}

func (p *PathErr) Error() string { return p.Path + ": " + p.Err.Error() }
func (p *PathErr) Unwrap() error { return p.Err }

func main() {
	base := errors.New("base")
	w := fmt.Errorf("w: %w", base)
	w2 := fmt.Errorf("w2: %w", w)
	fmt.Println(w2, errors.Is(w2, base), errors.Unwrap(w2) == w)
	var pe *PathErr
	err := error(&PathErr{"f", base})
	fmt.Println(errors.As(fmt.Errorf("x: %w", err), &pe), pe.Path)
	j := errors.Join(base, errors.New("second"))
	fmt.Println(j, errors.Is(j, base))
	_, e := os.Open("/no/such/file")
	fmt.Println(e, errors.Is(e, os.ErrNotExist))
	_, e = strconv.ParseInt("99999999999999999999", 10, 64)
	fmt.Println(e)
}

// Output:
// w2: w: base true true
// true f
// base
// second true
// open /no/such/file: no such file or directory true
// strconv.ParseInt: parsing "99999999999999999999": value out of range
