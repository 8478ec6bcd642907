catch panic
catch recover
catch go
catch chan
catch exit
catch alloc Node
catch alloc if $_size > 1000
info breakpoints
run
bt
continue
continue
continue
continue
continue
continue
bt
continue
bt
continue
continue
continue
