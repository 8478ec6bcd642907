break 55
break 70
run
draw
continue
draw l
draw t
draw r
draw s
draw both
draw shape
draw table
draw long
draw n
draw l --dot
draw l --svg
draw l > /nonexistent/x
