// Package time provides functionality for measuring and displaying time. The calendrical calculations
// always assume a Gregorian calendar, with no leap seconds.
package time

// A Time represents an instant in time with nanosecond precision, and the zone in which it is shown (nil: UTC). See instant.go
// for what the words are.
type Time struct {
	wall uint64
	ext  int64
	loc  *Location
}

// A Month specifies a month of the year (January = 1, ...).
type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

// A Weekday specifies a day of the week (Sunday = 0, ...).
type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var monthNames = []string{"January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December"}

var dayNames = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// String returns the English name of the month ("January", "February", ...).
func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return "%!Month(" + itoa(uint64(m)) + ")"
}

// String returns the English name of the day ("Sunday", "Monday", ...).
func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return "%!Weekday(" + itoa(uint64(d)) + ")"
}

const (
	secondsPerDay = 86400
	unixEpoch     = 62135596800 // seconds from year 1 to 1970
)

// Since returns the time elapsed since t.
func Since(t Time) Duration { return Now().Sub(t) }

// Until returns the duration until t.
func Until(t Time) Duration { return t.Sub(Now()) }

// Unix returns the local Time corresponding to the given Unix time.
func Unix(sec int64, nsec int64) Time {
	sec += nsec / 1e9
	nsec %= 1e9
	if nsec < 0 {
		nsec += 1e9
		sec--
	}
	return instant(sec+unixEpoch, nsec, Local)
}

// UnixMilli and UnixMicro return the local Time for milliseconds and microseconds since 1970.
func UnixMilli(msec int64) Time { return Unix(msec/1e3, msec%1e3*1e6) }
func UnixMicro(usec int64) Time { return Unix(usec/1e6, usec%1e6*1e3) }

func (t Time) Unix() int64      { return t.sec() - unixEpoch }
func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + t.nsec()/1e6 }
func (t Time) UnixMicro() int64 { return t.Unix()*1e6 + t.nsec()/1e3 }
func (t Time) UnixNano() int64  { return t.Unix()*1e9 + t.nsec() }

// IsZero reports whether t represents the zero time instant, January 1, year 1, 00:00:00 UTC.
func (t Time) IsZero() bool { return t.sec() == 0 && t.nsec() == 0 }

// days returns the days from January 1, year 1 to a civil date; month may be any number.
// Counting years from March puts the leap day at the end.
func days(year, month, day int) int64 {
	y, m := int64(year), int64(month)-3
	y += m / 12
	m %= 12
	if m < 0 {
		m += 12
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*m + 2) / 5
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy + int64(day) - 1 - 306
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// civil is the inverse of days.
func civil(d int64) (year int, month Month, day int) {
	d += 306
	era := floorDiv(d, 146097)
	doe := d - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	m := (5*doy + 2) / 153
	year = int(yoe + era*400)
	month = Month(m + 3)
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, int(doy - (153*m+2)/5 + 1)
}

// Date returns the Time corresponding to yyyy-mm-dd hh:mm:ss + nsec nanoseconds in the given
// location. Values may be outside their usual ranges and will be normalized.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	s := int64(sec) + floorDiv(int64(nsec), 1e9)
	ns := int64(nsec) - floorDiv(int64(nsec), 1e9)*1e9
	s += days(year, int(month), day)*secondsPerDay + int64(hour)*3600 + int64(min)*60
	return instant(s-int64(loc.offsetOf(s-unixEpoch)), ns, stored(loc))
}

// offsetOf returns the offset of the zone in which clocks show sec. Where clocks are turned back or forward that is one
// of the two.
func (l *Location) offsetOf(sec int64) int {
	now := l.at(sec)
	if utc := sec - int64(now.offset); now.offset != 0 && (utc < now.start || utc >= now.end) {
		return l.at(utc).offset
	}
	return now.offset
}

// stored is how a Time refers to a location: UTC is nil.
func stored(loc *Location) *Location {
	if loc == &utcLocation {
		return nil
	}
	return loc
}

// local returns the seconds since year 1 as clocks in t's zone show them.
func (t Time) local() int64 {
	if t.loc == nil {
		return t.sec()
	}
	return t.sec() + int64(t.loc.at(t.sec()-unixEpoch).offset)
}

// Date returns the year, month, and day in which t occurs.
func (t Time) Date() (year int, month Month, day int) {
	return civil(floorDiv(t.local(), secondsPerDay))
}

