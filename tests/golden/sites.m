sites.go:11:9: leaking param: p to result ~r0 level=0
sites.go:13:13: leaking param: p to result ~r0 level=1
sites.go:15:12: leaking param: p to result ~r0 level=2
sites.go:17:11: leaking param: p
sites.go:19:15: leaking param content: p
sites.go:21:12: p does not escape
sites.go:23:11: f does not escape
sites.go:25:16: f does not escape
sites.go:27:10: leaking param: a to result y level=0
sites.go:27:13: leaking param: b to result x level=0
sites.go:29:13: p does not escape
sites.go:38:7: n does not escape
sites.go:38:50: string(rune(n.val)) escapes to heap
sites.go:40:19: leaking param: s
sites.go:41:7: &node{...} escapes to heap
sites.go:42:10: new(node) does not escape
sites.go:43:12: []int{...} does not escape
sites.go:44:11: make([]int, 4) does not escape
sites.go:45:11: make([]int, n) escapes to heap
sites.go:46:21: map[string]int{...} does not escape
sites.go:47:7: func literal does not escape
sites.go:48:8: a.show does not escape
sites.go:49:14: n does not escape
sites.go:50:13: append does not escape
sites.go:51:16: ([]byte)(s + "!") does not escape
sites.go:51:16: s + "!" does not escape
sites.go:51:16: zero-copy string->[]byte conversion
sites.go:54:18: append escapes to heap
sites.go:58:2: moved to heap: n
