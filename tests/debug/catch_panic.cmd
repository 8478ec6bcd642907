catch panic
run
next
continue
next