func (t Time) Year() int {
	y, _, _ := t.Date()
	return y
}

func (t Time) Month() Month {
	_, m, _ := t.Date()
	return m
}

func (t Time) Day() int {
	_, _, d := t.Date()
	return d
}

// YearDay returns the day of the year specified by t, from 1 on.
func (t Time) YearDay() int {
	d := floorDiv(t.local(), secondsPerDay)
	y, _, _ := civil(d)
	return int(d-days(y, 1, 1)) + 1
}

// Weekday returns the day of the week specified by t. January 1 of year 1 was a Monday.
func (t Time) Weekday() Weekday {
	d := floorDiv(t.local(), secondsPerDay) + 1
	return Weekday(d - floorDiv(d, 7)*7)
}

// ISOWeek returns the ISO 8601 year and week number in which t occurs: those of its Thursday.
func (t Time) ISOWeek() (year, week int) {
	d := floorDiv(t.local(), secondsPerDay)
	d += 3 - (d - floorDiv(d, 7)*7)
	y, _, _ := civil(d)
	return y, int(d-days(y, 1, 1))/7 + 1
}

// Clock returns the hour, minute, and second within the day specified by t.
func (t Time) Clock() (hour, min, sec int) {
	s := t.local()
	s -= floorDiv(s, secondsPerDay) * secondsPerDay
	return int(s / 3600), int(s % 3600 / 60), int(s % 60)
}

func (t Time) Hour() int {
	h, _, _ := t.Clock()
	return h
}

func (t Time) Minute() int {
	_, m, _ := t.Clock()
	return m
}

func (t Time) Second() int {
	_, _, s := t.Clock()
	return s
}

func (t Time) Nanosecond() int { return int(t.nsec()) }

// AddDate returns the time corresponding to adding the given number of years, months, and days to t.
func (t Time) AddDate(years int, months int, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, int(t.nsec()), t.Location())
}

// UTC, Local and In return the same instant shown in another zone, without a monotonic reading.
func (t Time) UTC() Time {
	return t.shown(nil)
}

func (t Time) Local() Time {
	return t.shown(Local)
}

func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	return t.shown(stored(loc))
}

// Location returns the time zone information associated with t.
func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

// Zone computes the time zone in effect at time t, its abbreviation and offset in seconds east of UTC.
func (t Time) Zone() (name string, offset int) {
	z := t.zone()
	return z.name, z.offset
}

// zone is the zone in use at t with its bounds.
func (t Time) zone() span { return t.loc.at(t.sec() - unixEpoch) }

// ZoneBounds returns the bounds of the time zone in effect at time t: the zero Time where there is none.
func (t Time) ZoneBounds() (start, end Time) {
	z := t.zone()
	if z.start != minSeconds {
		start = instant(z.start+unixEpoch, 0, t.loc)
	}
	if z.end != maxSeconds {
		end = instant(z.end+unixEpoch, 0, t.loc)
	}
	return start, end
}

// IsDST reports whether the time in the configured location is in Daylight Savings Time.
func (t Time) IsDST() bool { return t.zone().dst }

// Truncate returns the result of rounding t down to a multiple of d since the zero time.
func (t Time) Truncate(d Duration) Time {
	t = t.stripped()
	if d <= 0 {
		return t
	}
	return t.Add(-t.rest(d))
}

// Round returns the result of rounding t to the nearest multiple of d since the zero time, halfway up.
func (t Time) Round(d Duration) Time {
	t = t.stripped()
	if d <= 0 {
		return t
	}
	r := t.rest(d)
	if uint64(r)*2 < uint64(d) {
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// rest returns t modulo d > 0, computed without going beyond 64 bits: seconds are brought in bit by bit.
func (t Time) rest(d Duration) Duration {
	m := uint64(d)
	sec, nsec := t.sec(), uint64(t.nsec())
	negative := sec < 0
	if negative {
		sec = -sec
		if nsec != 0 {
			nsec = 1e9 - nsec
			sec--
		}
	}
	r := uint64(0)
	for bit := 62; bit >= 0; bit-- {
		r = r * 2 % m
		if sec>>uint(bit)&1 != 0 {
			r = (r + 1e9%m) % m
		}
	}
	r = (r + nsec%m) % m
	if negative && r != 0 {
		r = m - r
	}
	return Duration(r)
}
