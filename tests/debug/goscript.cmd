break sum
run
# Values, with an import of its own.
go
import "unicode/utf8"

// The whole list.
for v := dbg.Must(dbg.Eval("*l")); ; {
	name := v.Field("Name").Str()
	fmt.Println(v.Field("Val").Int(), strings.ToUpper(name[:3]), utf8.RuneCountInString(name), v.Type)
	next := v.Field("Next")
	if next.IsNil() {
		break
	}
	v = dbg.Must(dbg.Eval(fmt.Sprintf("*(*main.Node)(%d)", next.Int())))
}
end
# Commands, and what is known of the program.
go
for range 3 {
	dbg.Run("next")
}
for _, f := range dbg.Frames() {
	fmt.Println(f.Level, f.Function, f.File, f.Line, f.Goroutine)
}
fmt.Println(dbg.Breakpoints(), dbg.Goroutines())
f, err := dbg.Selected()
fmt.Println(f.Function, f.Line, err)
for _, v := range dbg.Locals() {
	fmt.Println(v.Name, v.Type, v)
}
out, err := dbg.Output("print n\nprint n+1")
fmt.Printf("%q %v\n", out, err)
if _, err = dbg.Eval("nosuch"); err != nil {
	fmt.Println("error:", err)
}
end
finish
go for _, v := range dbg.Locals() { fmt.Println(v.Kind(), v.Len, len(v.Parts)) }
go e := dbg.Must(dbg.Eval("e")); fmt.Println(e.Float(), e.IsNil(), dbg.Must(dbg.Eval("e == nil")).Bool())
# In a user-defined command.
define doubled
  go
for _, a := range dbg.Args() {
	dbg.Run("print " + a + "*2")
}
  end
end
doubled list.Val 21
show user doubled
pipe go fmt.Println("through a pipe") | tr a-z A-Z
# A string is whole, whatever print shows of it.
set print elements 4
go s := dbg.Must(dbg.Eval(`"twelve bytes"`)); fmt.Println(len(s.Str()), s.Len)
print "twelve bytes"
go dbg.Run("quit 3")
echo not reached\n
