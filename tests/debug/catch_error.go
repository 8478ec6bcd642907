package main

import (
	"errors"
	"fmt"
	"os"
)

var errZero = errors.New("zero")

func div(a, b int) (int, error) {
	if b == 0 {
		return 0, errZero
	}
	return a / b, nil
}

func wrap(b int) (q int, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("wrap: %w", err)
		}
	}()
	q, err = div(6, b)
	return
}

func main() {
	fmt.Println(wrap(2))
	fmt.Println(wrap(0))
	_, err := os.Open("/nonexistent")
	fmt.Println(err)
}
