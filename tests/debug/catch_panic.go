package main

func try() {
	defer func() { recover() }()
	panic(any(7))
}

func main() {
	try()
	var p *struct{ X int }
	p.X = 1
}
