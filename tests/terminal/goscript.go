package main

func show(n int) {
	n++
	n += n
}

func spin() {
	println("spinning")
	for {
	}
}

func main() {
	show(1)
	spin()
}
