package time

import (
	"errors"
	"internal/rt"
	"strconv"
	"unsafe"
)

// A Duration represents the elapsed time between two instants as an int64 nanosecond count.
type Duration int64

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

// appendFraction appends v/10^digits without trailing zeros, and without a point when whole.
func appendFraction(b []byte, v uint64, digits int) []byte {
	b = strconv.AppendUint(b, v/pow10[digits], 10)
	frac := v % pow10[digits]
	if frac == 0 {
		return b
	}
	text := strconv.FormatUint(pow10[digits]+frac, 10)[1:]
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	b = append(b, '.')
	return append(b, text...)
}

var pow10 = [...]uint64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// String returns a string representing the duration in the form "72h3m0.5s".
func (d Duration) String() string {
	var room [32]byte
	b := room[:0]
	u := uint64(d)
	if d < 0 {
		u = -u
		b = append(b, '-')
	}
	switch {
	case u == 0:
		return "0s"
	case u < uint64(Microsecond):
		b = append(strconv.AppendUint(b, u, 10), "ns"...)
	case u < uint64(Millisecond):
		b = append(appendFraction(b, u, 3), "µs"...)
	case u < uint64(Second):
		b = append(appendFraction(b, u, 6), "ms"...)
	default:
		minutes := u / uint64(Minute)
		if minutes >= 60 {
			b = append(strconv.AppendUint(b, minutes/60, 10), 'h')
		}
		if minutes > 0 {
			b = append(strconv.AppendUint(b, minutes%60, 10), 'm')
		}
		b = append(appendFraction(b, u%uint64(Minute), 9), 's')
	}
	return string(b)
}

func (d Duration) Nanoseconds() int64  { return int64(d) }
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

// Seconds, Minutes and Hours return the duration as a floating point number of them.
func (d Duration) Seconds() float64 { return float64(d/Second) + float64(d%Second)/1e9 }
func (d Duration) Minutes() float64 { return float64(d/Minute) + float64(d%Minute)/(60*1e9) }
func (d Duration) Hours() float64   { return float64(d/Hour) + float64(d%Hour)/(60*60*1e9) }

// Truncate returns the result of rounding d toward zero to a multiple of m.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round returns the result of rounding d to the nearest multiple of m, halfway values away from zero.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	switch {
	case d < 0 && uint64(-r)*2 < uint64(m), d >= 0 && uint64(r)*2 < uint64(m):
		return d - r
	case d < 0:
		if low := d - r - m; low < d {
			return low
		}
		return minDuration
	}
	if high := d - r + m; high > d {
		return high
	}
	return maxDuration
}

// Abs returns the absolute value of d.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

// unitAt returns the unit at the start of s, and its length.
func unitAt(s string) (unit uint64, n int) {
	for n < len(s) && s[n] != '.' && (s[n] < '0' || s[n] > '9') {
		n++
	}
	switch s[:n] {
	case "ns":
		return uint64(Nanosecond), n
	case "us", "µs", "μs":
		return uint64(Microsecond), n
	case "ms":
		return uint64(Millisecond), n
	case "s":
		return uint64(Second), n
	case "m":
		return uint64(Minute), n
	case "h":
		return uint64(Hour), n
	}
	return 0, n
}

// digitsAt reads decimal digits; scale is 10 for each; over says that they did not fit.
func digitsAt(s string) (v uint64, scale float64, n int, over bool) {
	scale = 1
	for ; n < len(s) && '0' <= s[n] && s[n] <= '9'; n++ {
		if over || v > (1<<63)/10 || v*10+uint64(s[n]-'0') > 1<<63 {
			over = true
			continue
		}
		v = v*10 + uint64(s[n]-'0')
		scale *= 10
	}
	return v, scale, n, over
}

// ParseDuration parses a duration string such as "300ms", "-1.5h" or "2h45m".
func ParseDuration(s string) (Duration, error) {
	orig := s
	invalid := errors.New("time: invalid duration " + quote(orig))
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return 0, invalid
	}
	total := uint64(0)
	for s != "" {
		whole, _, n, over := digitsAt(s)
		if over {
			return 0, invalid
		}
		s = s[n:]
		frac, scale, m := uint64(0), 1.0, 0
		if s != "" && s[0] == '.' {
			frac, scale, m, _ = digitsAt(s[1:])
			s = s[1+m:]
		}
		if n == 0 && m == 0 {
			return 0, invalid
		}
		unit, n := unitAt(s)
		if n == 0 {
			return 0, errors.New("time: missing unit in duration " + quote(orig))
		}
		if unit == 0 {
			return 0, errors.New("time: unknown unit " + quote(s[:n]) + " in duration " + quote(orig))
		}
		s = s[n:]
		if whole > 1<<63/unit {
			return 0, invalid
		}
		part := whole*unit + uint64(float64(frac)*(float64(unit)/scale))
		total += part
		if part > 1<<63 || total > 1<<63 {
			return 0, invalid
		}
	}
	if negative {
		return -Duration(total), nil
	}
	if total > 1<<63-1 {
		return 0, invalid
	}
	return Duration(total), nil
}

