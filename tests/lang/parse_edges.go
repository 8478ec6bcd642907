package main

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// What random cases found: the bits of NaN, and how package time reads what is not quite a number.

func bits(f float64) string { return strconv.FormatUint(math.Float64bits(f), 16) }

func parse(layout, text string) {
	t, err := time.Parse(layout, text)
	fmt.Println(t, err)
}

func main() {
	f, _ := strconv.ParseFloat("nan", 64)
	g, _ := strconv.ParseFloat("NaN", 32)
	fmt.Println(bits(f), bits(g), bits(math.NaN()))
	fmt.Println(bits(math.Mod(1, 0)), bits(math.Remainder(math.Inf(1), 2)), bits(math.Log(-1)), bits(math.Asin(2)))
	odd := math.Float64frombits(0x7ffb2eb6c0000000)
	fmt.Println(bits(math.Acos(odd)), bits(math.Ldexp(math.Float64frombits(0x7ff1f32f72cb4902), 3)))

	parse("06 Jan", "-5 Feb")
	parse("06 Jan", "+7 Feb")
	parse("06 Jan", "-x Feb")
	parse("04.000", "05.+12")
	parse("04.000", "05.-12")
	parse("04.000", "05.-00")
	parse("15 -07", "10 -25")
	parse("15 -07", "10  87")
	parse("15 -0700", "10 +99x0")
	parse("15 Z07:00", "10 +01:61")
	parse("15 Z07:00", "10 +01-61")
}

// Output:
// 7ff8000000000001 7ff8000000000000 7ff8000000000001
// 7ff8000000000001 7ff8000000000001 7ff8000000000001 7ff8000000000001
// 7ffb2eb6c0000000 7ff1f32f72cb4902
// 1995-02-01 00:00:00 +0000 UTC <nil>
// 2007-02-01 00:00:00 +0000 UTC <nil>
// 0001-01-01 00:00:00 +0000 UTC parsing time "-x Feb" as "06 Jan": cannot parse "-x Feb" as "06"
// 0000-01-01 00:05:00.012 +0000 UTC <nil>
// 0001-01-01 00:00:00 +0000 UTC parsing time "05.-12": fractional second out of range
// 0000-01-01 00:05:00 +0000 UTC <nil>
// 0001-01-01 00:00:00 +0000 UTC parsing time "10 -25": time zone offset hour out of range
// 0001-01-01 00:00:00 +0000 UTC parsing time "10  87" as "15 -07": cannot parse "87" as "-07"
// 0001-01-01 00:00:00 +0000 UTC parsing time "10 +99x0": time zone offset hour out of range
// 0001-01-01 00:00:00 +0000 UTC parsing time "10 +01:61": time zone offset minute out of range
// 0001-01-01 00:00:00 +0000 UTC parsing time "10 +01-61" as "15 Z07:00": cannot parse "+01-61" as "Z07:00"
