break 13
run
heap classes
gc
segments heap
heap why pairs[399]
heap refs big
heap hist
info symbol &big[99999]
info symbol &pairs[0].b
