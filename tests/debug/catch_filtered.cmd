# An event that a condition lets pass takes nothing with it: neither a breakpoint nor a step at the next instruction.
catch alloc if $_size > 1000
catch chan
catch panic if $_size > 1000
break 22
break tidy
run
continue
continue
next 2
set $at = (uint64)($pc)
stepi 2
p (uint64)($pc) - $at
continue
continue
finish
# A watchpoint that stops where a breakpoint is leaves the breakpoint its stop.
delete
break 28
watch total
watch n if n > 100
continue
info breakpoints
continue
info breakpoints
continue
