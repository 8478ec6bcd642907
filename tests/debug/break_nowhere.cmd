# Where there is no such place a script goes on, as in gdb: it was a question.
break nosuch
tbreak 999
set confirm off
break nosuch.go:3
print a
