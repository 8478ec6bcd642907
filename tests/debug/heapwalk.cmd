break 57
run
echo The objects of one line, of one type, in sum.\n
heap list :20\)
heap list Tree$|Tree  \(
heap list nothing like it
heap hist
heap hist size
heap hist site
echo \nWhy they live.\n
heap why head.Next.Next
heap why #4
heap why cache["k"]
heap why cache
heap why #12
heap why #15
heap why queue
heap why shape
heap why visit
heap why #17
heap why local
heap why last
heap why t.Kids[1].Kids[0]
heap why #33
heap why #37
echo \nWho points at whom.\n
heap refs #12
heap refs #2
heap refs t
heap refs #37
heap show #19
heap show #18
heap show &t.Kids[0]
echo \nIn expressions.\n
p #12.Val
p #12
p &#12
p #12.Next == nil && #11.Next.Val == 7
p #1["k"].Val
p len(#3)
ptype #19
p #31[1].Name
x/2dg &#12
echo \nA collection frees what nothing reaches, and a number is not given twice.\n
gc
heap list :20\)
heap why local
p #11.Val
echo \nWhat an address is, and where a name leads.\n
info symbol cache
info symbol queue
info symbol visit
explain cache
