# A panic is caught in the function that panics: deferred calls that have not begun are no frames of the stop's.
catch panic
run
bt
print len(a)
up
info locals
frame 0
# An expression's call leaves that as it is.
print len(fmt.Sprint(a))
info frame
backtrace 1
next
bt
continue
run
finish
