init-if-undefined $n = 4
init-if-undefined $n = 5
print $n
set $n = 6
init-if-undefined $n = 7
print $n
break h
run
up-silently
print x
down-silently
frame
select-frame 1
frame
select-frame function h
info args
up-silently 5
frame
up-silently
