decisions.go:9:7: leaking param: e to result ~r0 level=1
decisions.go:13:12: yield does not escape
decisions.go:17:2: func literal does not escape
decisions.go:17:6: leaking param: p
decisions.go:19:3: func literal does not escape
decisions.go:23:10: moved to heap: n
decisions.go:25:9: 5 escapes to heap
decisions.go:26:14: 5 does not escape
decisions.go:29:13: ... argument does not escape
decisions.go:29:14: "a" escapes to heap
decisions.go:29:20: len(z) escapes to heap
decisions.go:29:30: []int{...} escapes to heap
decisions.go:30:13: any(n) escapes to heap
decisions.go:33:9: f escapes to heap
decisions.go:35:9: 10 escapes to heap
decisions.go:36:9: 'a' escapes to heap
decisions.go:37:9: true escapes to heap
decisions.go:38:14: uint8(3) escapes to heap
decisions.go:39:9: 2.5 escapes to heap
decisions.go:40:11: &E{...} does not escape
decisions.go:41:15: ([]byte)("abc") escapes to heap
decisions.go:41:16: ([]byte)("abc") escapes to heap
decisions.go:42:23: map[string]int{...} does not escape
decisions.go:42:28: "a" + z escapes to heap
decisions.go:42:35: map[string]int{...}["x" + z] escapes to heap
decisions.go:42:39: "x" + z does not escape
decisions.go:43:9: func literal escapes to heap
decisions.go:44:15: [2]int{...} escapes to heap
decisions.go:45:24: struct { a int }{...} escapes to heap
decisions.go:46:9: &struct { a int }{...} escapes to heap
decisions.go:47:16: n == 3 && !(n > 4) escapes to heap
decisions.go:48:12: -n + n * 2 * 3 escapes to heap
decisions.go:49:14: ... argument escapes to heap
decisions.go:49:20: sinkf(... argument...)[1:2:n] escapes to heap
decisions.go:50:9: *new(int) escapes to heap
decisions.go:50:13: new(int) does not escape
decisions.go:51:15: string(rune(n)) escapes to heap
decisions.go:51:20: string(rune(n)) escapes to heap
decisions.go:52:15: append escapes to heap
decisions.go:52:15: append(([]int)(nil), n) escapes to heap
decisions.go:54:12: leaking param: a to result ~r0 level=0
decisions.go:59:10: new(int) escapes to heap
decisions.go:66:7: s does not escape
decisions.go:66:43: (*S).self ignoring self-assignment in s.E.p = s.E.p
decisions.go:66:54: (*S).self ignoring self-assignment in s.E = s.E
decisions.go:67:11: b does not escape
decisions.go:67:21: s does not escape
decisions.go:67:55: string(b) does not escape
decisions.go:67:72: ([]rune)(s) does not escape
decisions.go:68:11: s does not escape
decisions.go:68:21: b does not escape
decisions.go:68:31: m does not escape
decisions.go:69:15: string(b) does not escape
decisions.go:70:19: ([]byte)(s) does not escape
decisions.go:70:19: zero-copy string->[]byte conversion
decisions.go:72:16: string(b) does not escape
decisions.go:76:16: string(b) does not escape
decisions.go:79:18: map[any]int{...} does not escape
decisions.go:79:19: 1 escapes to heap
decisions.go:80:4: 5 escapes to heap
decisions.go:81:12: 6 does not escape
decisions.go:83:9: 7 does not escape
decisions.go:85:8: 8 escapes to heap
decisions.go:87:8: s.E.ptr does not escape
decisions.go:96:5: func literal escapes to heap
decisions.go:97:11: make([]byte, 131072) escapes to heap
decisions.go:98:11: make([]byte, 32768) does not escape
decisions.go:103:13: 9 escapes to heap
decisions.go:105:25: []any{...} does not escape
decisions.go:105:26: 1 does not escape
decisions.go:105:29: 2 does not escape
decisions.go:108:6: moved to heap: arr
decisions.go:111:11: new([100000]int) escapes to heap
decisions.go:113:13: 3 does not escape
decisions.go:113:18: 4 does not escape
decisions.go:115:7: func literal does not escape
decisions.go:115:31: new(int) escapes to heap
