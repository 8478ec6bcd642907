# As gdb on the same program in C: the frame is shown when the last of the steps has changed it.
break main.main
run
step 2
step 2
step 3
step 2
next 3
