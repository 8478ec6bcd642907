break 45
run
next 2
watch -location n.Val
watch m["k"]
awatch total if total > 3
watch len(m) + total
info breakpoints
continue
continue
continue
continue
continue
continue
continue
