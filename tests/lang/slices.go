package main

import "fmt"

func main() {
	s := []int{1, 2, 3, 4, 5}
	t := s[1:3]
	t[0] = 20
	fmt.Println(s, t, len(t), cap(t))
	t = append(t, 30)
	fmt.Println(s, t)
	t = append(t, 40, 50, 60)
	t[0] = 99
	fmt.Println(s, t, len(t), cap(t))
	u := s[1:2:3]
	fmt.Println(u, len(u), cap(u))
	v := make([]string, 2, 5)
	v[1] = "b"
	fmt.Printf("%q %d %d\n", v, len(v), cap(v))
	copy(s, s[2:])
	fmt.Println(s)
	var nilS []int
	fmt.Println(nilS == nil, len(nilS), append(nilS, 1, 2))
	w := append([]byte("ab"), "cd"...)
	fmt.Println(string(w))
	arr := [5]int{1, 2, 3}
	brr := arr
	brr[0] = 100
	fmt.Println(arr, brr, arr == brr, len(arr))
	p := &arr
	p[1] = 7
	for i, x := range p {
		fmt.Print(i, "=", x, " ")
	}
	fmt.Println(p[1:3])
	m := [][]int{{1}, {2, 3}, nil}
	m[2] = append(m[2], 5)
	fmt.Println(m, min(3, 1, 2), max(2.5, 1))
	clear(s)
	fmt.Println(s)
	big := []int{}
	for i := range 1000 {
		big = append(big, i*i)
	}
	fmt.Println(len(big), big[999])
	type P struct{ X, Y int }
	ps := []P{{1, 2}, {3, 4}}
	for _, q := range ps {
		q.X = 9
	}
	for i := range ps {
		ps[i].Y *= 2
	}
	fmt.Println(ps)
	ps = append(ps, P{5, 6})
	fmt.Println(ps, ps[1:])
}

// Output:
// [1 20 3 4 5] [20 3] 2 4
// [1 20 3 30 5] [20 3 30]
// [1 20 3 30 5] [99 3 30 40 50 60] 6 8
// [20] 1 2
// ["" "b"] 2 5
// [3 30 5 30 5]
// true 0 [1 2]
// abcd
// [1 2 3 0 0] [100 2 3 0 0] false 5
// 0=1 1=7 2=3 3=0 4=0 [7 3]
// [[1] [2 3] [5]] 1 2.5
// [0 0 0 0 0]
// 1000 998001
// [{1 4} {3 8}]
// [{1 4} {3 8} {5 6}] [{3 8} {5 6}]
