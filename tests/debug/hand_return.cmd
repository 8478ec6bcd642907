break pair
run
bt
return 7, "forced"
bt
next
p n
p s
jump 42
