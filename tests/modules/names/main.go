// Names of functions whose packages' paths have dots in their last elements.
package main

import (
	"fmt"

	"example.com/names.x/d.ot/in"
	"example.com/names.x/yaml.v3"
)

func main() {
	fmt.Println(yaml.F(), yaml.T{}.M(), (&yaml.G[int]{}).N(), yaml.H[yaml.T](), in.F())
	yaml.Panic()
}
