# main.a where a local hides a: the package variable, in expressions too.
break add
run
up
print main.a == 10
print main.a + a
print &main.a == &a
print *&main.a * 2
print len("main.a") + main.table[1]
set var main.a = main.a + 1
print main.a - a
print a
down
print main.a + 1
print main.b + 1
