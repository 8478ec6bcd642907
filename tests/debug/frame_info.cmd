# Every value of `set print frame-info`, at a stop, in the commands that show a frame and in a stepi to the middle of a line;
# the answers are gdb's on a program of the same form in C.
set confirm off
break add
echo === auto\n
set print frame-info auto
run
bt
frame
up
down
next
stepi
finish
continue
frame apply 1 print x
finish
next
echo === source-line\n
set print frame-info source-line
run
bt
frame
up
down
next
stepi
finish
continue
frame apply 1 print x
finish
next
echo === location\n
set print frame-info location
run
bt
frame
up
down
next
stepi
finish
continue
frame apply 1 print x
finish
next
echo === source-and-location\n
set print frame-info source-and-location
run
bt
frame
up
down
next
stepi
finish
continue
frame apply 1 print x
finish
next
echo === location-and-address\n
set print frame-info location-and-address
run
bt
frame
up
down
next
stepi
finish
continue
frame apply 1 print x
finish
next
echo === short-location\n
set print frame-info short-location
run
bt
frame
up
down
next
stepi
finish
continue
frame apply 1 print x
finish
next
set print frame-info auto
bt -frame-info short-location
bt
show print frame-info
