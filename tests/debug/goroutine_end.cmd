tbreak worker if id == 1
run
next 3
next
next
info goroutines
next 3
next
tbreak leaves
continue
next
next
next
next
next
tbreak handled
next
next
next
bt
next
next
next
next
continue
tbreak worker if id == 1
run
delete
step 4
step
next 20
