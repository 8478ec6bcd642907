catch append-grow
catch escape
catch alloc Node
catch alloc []Node
catch alloc site 35
catch alloc if $_size > 1000
info breakpoints
run
continue
continue
continue
continue
continue
echo \nVariables that were moved to the heap.\n
continue
bt
continue
continue
continue
continue
continue
echo \nNodes; then only those of line 35, of several at once, or large ones.\n
continue
disable 3
continue
p $_size
continue
disable 4
run
