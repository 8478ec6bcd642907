// A directive of a package that is imported says nothing.

//go:debug panicnil=0
package dep

// Show tells what the settings do.
func Show(what string, cap, len int) {
	defer func() { println(what, cap, len, recover() == nil) }()
	panic(nil)
}
