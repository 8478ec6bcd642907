# A deadline set between another goroutine's look at it and its wait is not missed, however they take turns.
set schedule seed 1
run
set schedule seed 2
run
set schedule seed 3
run
