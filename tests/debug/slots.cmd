break work
break 19
break 23
tbreak 11
run
up
info frame
continue
info frame
continue
info frame
delete 2
continue
info frame
