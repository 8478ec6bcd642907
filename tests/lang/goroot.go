// runtime.GOROOT is a Go tree, if there is one, and what the environment says at the start counts alone.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

func main() {
	root := runtime.GOROOT()
	_, err := os.Stat(filepath.Join(root, "src", "runtime"))
	fmt.Println(root == "" || err == nil, filepath.Clean(root) == root || root == "")
	os.Setenv("GOROOT", "/elsewhere")
	fmt.Println(runtime.GOROOT() == root)
}

// Output:
// true true
// true
