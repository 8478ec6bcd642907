package fails

import (
	"fmt"
	"testing"
)

func TestOne(t *testing.T) { t.Error("one") }
func TestTwo(t *testing.T) {
	t.Run("sub", func(t *testing.T) { t.Fatal("two") })
	t.Log("goes on")
}
func TestThree(t *testing.T) { fmt.Println("three") }
func ExampleWrong() {
	fmt.Println("this")
	// Output: that
}
