package p //go:debug panicnil=1

var behind int //go:noinline

/* not first */ //go:unknown x=1
type t int      //go:embed x

//go:unknown
func g() { _ = "//go:text" } //go:generate

/* neither first */ //go:noinline
func f()            {}
