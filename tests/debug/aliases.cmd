break 14
break 34
run
aliases arg
continue
aliases s
aliases p
aliases grown
aliases window
aliases table
aliases word
aliases local
aliases long
aliases node
aliases views
