break step
run
info args
next
print g[1]
up
print a[1]
down
set var g[2] = 9
explain g
finish
next
print b[2]
print fill(6)[7]
continue
