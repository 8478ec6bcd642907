package test

import (
	"fmt"
	"math/rand"
	mytime "oracle/time"
	"strings"
	"testing"
	"time"
)

var layouts = []string{time.Layout, time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC822Z, time.RFC850, time.RFC1123,
	time.RFC1123Z, time.RFC3339, time.RFC3339Nano, time.Kitchen, time.Stamp, time.StampMilli, time.StampMicro, time.StampNano, time.DateTime,
	time.DateOnly, time.TimeOnly, "2006-002 15h", "__2 _2 _2006 06", "Monday January 2 3:4:5pm .000 05.99 Z0700 -07:00:00 Z070000 -07 Z07", "Mond Janu 20061 0102", "05,000000", "x.0000y", "2 1 3 4 5 06 15 PM", "2006-01-02 15:04:05.999999999 -0700 MST"}

func randomTimes(r *rand.Rand) (mytime.Time, time.Time) {
	year, month, day := r.Intn(4000)-1000, r.Intn(30)-8, r.Intn(80)-20
	if r.Intn(2) == 0 {
		year = 1990 + r.Intn(50)
	}
	h, m, s, ns := r.Intn(60)-20, r.Intn(100)-20, r.Intn(100)-20, []int{0, 1, 500000000, 123456789, 120000000, r.Intn(2e9) - 5e8}[r.Intn(6)]
	switch r.Intn(3) {
	case 0:
		offset := r.Intn(100000) - 50000
		return mytime.Date(year, mytime.Month(month), day, h, m, s, ns, mytime.FixedZone("ABC", offset)), time.Date(year, time.Month(month), day, h, m, s, ns, time.FixedZone("ABC", offset))
	case 1:
		return mytime.Date(year, mytime.Month(month), day, h, m, s, ns, mytime.FixedZone("", 5400)), time.Date(year, time.Month(month), day, h, m, s, ns, time.FixedZone("", 5400))
	}
	return mytime.Date(year, mytime.Month(month), day, h, m, s, ns, mytime.UTC), time.Date(year, time.Month(month), day, h, m, s, ns, time.UTC)
}

func TestTime(t *testing.T) {
	r := rand.New(rand.NewSource(10))
	for i := 0; i < 50000; i++ {
		a, b := randomTimes(r)
		a2, b2 := randomTimes(r)
		layout := layouts[r.Intn(len(layouts))]
		ay, aw := a.ISOWeek()
		by, bw := b.ISOWeek()
		d := time.Duration(r.Int63() >> r.Intn(60))
		months := r.Intn(40) - 20
		x := fmt.Sprint(a.Format(layout), a, a.YearDay(), a.Weekday(), ay, aw, a.Unix(), a.UnixMilli(), a.GoString(), a.Sub(a2), a.Compare(a2), a.Add(mytime.Duration(d)), a.AddDate(1, months, 40),
			a.Truncate(mytime.Duration(d)).UnixNano(), a.Round(mytime.Duration(d)).UnixNano(), a.UTC(), a.IsZero())
		y := fmt.Sprint(b.Format(layout), b, b.YearDay(), b.Weekday(), by, bw, b.Unix(), b.UnixMilli(), b.GoString(), b.Sub(b2), b.Compare(b2), b.Add(d), b.AddDate(1, months, 40),
			b.Truncate(d).UnixNano(), b.Round(d).UnixNano(), b.UTC(), b.IsZero())
		if x != y {
			t.Fatalf("%q\n%s\n%s", layout, x, y)
		}
	}
}

func TestParseTime(t *testing.T) {
	r := rand.New(rand.NewSource(11))
	failures := 0
	check := func(layout, value string) {
		a, e1 := mytime.Parse(layout, value)
		b, e2 := time.Parse(layout, value)
		x, y := fmt.Sprint(a, e1), fmt.Sprint(b, e2)
		if e1 != nil && e2 != nil {
			x, y = "", "" // both refuse; which element they blame may differ
		}
		if x != y && failures < 15 {
			failures++
			t.Errorf("Parse(%q, %q)\n got %s\nwant %s", layout, value, x, y)
		}
	}
	for i := 0; i < 100000; i++ {
		_, b := randomTimes(r)
		layout := layouts[r.Intn(len(layouts))]
		value := b.Format(layout)
		switch r.Intn(4) {
		case 0:
			k := r.Intn(len(value) + 1)
			value = value[:k] + string("0123456789 :.aJZ"[r.Intn(16)]) + value[k:]
		case 1:
			if value != "" {
				k := r.Intn(len(value))
				value = value[:k] + value[k+1:]
			}
		case 2:
			value = strings.ToUpper(value)
		}
		check(layout, value)
	}
}

func TestDuration(t *testing.T) {
	pair(t, "String", func(d int64) string { return mytime.Duration(d).String() }, func(d int64) string { return time.Duration(d).String() }, 20000)
	pair(t, "Round", func(d, m int64) []int64 {
		return []int64{int64(mytime.Duration(d).Round(mytime.Duration(m))), int64(mytime.Duration(d).Truncate(mytime.Duration(m))), int64(mytime.Duration(d).Abs())}
	},
		func(d, m int64) []int64 {
			return []int64{int64(time.Duration(d).Round(time.Duration(m))), int64(time.Duration(d).Truncate(time.Duration(m))), int64(time.Duration(d).Abs())}
		}, 20000)
	pair(t, "Hours", func(d int64) []float64 {
		return []float64{mytime.Duration(d).Hours(), mytime.Duration(d).Minutes(), mytime.Duration(d).Seconds()}
	},
		func(d int64) []float64 {
			return []float64{time.Duration(d).Hours(), time.Duration(d).Minutes(), time.Duration(d).Seconds()}
		}, 5000)
	r := rand.New(rand.NewSource(12))
	for i := 0; i < 50000; i++ {
		s := time.Duration(r.Uint64() >> r.Intn(64)).String()
		for n := r.Intn(4); n > 0; n-- {
			k := r.Intn(len(s) + 1)
			s = s[:k] + []string{"1", "9999999999", ".", "h", "m", "s", "ms", "µs", "us", "-", "+", "0", "x"}[r.Intn(13)] + s[k:]
		}
		a, e1 := mytime.ParseDuration(s)
		b, e2 := time.ParseDuration(s)
		if int64(a) != int64(b) || fmt.Sprint(e1) != fmt.Sprint(e2) {
			t.Fatalf("ParseDuration(%q) = %v %v, want %v %v", s, a, e1, b, e2)
		}
	}
}
