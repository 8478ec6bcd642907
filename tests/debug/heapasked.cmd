# What was asked for, and what there is: of values exactly, of large arrays too, of small ones between two sizes.
break 19
run
heap list
heap show a
heap show b
heap show big
heap show buf
heap show ints
heap hist type
heap classes
