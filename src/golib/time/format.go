package time

import (
	"errors"
	"strconv"
	"strings"
)

// These are predefined layouts for use in Time.Format and time.Parse.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// quote quotes s for an error; what is not plain ASCII becomes \x escapes of its bytes.
func quote(s string) string {
	b := []byte{'"'}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x80 || c < ' ':
			b = append(b, '\\', 'x', "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}

func itoa(u uint64) string { return strconv.FormatUint(u, 10) }

// elements are the parts that a layout is made of; of several that fit the first is meant.
var elements = []string{"January", "Jan", "Monday", "Mon", "MST", "002", "01", "02", "03", "04", "05", "06",
	"15", "1", "2006", "2", "_2006", "_2", "__2", "3", "4", "5", "PM", "pm", "-070000", "-07:00:00", "-0700",
	"-07:00", "-07", "Z070000", "Z07:00:00", "Z0700", "Z07:00", "Z07"}

// element returns the layout element at the start of s, "" when there is none.
func element(s string) string {
	switch s[0] {
	case '.', ',':
		n := 1
		for n < len(s) && s[n] == s[1] && (s[n] == '0' || s[n] == '9') {
			n++
		}
		if n > 1 && (n == len(s) || s[n] < '0' || s[n] > '9') {
			return s[:n]
		}
		return ""
	case 'J', 'M', '0', '1', '2', '_', '3', '4', '5', 'P', 'p', '-', 'Z':
	default:
		return ""
	}
	for _, e := range elements {
		if strings.HasPrefix(s, e) {
			if (e == "Jan" || e == "Mon") && len(s) > 3 && 'a' <= s[3] && s[3] <= 'z' {
				continue
			}
			return e
		}
	}
	return ""
}

// nextElement splits a layout at its first element.
func nextElement(layout string) (prefix, e, rest string) {
	for i := range len(layout) {
		if e := element(layout[i:]); e != "" {
			if e == "_2006" {
				return layout[:i+1], e[1:], layout[i+len(e):]
			}
			return layout[:i], e, layout[i+len(e):]
		}
	}
	return layout, "", ""
}

// appendInt appends n in decimal, zero-padded to width.
func appendInt(b []byte, n, width int) []byte {
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	text := strconv.Itoa(n)
	for w := len(text); w < width; w++ {
		b = append(b, '0')
	}
	return append(b, text...)
}

// appendZone appends an offset in the form that e shows: -07 with minutes, seconds and colons.
func appendZone(b []byte, e string, offset int) []byte {
	if e[0] == 'Z' && offset == 0 {
		return append(b, 'Z')
	}
	sign := byte('+')
	if offset/60 < 0 {
		sign = '-'
		offset = -offset
	}
	b = appendInt(append(b, sign), offset/3600, 2)
	colon := strings.IndexByte(e, ':') >= 0
	digits := strings.Count(e, "0") + strings.Count(e, "7")
	for k, part := range []int{offset % 3600 / 60, offset % 60} {
		if digits >= 4+2*k {
			if colon {
				b = append(b, ':')
			}
			b = appendInt(b, part, 2)
		}
	}
	return b
}

// appendFractional appends nanoseconds as e shows: a separator and zeros, or nines for as many as needed.
func appendFractional(b []byte, e string, nsec int) []byte {
	digits := appendInt(nil, nsec, 9)[:min(len(e)-1, 9)]
	for k := len(digits); k < len(e)-1; k++ {
		digits = append(digits, '0')
	}
	if e[1] == '9' {
		for len(digits) > 0 && digits[len(digits)-1] == '0' {
			digits = digits[:len(digits)-1]
		}
		if len(digits) == 0 {
			return b
		}
	}
	return append(append(b, e[0]), digits...)
}

func hour12(hour int) int {
	if hour %= 12; hour == 0 {
		return 12
	}
	return hour
}

// appendElement appends what e stands for.
func (t Time) appendElement(b []byte, e string) []byte {
	switch e[0] {
	case '.', ',':
		return appendFractional(b, e, int(t.nsec()))
	case '-', 'Z':
		_, offset := t.Zone()
		return appendZone(b, e, offset)
	}
	switch e {
	case "2006":
		return appendInt(b, t.Year(), 4)
	case "06":
		year := t.Year() % 100
		return appendInt(b, max(year, -year), 2)
	case "January":
		return append(b, t.Month().String()...)
	case "Jan":
		return append(b, t.Month().String()[:3]...)
	case "01":
		return appendInt(b, int(t.Month()), 2)
	case "1":
		return appendInt(b, int(t.Month()), 0)
	case "Monday":
		return append(b, t.Weekday().String()...)
	case "Mon":
		return append(b, t.Weekday().String()[:3]...)
	case "02":
		return appendInt(b, t.Day(), 2)
	case "2":
		return appendInt(b, t.Day(), 0)
	case "_2":
		if t.Day() < 10 {
			b = append(b, ' ')
		}
		return appendInt(b, t.Day(), 0)
	case "002":
		return appendInt(b, t.YearDay(), 3)
	case "__2":
		for limit := 100; limit > 1 && t.YearDay() < limit; limit /= 10 {
			b = append(b, ' ')
		}
		return appendInt(b, t.YearDay(), 0)
	case "15":
		return appendInt(b, t.Hour(), 2)
	case "03":
		return appendInt(b, hour12(t.Hour()), 2)
	case "3":
		return appendInt(b, hour12(t.Hour()), 0)
	case "04":
		return appendInt(b, t.Minute(), 2)
	case "4":
		return appendInt(b, t.Minute(), 0)
	case "05":
		return appendInt(b, t.Second(), 2)
	case "5":
		return appendInt(b, t.Second(), 0)
	case "PM", "pm":
		half := "AMPM"
		if e == "pm" {
			half = "ampm"
		}
		return append(b, half[t.Hour()/12*2:][:2]...)
	}
	name, offset := t.Zone() // MST
	if name != "" {
		return append(b, name...)
	}
	return appendZone(b, "-0700", offset)
}

// AppendFormat is like Format but appends the textual representation to b.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	for layout != "" {
		prefix, e, rest := nextElement(layout)
		b = append(b, prefix...)
		if e != "" {
			b = t.appendElement(b, e)
		}
		layout = rest
	}
	return b
}

