catch deadlock
run
info goroutines
continue
