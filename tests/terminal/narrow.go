package main

func show(text string, first, second int) {
	println(text, first+second)
}

func main() {
	show("hello at home, friend", 1234567, 7654321)
}
