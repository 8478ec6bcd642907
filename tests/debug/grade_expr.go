// What a lab's expressions may run into in the program.
package main

func spin() int {
	for {
	}
}

func boom() int { panic("in a check") }

func big() []byte { return make([]byte, 1<<40) }

func ok() int { return 1 }

func main() {
	x := ok()
	println(x)
}
