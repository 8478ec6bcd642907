# 33 objects live and 4 are garbage; a Tree takes 40 bytes of 48 (see heapwalk.go).
break 57
run
heap classes
gc
heap classes
