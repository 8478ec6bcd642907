break 21
run
set print max-depth 1
p o
p o.table
p o.list
p o.any
set print max-depth 2
p o
p o.table
info locals
