b 5
run
rwatch x
next
next
next
next
next
next
c
c
