echo A function that the library calls returns to the library, with its value.\n
break 11
run
finish
up
list 95,98
delete
finish
finish
step
