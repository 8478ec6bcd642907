break main.main
run
set print array on
p o
p o.arr
p m
set print pretty on
p o
p m
p o.ins
set print array-indexes on
p o.ins
p m
