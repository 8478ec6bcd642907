break 33
run
p sh
p m
p ch
p n
p *n
p s
set var m["z"] = 4
p m
p two(5)
p $.0
p $8.1
p sh.Side
p sh.Side + 1.5
p $1
p $6[1]
p $6[1] + s[0]
p $4.Val
p *$4
p *$4.Next
p n.Next
p $.Val
p s[0]@2
p {int}&x
p main::x
p x++
p x
p x += 5
p main::x
p $p = n
p $p->Val
p $p.Next.Val
p $1.Side
p len($6)
p $7
p $7["z"]
set var m["q"]++
p m
p $5
p $5.Val*10
p sh.Area()
ptype $1
ptype $5
whatis $6
p struct{a, b int}{1, 2}
p 5 + 6
ptype $39
p $39.b
p $39
p *$p@1
p s@1
p m["k"] == 7 && $1.Area() > 2
set var s[1] = 50
set var n.Val <<= 4
p n.Val
set var n = &Node{9, nil}
p *n
set var s = append(s, 4)
p s
p $4.Val
p func(a int) int { return a * x }(3)
p main::x
