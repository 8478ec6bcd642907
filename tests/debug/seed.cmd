# The lesson's questions before, during and after the run.
segments code
print a
break add
run
print a
print x + y
lookup a
lookup x
set var a = 0x1122
x/8xb &a
next
info locals
info args
bt
up
lookup
continue
finish
next
print a
print $_exitcode
