# 1,104 bytes are reachable, in 33 objects; 4 objects are garbage: three nodes that were pushed and dropped, and the array of one
# element that append outgrew.
break 57
run
heap dominators
heap dominators cache
heap dominators queue
heap dominators t
heap dominators head
heap dominators #4
heap leaks
heap graph
heap graph --dot /dev/stdout
continue
heap leaks
heap dominators
heap why head
heap list Tree$