// Format returns a textual representation of the time value formatted according to the layout.
func (t Time) Format(layout string) string {
	return string(t.AppendFormat(make([]byte, 0, len(layout)+10), layout))
}

// String returns the time formatted using the format string "2006-01-02 15:04:05.999999999 -0700 MST".
func (t Time) String() string {
	return t.Format("2006-01-02 15:04:05.999999999 -0700 MST") + t.reading()
}

// GoString returns Go source for the time.
func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	b := appendInt([]byte("time.Date("), year, 0)
	b = append(append(b, ", time."...), month.String()...)
	for _, n := range []int{day, hour, min, sec, int(t.nsec())} {
		b = appendInt(append(b, ", "...), n, 0)
	}
	switch loc := t.Location(); loc {
	case UTC:
		b = append(b, ", time.UTC"...)
	case Local:
		b = append(b, ", time.Local"...)
	default:
		b = append(quoteASCII(append(b, ", time.Location("...), loc.name), ')')
	}
	return string(append(b, ')'))
}

// quoteASCII appends s in quotes, with \x for bytes that are not printable ASCII.
func quoteASCII(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ' || c >= 0x80:
			b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// ParseError describes a problem parsing a time string.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	if e.Message != "" {
		return "parsing time " + quote(e.Value) + e.Message
	}
	return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " +
		quote(e.ValueElem) + " as " + quote(e.LayoutElem)
}

var errBad = errors.New("bad value for field")

// parsed collects what Parse finds.
type parsed struct {
	year, yearDay, hour, min, sec, nsec int
	month, day                          int // 0: not given
	pm, pmSet, amSet                    bool
	loc                                 *Location
	offset                              int
	hasOffset                           bool
	zone                                string
}

// digits reads between low and high decimal digits of s.
func digits(s string, low, high int) (n int, rest string, err error) {
	i := 0
	for i < high && i < len(s) && '0' <= s[i] && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i < low {
		return 0, s, errBad
	}
	return n, s[i:], nil
}

// lookup finds which of names s begins with, whatever the case; only their first cut bytes when cut > 0.
func lookup(names []string, s string, cut int) (i int, rest string, err error) {
	for i, name := range names {
		if cut > 0 {
			name = name[:cut]
		}
		if len(s) >= len(name) && strings.EqualFold(s[:len(name)], name) {
			return i, s[len(name):], nil
		}
	}
	return 0, s, errBad
}

