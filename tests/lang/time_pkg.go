package main

import (
	"fmt"
	"time"
)


func main() {
	d := 90*time.Minute + 30*time.Second
	fmt.Println(d, d.Hours(), time.Duration(1500)*time.Microsecond, d.Round(time.Hour))
	t := time.Date(2024, time.February, 29, 13, 4, 5, 0, time.UTC)
	fmt.Println(t, t.Weekday(), t.YearDay(), t.Unix())
	fmt.Println(t.Format("2006-01-02 15:04:05 Mon Jan"), t.AddDate(1, 0, 0).Format(time.RFC3339))
	u, err := time.Parse("2006-01-02", "2024-03-01")
	fmt.Println(u.Sub(t), err, u.After(t))
	_, err = time.ParseDuration("1h15m30.5s")
	fmt.Println(err)
	start := time.Now()
	time.Sleep(5 * time.Millisecond)
	fmt.Println(time.Since(start) >= 5*time.Millisecond)
}

// Output:
// 1h30m30s 1.5083333333333333 1.5ms 2h0m0s
// 2024-02-29 13:04:05 +0000 UTC Thursday 60 1709211845
// 2024-02-29 13:04:05 Thu Feb 2025-03-01T13:04:05Z
// 10h55m55s <nil> true
// <nil>
// true
