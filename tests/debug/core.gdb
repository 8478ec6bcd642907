backtrace
info locals
up
info locals
print list
print *list.next
print ages
print ages["bob"]
print shapes
print shapes[1].Area()
print made
print scale(3)
print add(1, 2)
ptype list
x/2dw &x
info frame
frames
lookup shapes
explain list
info goroutines
heap list
heap why 1
segments
list add
info breakpoints
break main
watch ages
print $_siginfo
call add(1, 2)
call shapes[0].Area()
print x = 5
set var ages["ann"] = 5
exec add(3, 4)
continue
step
next
finish
until
advance 36
jump 36
signal 0
stepi
return
gc
kill
gcore
restore core.go
info program
info inferiors
info files
core-file
info inferiors
backtrace
core-file
info breakpoints