// Sleep pauses the current goroutine for at least the duration d.
func Sleep(d Duration) {
	if d > 0 {
		rt.Sleep(int64(d))
	}
}

// A Timer represents a single event in the future.
type Timer struct {
	C <-chan Time
	c chan Time
	f func()
	sleeper
	on bool
}

// A sleeper waits for a timer's moment, on a goroutine that the program does not see.
type sleeper struct {
	bubble int // of package testing/synctest, in which it began
	turn   int // counts starts and ends, so that one that sleeps no more finds out that it is stale
	id     int
}

// start calls f when d is over, unless end is called before. It may be called meanwhile, too: f asks whether its turn is over where
// nothing else can run before it acts.
func (s *sleeper) start(d Duration, f func(turn int)) {
	s.end()
	s.bubble = rt.Bubble()
	turn, now := s.turn, rt.Nanotime()
	until := now + min(int64(d), 1<<63-1-now) // whenever the sleeper has its first turn
	s.id = rt.Background(func() {
		if s.turn == turn {
			Sleep(Duration(until - rt.Nanotime()))
		}
		f(turn)
	})
}

// inside is a fatal error where the timer is another bubble's.
func (s *sleeper) inside(what string) {
	if s.bubble != 0 && s.bubble != rt.Bubble() {
		rt.Fatal(what + " of synctest timer from outside bubble")
	}
}

func (s *sleeper) end() {
	s.turn++
	if s.id != 0 {
		rt.Rouse(s.id)
		s.id = 0
	}
}

// tick sends the time to whoever waits or comes, unless the last one still lies there. False: it is not that turn any more.
func (t *Ticker) tick(turn int) bool {
	now := Now()
	if t.turn != turn {
		return false
	}
	offer(t.c, now)
	return true
}

// offer sends a time, unless the last one still lies there.
func offer(c chan Time, now Time) {
	select {
	case c <- now:
	default:
	}
}

// newChan makes a channel for a timer: what it offers may lie there, but that is not to be seen.
func newChan() chan Time {
	c := make(chan Time, 1)
	rt.TimerChan(*(*unsafe.Pointer)(unsafe.Pointer(&c)))
	return c
}

// drain takes away a time that was offered, unless such times are to be seen. True: there was one.
func drain(c chan Time) bool {
	if !rt.TimerChanHides(*(*unsafe.Pointer)(unsafe.Pointer(&c))) {
		return false
	}
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// goFunc is who started a timer's function, to tracebacks.
func goFunc(f func()) { go f() }

// start puts a sleeper on its way.
func (t *Timer) start(d Duration) {
	t.on = true
	t.sleeper.start(d, func(turn int) {
		now := Now()
		if t.turn != turn {
			return
		}
		t.on, t.id = false, 0
		if t.f != nil {
			goFunc(t.f)
			return
		}
		offer(t.c, now)
	})
}

// NewTimer creates a new Timer that will send the current time on its channel after at least duration d.
func NewTimer(d Duration) *Timer {
	c := newChan()
	t := &Timer{C: c, c: c}
	t.start(d)
	return t
}

// AfterFunc waits for the duration to elapse and then calls f in its own goroutine.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{f: f}
	t.start(d)
	return t
}

// After waits for the duration to elapse and then sends the current time on the returned channel.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// drain takes away a time that nobody has received: then it is as if the timer had not fired.
func (t *Timer) drain() {
	t.on = drain(t.c) || t.on
}

// Stop prevents the Timer from firing. It returns true if the call stops the timer.
func (t *Timer) Stop() bool {
	if t.c == nil && t.f == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	t.inside("stop")
	t.end()
	t.drain()
	was := t.on
	t.on = false
	return was
}

// Reset changes the timer to expire after duration d. It returns true if the timer had been active.
func (t *Timer) Reset(d Duration) bool {
	if t.c == nil && t.f == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	t.inside("reset")
	t.end()
	t.drain()
	was := t.on
	t.start(d)
	return was
}

// A Ticker holds a channel that delivers ticks of a clock at intervals.
type Ticker struct {
	C <-chan Time
	c chan Time
	sleeper
	next int64 // of Nanotime
}

func (t *Ticker) start(d Duration) {
	t.next = rt.Nanotime() + int64(d)
	t.sleeper.start(d, func(turn int) {
		for t.tick(turn) {
			t.next += int64(d)
			Sleep(Duration(t.next - rt.Nanotime()))
		}
	})
}

// NewTicker returns a new Ticker containing a channel that will send the current time every d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := newChan()
	t := &Ticker{C: c, c: c}
	t.start(d)
	return t
}

// Stop turns off a ticker.
func (t *Ticker) Stop() {
	t.inside("stop")
	t.end()
	drain(t.c)
}

// Reset stops a ticker and resets its period to the specified duration.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.c == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	t.inside("reset")
	t.end()
	drain(t.c)
	t.start(d)
}

// Tick is a convenience wrapper for NewTicker providing access to the ticking channel only.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
