break many
catch escape
run
continue
continue
continue
delete
break 113
continue
print n
up
print n
info locals
print &count
print list[1] + count
print *p
print *held == kept
info address count
info address kept
info symbol &small
info symbol &kept
lookup count
explain count
explain kept
whatis whole
x/1db &small
set var count = 20
set var small = -100
set var name = "by hand"
set var kept = 70
print *held
call bump()
print count
info scope 113
down
watch small
watch name
continue
continue
info watchpoints
delete
tbreak 113
jump 100
print count
print small
print name
watch kept
continue
delete
continue
