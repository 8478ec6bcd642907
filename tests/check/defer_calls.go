package main

func f() int { return 1 }
func main() {
	defer int(f())
	go int(f())
	defer any(f())
	defer (func())(nil)
	defer (func())(func() {})()
	defer len("x")
	type F func()
	go F(func() {})
}
