package time

import "internal/rt"

// A Time is one of two things, as the highest bit of wall tells:
//
//	without it	nanoseconds in wall's lowest bits, seconds since January 1, year 1, 00:00:00 UTC in ext
//	with it		nanoseconds there and above them the seconds since 1885, as the clock of the wall showed them; in ext the
//			reading of the monotonic clock: nanoseconds since the program's start
//
// Two times with a reading are compared by it alone, so that a clock that is set does not count.
const (
	hasMonotonic = 1 << 63
	nsecBits     = 30
	secBits      = 33
	monoEpoch    = unixEpoch - 31045*secondsPerDay // 1885
)

// started is the monotonic clock when the program began; no reading is 0.
var started = rt.Nanotime() - 1

// instant makes a Time without a monotonic reading, of seconds since year 1 and nanoseconds below a second.
func instant(sec, nsec int64, loc *Location) Time { return Time{uint64(nsec), sec, loc} }

// Now returns the current local time, with a monotonic reading.
func Now() Time {
	sec, nsec, mono := rt.Walltime()
	since := sec + unixEpoch - monoEpoch
	if mono == 0 || uint64(since)>>secBits != 0 {
		return instant(sec+unixEpoch, int64(nsec), Local)
	}
	return Time{hasMonotonic | uint64(since)<<nsecBits | uint64(nsec), mono - started, Local}
}

func (t Time) monotonic() bool { return t.wall&hasMonotonic != 0 }

// sec returns the seconds since year 1, nsec the nanoseconds beside them.
func (t Time) sec() int64 {
	if t.monotonic() {
		return monoEpoch + int64(t.wall<<1>>(nsecBits+1))
	}
	return t.ext
}

func (t Time) nsec() int64 { return int64(t.wall & (1<<nsecBits - 1)) }

// stripped returns t without a monotonic reading, shown the same in another zone.
func (t Time) stripped() Time           { return t.shown(t.loc) }
func (t Time) shown(loc *Location) Time { return instant(t.sec(), t.nsec(), loc) }
func (t Time) later(sec int64) Time     { return instant(t.sec()+sec, t.nsec(), t.loc) }
func bothMonotonic(t, u Time) bool      { return t.wall&u.wall&hasMonotonic != 0 }

// After, Before, Compare and Equal compare instants, whatever their zones.
func (t Time) After(u Time) bool  { return t.Compare(u) > 0 }
func (t Time) Before(u Time) bool { return t.Compare(u) < 0 }
func (t Time) Equal(u Time) bool  { return t.Compare(u) == 0 }

func (t Time) Compare(u Time) int {
	if bothMonotonic(t, u) {
		return compare(t.ext, u.ext)
	}
	if order := compare(t.sec(), u.sec()); order != 0 {
		return order
	}
	return compare(t.nsec(), u.nsec())
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return +1
	}
	return 0
}

// Add returns the time t+d; both clocks go on.
func (t Time) Add(d Duration) Time {
	sec, nsec := t.sec()+int64(d/1e9), t.nsec()+int64(d%1e9)
	if nsec >= 1e9 {
		nsec -= 1e9
		sec++
	} else if nsec < 0 {
		nsec += 1e9
		sec--
	}
	mono := t.ext + int64(d)
	if since := sec - monoEpoch; t.monotonic() && uint64(since)>>secBits == 0 && (mono >= t.ext) == (d >= 0) {
		return Time{hasMonotonic | uint64(since)<<nsecBits | uint64(nsec), mono, t.loc}
	}
	return instant(sec, nsec, t.loc)
}

// Sub returns the duration t-u, the nearest one there is when that does not fit.
func (t Time) Sub(u Time) Duration {
	d := Duration(t.sec()-u.sec())*Second + Duration(t.nsec()-u.nsec())
	fits := !bothMonotonic(t, u) && u.Add(d).Equal(t)
	if bothMonotonic(t, u) {
		d = Duration(t.ext - u.ext)
		fits = (d > 0) == (t.ext > u.ext)
	}
	switch {
	case fits:
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

// reading is what String adds of the monotonic clock.
func (t Time) reading() string {
	if !t.monotonic() {
		return ""
	}
	b, n := []byte(" m=+"), uint64(t.ext)
	if t.ext < 0 {
		b[3], n = '-', -n
	}
	b = append(append(b, itoa(n/1e9)...), '.')
	digits := itoa(n%1e9 + 1e9)
	return string(append(b, digits[1:]...))
}
