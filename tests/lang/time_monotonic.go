// Times of Now have a monotonic reading besides the clock's, which some operations keep and others leave out.
package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"reflect"
	"regexp"
	"time"
	"unsafe"
)

var form = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [+-]\d{4} \S+ m=[+-]\d+\.\d{9}$`)

func main() {
	t := time.Now()
	fmt.Println(unsafe.Sizeof(t), form.MatchString(t.String()), form.MatchString(fmt.Sprint(t.Add(-time.Hour))))
	without := t.Round(0)
	fmt.Println(form.MatchString(without.String()), t == without, t.Equal(without), reflect.DeepEqual(t, without), t.Compare(without))
	for _, u := range []time.Time{t.In(time.Local), t.Local(), t.Truncate(-1), t.AddDate(0, 0, 0), t.Truncate(1), time.Unix(t.Unix(), int64(t.Nanosecond()))} {
		fmt.Print(u == without, " ")
	}
	fmt.Println(t.UTC() == without.UTC(), t.Add(0) == t)

	// What has both readings goes by the monotonic one; the first and the last are the same on the wall.
	later := t.Add(time.Minute)
	fmt.Println(later.Sub(t), t.Sub(later), later.After(t), t.Before(later), later.Add(-time.Minute) == t, later.Sub(without))
	fmt.Println(t.Add(1<<63-1).Sub(t), t.Add(-1<<63).Sub(t), t.Add(-1<<63).Before(t))
	far := time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC)
	fmt.Println(far.Sub(t) == 1<<63-1, t.Sub(time.Time{}) == 1<<63-1, time.Time{}.Sub(t) == -1<<63, far.After(t))
	fmt.Println(t.Add(280*365*24*time.Hour).String() == t.Add(280*365*24*time.Hour).Round(0).String())

	var b bytes.Buffer
	gob.NewEncoder(&b).Encode(t)
	var back time.Time
	gob.NewDecoder(&b).Decode(&back)
	fmt.Println(back.Equal(t), form.MatchString(back.String()))
	text, _ := t.MarshalText()
	fmt.Println(string(text) == t.Format(time.RFC3339Nano))
	fmt.Println(map[time.Time]int{t: 1}[without], map[time.Time]int{without: 1}[t.Round(0)])
	time.Sleep(time.Millisecond)
	fmt.Println(time.Since(t) >= time.Millisecond, time.Until(t) < 0, time.Time{}, time.Time{}.Add(-1))
}

// Output:
// 24 true true
// false false true false 0
// true true true true true true true true
// 1m0s -1m0s true true true 1m0s
// 2562047h47m16.854775807s -2562047h47m16.854775808s true
// true true true true
// true
// true false
// true
// 0 1
// true true 0001-01-01 00:00:00 +0000 UTC 0000-12-31 23:59:59.999999999 +0000 UTC
