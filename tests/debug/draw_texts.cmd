# Texts of any width, more rows than a box has, and > in expressions.
break 18
run
draw table
draw n > 5
draw p.x > q.x
draw t.next.points[3].y > t.points[4].x
draw n > 5 --dot
draw n > nosuch
