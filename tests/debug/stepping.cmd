starti
next
next
next
next
next
next
next
next
next
next
next
next
next
next
next
next
next
next
next
next
tbreak fib if n == 20
run
bt 2
next
next
next
p a
finish
tbreak risky
continue
next
next
next
next
next
next
next
until 47
next
next
starti
advance fib
until 22
finish
