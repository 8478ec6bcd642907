package main

type P struct{ x, y int }

func main() {
	var big [10000]int
	big[9999] = 1
	b := make([]byte, 4999)
	for i := range b {
		b[i] = 'x'
	}
	str := string(b)
	var two [500]int
	for i := 0; i < 250; i++ {
		two[i] = 7
	}
	var ps [300]P
	sl := big[:]
	str2 := "ab" + str + "yz"
	println(big[0], str[0], two[0], ps[0].x, sl[0], str2)
}
