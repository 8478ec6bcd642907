break 21
run
heap show m
heap show #1
heap show empty
heap show ch
set print elements 3
heap show many
show draw boxes
draw list > /dev/null
set draw boxes 3
draw list
set draw boxes unlimited
show draw boxes
draw list > /dev/null