// fraction reads a separator and digits of a second's fraction. As in Go a sign may stand for the first digit.
func fraction(s string, n int) (nsec int, rest, outOfRange string, err error) {
	sign := n > 1 && (s[1] == '-' || s[1] == '+')
	for i := 1; i < n; i++ {
		if i == 1 && sign {
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			return 0, s, "", errBad
		}
		if i <= 9 {
			nsec = nsec*10 + int(s[i]-'0')
		}
	}
	if sign && s[1] == '-' && nsec > 0 {
		return 0, s, "fractional second", nil
	}
	for i := n; i < 10; i++ {
		nsec *= 10
	}
	return nsec, s[n:], "", nil
}

// fractionLength returns the length of a fraction at the start of s, 0 when there is none.
func fractionLength(s string) int {
	if len(s) < 2 || s[0] != '.' && s[0] != ',' || s[1] < '0' || s[1] > '9' {
		return 0
	}
	n := 1
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// zoneOffset reads an offset in the form of e.
func (p *parsed) zoneOffset(e, s string) (rest, outOfRange string, err error) {
	if e[0] == 'Z' && s != "" && s[0] == 'Z' {
		p.loc = UTC
		return s[1:], "", nil
	}
	if len(s) < len(e) {
		return s, "", errBad
	}
	text, step := s[:len(e)], 2
	if strings.IndexByte(e, ':') >= 0 {
		step = 3
		for i := step; i < len(text); i += step {
			if text[i] != ':' {
				return s, "", errBad
			}
		}
	}
	parts := [3]int{}
	for k, i := 0, 1; i < len(text) && err == nil; k, i = k+1, i+step {
		parts[k], _, err = digits(text[i:], 2, 2)
	}
	// A number too large is told even where something else is wrong, the last one first.
	switch {
	case parts[2] > 60:
		return s, "time zone offset second", nil
	case parts[1] > 60:
		return s, "time zone offset minute", nil
	case parts[0] > 24:
		return s, "time zone offset hour", nil
	case err != nil || text[0] != '+' && text[0] != '-':
		return s, "", errBad
	}
	p.offset = parts[0]*3600 + parts[1]*60 + parts[2]
	if text[0] == '-' {
		p.offset = -p.offset
	}
	p.hasOffset = true
	return s[len(e):], "", nil
}

// abbreviation returns the length of a zone abbreviation at the start of s, 0 when there is none.
func abbreviation(s string) int {
	if strings.HasPrefix(s, "ChST") || strings.HasPrefix(s, "MeST") {
		return 4
	}
	if strings.HasPrefix(s, "GMT") {
		return 3 + signedOffset(s[3:])
	}
	if len(s) > 2 && (s[0] == '+' || s[0] == '-') {
		return signedOffset(s)
	}
	n := 0
	for n < len(s) && n < 6 && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	switch {
	case n == 3, n == 4 && (s[3] == 'T' || s[:4] == "WITA"), n == 5 && s[4] == 'T':
		return n
	}
	return 0
}

// signedOffset returns the length of a sign and an hour from -23 to 23.
func signedOffset(s string) int {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0
	}
	n, rest, err := digits(s[1:], 1, 9)
	if err != nil || n > 23 {
		return 0
	}
	return len(s) - len(rest)
}

