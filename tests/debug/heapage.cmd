# The channel and one item by goroutine 1, then 2 and 3 by the workers; each collection ages what is there.
break 29
run
heap hist goroutine
heap hist age
gc
gc
heap hist age
next
heap hist goroutine
heap hist age
heap show kept[1]
heap show last
gc
gc
gc
heap hist age
heap show kept[1]
heap show last
heap mark end
