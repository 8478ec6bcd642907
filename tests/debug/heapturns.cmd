# Goroutines take turns 200,000 times: the log of who allocated what is kept short, and still true of the ten items kept.
break 24
run
gc
heap hist goroutine
heap show kept[0]
heap show kept[9]
heap show kept[8]