// element reads what e stands for at the start of s; next is the layout behind it. outOfRange names a
// value that has the form but not the range.
func (p *parsed) element(e, s, next string) (rest, outOfRange string, err error) {
	switch e[0] {
	case '.', ',':
		n := fractionLength(s)
		if e[1] == '9' {
			if n == 0 {
				return s, "", nil
			}
		} else if n = len(e); n > len(s) || s[0] != '.' && s[0] != ',' {
			return s, "", errBad
		}
		p.nsec, rest, outOfRange, err = fraction(s, n)
		return rest, outOfRange, err
	case '-', 'Z':
		return p.zoneOffset(e, s)
	}
	switch e {
	case "2006":
		if len(s) < 4 || s[0] < '0' || s[0] > '9' {
			return s, "", errBad
		}
		p.year, rest, err = digits(s, 4, 4)
	case "06":
		sign := 1
		if len(s) > 1 && (s[0] == '-' || s[0] == '+') { // Go takes a sign for the first digit
			p.year, rest, err = digits(s[1:2], 1, 1)
			sign, rest = 44-int(s[0]), s[2:]
		} else {
			p.year, rest, err = digits(s, 2, 2)
		}
		p.year *= sign
		if p.year += 1900; p.year < 1969 {
			p.year += 100
		}
	case "January", "Jan":
		cut := 0
		if e == "Jan" {
			cut = 3
		}
		p.month, rest, err = lookup(monthNames, s, cut)
		p.month++
	case "01", "1":
		p.month, rest, err = digits(s, len(e), 2)
		if err == nil && (p.month <= 0 || p.month > 12) {
			outOfRange = "month"
		}
	case "Monday":
		_, rest, err = lookup(dayNames, s, 0)
	case "Mon":
		_, rest, err = lookup(dayNames, s, 3)
	case "2", "_2", "02":
		if e == "_2" && s != "" && s[0] == ' ' {
			s = s[1:]
		}
		p.day, rest, err = digits(s, 1, 2)
		if e == "02" && err == nil && len(s)-len(rest) < 2 {
			err = errBad
		}
		if p.day == 0 {
			p.day = -1 // given, and out of range
		}
	case "002", "__2":
		for k := 0; k < 2 && e == "__2" && s != "" && s[0] == ' '; k++ {
			s = s[1:]
		}
		low := 1
		if e == "002" {
			low = 3
		}
		p.yearDay, rest, err = digits(s, low, 3)
		if p.yearDay == 0 {
			p.yearDay = -1
		}
	case "15":
		p.hour, rest, err = digits(s, 1, 2)
		if p.hour > 23 {
			outOfRange = "hour"
		}
	case "3", "03":
		p.hour, rest, err = digits(s, len(e), 2)
		if p.hour > 12 {
			outOfRange = "hour"
		}
	case "4", "04":
		p.min, rest, err = digits(s, len(e), 2)
		if p.min > 59 {
			outOfRange = "minute"
		}
	case "5", "05":
		p.sec, rest, err = digits(s, len(e), 2)
		if p.sec > 59 {
			outOfRange = "second"
		}
		// A fraction is taken even when the layout has none.
		if n := fractionLength(rest); err == nil && outOfRange == "" && n > 0 {
			if _, f, _ := nextElement(next); f == "" || f[0] != '.' && f[0] != ',' {
				p.nsec, rest, _, err = fraction(rest, n)
			}
		}
	case "PM", "pm":
		if len(s) < 2 {
			return s, "", errBad
		}
		half := s[:2]
		if e == "pm" {
			half = strings.ToUpper(half)
			if s[:2] != strings.ToLower(s[:2]) {
				return s, "", errBad
			}
		}
		p.pmSet, p.amSet, rest = half == "PM", half == "AM", s[2:]
		if !p.pmSet && !p.amSet {
			return s, "", errBad
		}
	case "MST":
		if strings.HasPrefix(s, "UTC") {
			p.loc = UTC
			return s[3:], "", nil
		}
		n := abbreviation(s)
		if n == 0 {
			return s, "", errBad
		}
		p.zone, rest = s[:n], s[n:]
	}
	return rest, outOfRange, err
}

// literal removes the literal text prefix of a layout from s; a run of spaces matches any number.
func literal(s, prefix string) (rest string, err error) {
	for prefix != "" {
		if prefix[0] == ' ' {
			if s != "" && s[0] != ' ' {
				return s, errBad
			}
			prefix = strings.TrimLeft(prefix, " ")
			s = strings.TrimLeft(s, " ")
			continue
		}
		if s == "" || s[0] != prefix[0] {
			return s, errBad
		}
		prefix, s = prefix[1:], s[1:]
	}
	return s, nil
}

// Parse parses a formatted string and returns the time value it represents.
func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

// ParseInLocation is like Parse but takes a time without zone to be in the given location.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

