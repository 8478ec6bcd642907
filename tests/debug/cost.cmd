# For 100 turns: heap reads and writes p.a, 200 accesses, and one that makes it zero; frame writes 100 elements of an array
# in its frame; data writes 100 of a package variable; calls makes 100 calls; grow allocates at the capacities 1, 2, 4 … 128.
info cost
set cost on
break 65
run
info cost
info cost heap
info cost frame
info cost data
info cost calls
info cost grow
info cost leaf
list /cost 16,24
info cost nosuch
