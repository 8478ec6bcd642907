info goroutines
backtrace
goroutine 3
backtrace
info args
info chan ch
info mutex mu
info defer
waitgraph
print wg
heap list
goroutine apply all print $_goroutine
print made
run
backtrace
core-file core.go
backtrace
