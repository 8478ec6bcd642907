break -line 10
break -source linespec.go -line 11
break -function add
break -source linespec.go -func add if x > 5
break -qualified main.add
break -li 10
break 'add'
break "linespec.go":10
break "linespec.go:10"
break linespec.go : 10
break *add
list -line 10
list 'linespec.go':3,"linespec.go":4
info line -function add
info scope -function add
clear -line 11
info breakpoints
dprintf 10,x