func parse(layout, value string, defaultLoc, local *Location) (Time, error) {
	var p parsed
	wholeLayout, whole := layout, value
	for {
		prefix, e, rest := nextElement(layout)
		v, err := literal(value, prefix)
		if err != nil {
			return Time{}, &ParseError{wholeLayout, whole, prefix, v, ""}
		}
		if e == "" {
			if v != "" {
				return Time{}, &ParseError{wholeLayout, whole, "", v, ": extra text: " + quote(v)}
			}
			break
		}
		layout = rest
		after, outOfRange, err := p.element(e, v, layout)
		if outOfRange != "" {
			return Time{}, &ParseError{wholeLayout, whole, e, v, ": " + outOfRange + " out of range"}
		}
		if err != nil {
			return Time{}, &ParseError{wholeLayout, whole, e, v, ""}
		}
		value = after
	}
	return p.time(wholeLayout, whole, value, defaultLoc, local)
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(month, year int) int {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// time puts the parts together.
func (p *parsed) time(layout, whole, rest string, defaultLoc, local *Location) (Time, error) {
	bad := func(what string) (Time, error) {
		return Time{}, &ParseError{layout, whole, "", rest, ": " + what}
	}
	if p.pmSet && p.hour < 12 {
		p.hour += 12
	} else if p.amSet && p.hour == 12 {
		p.hour = 0
	}
	if p.yearDay != 0 {
		limit := 365
		if leap(p.year) {
			limit++
		}
		if p.yearDay < 1 || p.yearDay > limit {
			return bad("day-of-year out of range")
		}
		_, month, day := civil(days(p.year, 1, 1) + int64(p.yearDay) - 1)
		if p.month > 0 && p.month != int(month) {
			return bad("day-of-year does not match month")
		}
		if p.day != 0 && p.day != day {
			return bad("day-of-year does not match day")
		}
		p.month, p.day = int(month), day
	}
	if p.month == 0 {
		p.month = 1
	}
	if p.day == 0 {
		p.day = 1
	}
	if p.day < 1 || p.day > daysIn(p.month, p.year) {
		return bad("day out of range")
	}
	t := Date(p.year, Month(p.month), p.day, p.hour, p.min, p.sec, p.nsec, UTC)
	switch {
	case p.loc != nil:
		defaultLoc = p.loc
	case p.hasOffset:
		return p.inOffset(t, local), nil
	case p.zone != "":
		return p.inZone(t, local), nil
	}
	return Date(p.year, Month(p.month), p.day, p.hour, p.min, p.sec, p.nsec, defaultLoc), nil
}

// inOffset takes t's clock for that of a zone with the offset that was read: of local, if that has it then.
func (p *parsed) inOffset(t Time, local *Location) Time {
	t = t.later(-int64(p.offset))
	if z := local.at(t.sec() - unixEpoch); z.offset == p.offset && (p.zone == "" || p.zone == z.name) {
		return t.In(local)
	}
	return t.In(FixedZone(p.zone, p.offset))
}

// inZone does so for a zone known by its abbreviation; one that local does not have is invented, with offset 0 but for
// GMT+n.
func (p *parsed) inZone(t Time, local *Location) Time {
	if offset, ok := local.named(p.zone, t.sec()-unixEpoch); ok {
		t = t.later(-int64(offset))
		return t.In(local)
	}
	offset := 0
	if len(p.zone) > 3 && p.zone[:3] == "GMT" {
		offset, _ = strconv.Atoi(p.zone[3:])
		offset *= 3600
	}
	t = t.later(-int64(offset))
	return t.In(FixedZone(p.zone, offset))
}

// MarshalText implements encoding.TextMarshaler: RFC 3339 with nanoseconds.
func (t Time) MarshalText() ([]byte, error) { return t.strictly(nil, "Time.MarshalText: ") }

// AppendText implements encoding.TextAppender.
func (t Time) AppendText(b []byte) ([]byte, error) { return t.strictly(b, "Time.AppendText: ") }

// strictly is RFC 3339 to the letter, which has no place for some years and offsets.
func (t Time) strictly(b []byte, prefix string) ([]byte, error) {
	if y := t.Year(); y < 0 || y >= 10000 {
		return nil, errors.New(prefix + "year outside of range [0,9999]")
	}
	if _, offset := t.Zone(); offset <= -24*3600 || offset >= 24*3600 {
		return nil, errors.New(prefix + "timezone hour outside of range [0,23]")
	}
	return t.AppendFormat(b, RFC3339Nano), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *Time) UnmarshalText(data []byte) error {
	u, err := Parse(RFC3339, string(data))
	if err == nil {
		*t = u
	}
	return err
}

// MarshalJSON implements encoding/json.Marshaler: a quoted string in RFC 3339.
func (t Time) MarshalJSON() ([]byte, error) {
	text, err := t.strictly([]byte{'"'}, "Time.MarshalJSON: ")
	if err != nil {
		return nil, err
	}
	return append(text, '"'), nil
}

// UnmarshalJSON implements encoding/json.Unmarshaler.
func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return errors.New("Time.UnmarshalJSON: input is not a JSON string")
	}
	return t.UnmarshalText(data[1 : len(data)-1])
}
