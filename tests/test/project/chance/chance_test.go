package chance

import (
	"crypto/rand"
	"fmt"
	"testing"
	"testing/cryptotest"
)

func TestA(t *testing.T) {
	b := make([]byte, 64)
	cryptotest.SetGlobalRandom(t, 1)
	rand.Read(b)
	fmt.Printf("%x\n", b)
	fmt.Println(rand.Text())
	defer func() { fmt.Println(recover()) }()
	t.Parallel()
}
func TestB(t *testing.T) {
	t.Parallel()
	defer func() { fmt.Println(recover()) }()
	cryptotest.SetGlobalRandom(t, 1)
}
func TestC(t *testing.T) {
	a, b := make([]byte, 8), make([]byte, 8)
	rand.Read(a)
	rand.Read(b)
	fmt.Println(string(a) == string(b))
}
