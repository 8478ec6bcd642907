# A picture whose first box is garbage: the list of boxes moved under its maker's hands.
break add
run
heap graph
heap graph --dot /dev/null
gc
heap graph
