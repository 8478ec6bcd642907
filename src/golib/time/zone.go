package time

import (
	"errors"
	"internal/rt"
	"internal/zones"
	"unsafe"
)

// A Location maps time instants to the zone in use at that time: zones, the moments at which another one begins, and
// a rule for the time after the last of them.
type Location struct {
	name  string
	zones []zone
	turns []turn
	rule  string // as POSIX has it for TZ; "": the last zone stays
	lazy  bool   // Local, not looked up yet
}

// zone is a name and an offset in seconds east of UTC.
type zone struct {
	name   string
	offset int
	dst    bool
}

// turn says which zone begins at a moment, in seconds since 1970.
type turn struct {
	when int64
	zone uint8
}

// span is a zone with the time for which it holds: from start until before end.
type span struct {
	zone
	start, end int64
}

const (
	minSeconds = -1 << 63
	maxSeconds = 1<<63 - 1
)

var utcLocation = Location{name: "UTC"}
var localLocation = Location{name: "Local", lazy: true}

// UTC represents Universal Coordinated Time (UTC).
var UTC *Location = &utcLocation

// Local represents the system's local time zone: that of $TZ or /etc/localtime, else UTC.
var Local *Location = &localLocation

// String returns a descriptive name for the time zone information.
func (l *Location) String() string { return l.get().name }

// get is the location itself: none is UTC, and Local is looked up when it is first needed.
func (l *Location) get() *Location {
	if l == nil {
		return &utcLocation
	}
	if l.lazy {
		l.lazy = false
		findLocal(l)
	}
	return l
}

// FixedZone returns a Location that always uses the given zone name and offset (seconds east of UTC).
func FixedZone(name string, offset int) *Location {
	return &Location{name: name, zones: []zone{{name, offset, false}}}
}

// at returns the zone in use at a moment.
func (l *Location) at(sec int64) span {
	l = l.get()
	if len(l.zones) == 0 {
		return span{zone{"UTC", 0, false}, minSeconds, maxSeconds}
	}
	n := len(l.turns)
	if n == 0 || sec < l.turns[0].when {
		end := int64(maxSeconds)
		if n > 0 {
			end = l.turns[0].when
		} else if s, ok := l.byRule(sec); ok {
			return s
		}
		return span{l.zones[l.first()], minSeconds, end}
	}
	lo, hi := 0, n
	for hi-lo > 1 {
		if mid := lo + (hi-lo)/2; sec < l.turns[mid].when {
			hi = mid
		} else {
			lo = mid
		}
	}
	if lo == n-1 {
		if s, ok := l.byRule(sec); ok {
			return s
		}
		return span{l.zones[l.turns[lo].zone], l.turns[lo].when, maxSeconds}
	}
	return span{l.zones[l.turns[lo].zone], l.turns[lo].when, l.turns[lo+1].when}
}

// first is the zone before the first turn: one that no turn leads to, or standard time.
func (l *Location) first() int {
	used := false
	for _, t := range l.turns {
		used = used || t.zone == 0
	}
	if !used {
		return 0
	}
	if len(l.turns) > 0 && l.zones[l.turns[0].zone].dst {
		for i := int(l.turns[0].zone) - 1; i >= 0; i-- {
			if !l.zones[i].dst {
				return i
			}
		}
	}
	for i, z := range l.zones {
		if !z.dst {
			return i
		}
	}
	return 0
}

// named returns the offset of the zone with an abbreviation, best the one in use at a moment of its own clock.
func (l *Location) named(name string, sec int64) (offset int, ok bool) {
	l = l.get()
	for _, z := range l.zones {
		if z.name == name && l.at(sec-int64(z.offset)).name == name {
			return l.at(sec - int64(z.offset)).offset, true
		}
	}
	for _, z := range l.zones {
		if z.name == name {
			return z.offset, true
		}
	}
	return 0, false
}

// ---- rules ----

// yearDay is when a rule changes the zone: kind 'J' (day 1-365, no leap day), 'D' (day 0-365) or 'M' (a weekday of a
// week, 5 the last, of a month), at a time of that day in seconds.
type yearDay struct {
	kind             byte
	day, week, month int
	time             int
}

// rule is a parsed TZ rule.
type rule struct {
	std, dst   zone
	hasDST     bool
	start, end yearDay
}

func parseRule(s string) (r rule, ok bool) {
	if r.std.name, s, ok = ruleName(s); !ok {
		return r, false
	}
	if r.std.offset, s, ok = ruleTime(s); !ok {
		return r, false
	}
	r.std.offset = -r.std.offset
	if s == "" || s[0] == ',' {
		return r, s == ""
	}
	if r.dst.name, s, ok = ruleName(s); !ok {
		return r, false
	}
	r.hasDST, r.dst.dst, r.dst.offset = true, true, r.std.offset+3600
	if s != "" && s[0] != ',' {
		if r.dst.offset, s, ok = ruleTime(s); !ok {
			return r, false
		}
		r.dst.offset = -r.dst.offset
	}
	if s == "" {
		s = ",M3.2.0,M11.1.0"
	}
	if r.start, s, ok = ruleDay(s); !ok {
		return r, false
	}
	r.end, s, ok = ruleDay(s)
	return r, ok && s == ""
}

// ruleName reads letters, at least three, or anything in angle brackets.
func ruleName(s string) (name, rest string, ok bool) {
	if s == "" {
		return "", "", false
	}
	if s[0] == '<' {
		for i := 1; i < len(s); i++ {
			if s[i] == '>' {
				return s[1:i], s[i+1:], true
			}
		}
		return "", "", false
	}
	i := 0
	for i < len(s) && s[i] != ',' && s[i] != '-' && s[i] != '+' && (s[i] < '0' || s[i] > '9') {
		i++
	}
	return s[:i], s[i:], i >= 3
}

func ruleNumber(s string, low, high int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' && n <= high {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0 && low <= n && n <= high
}

// ruleTime reads [+-]hh[:mm[:ss]] as seconds.
func ruleTime(s string) (seconds int, rest string, ok bool) {
	sign := 1
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	unit := 3600
	n, s, ok := ruleNumber(s, 0, 24*7)
	seconds = n * unit
	for ok && s != "" && s[0] == ':' && unit > 1 {
		unit /= 60
		n, s, ok = ruleNumber(s[1:], 0, 59)
		seconds += n * unit
	}
	return sign * seconds, s, ok
}

// ruleDay reads ,Jn or ,n or ,Mm.w.d with an optional /time.
func ruleDay(s string) (d yearDay, rest string, ok bool) {
	if len(s) < 2 || s[0] != ',' {
		return d, s, false
	}
	s = s[1:]
	switch s[0] {
	case 'J':
		d.kind = 'J'
		d.day, s, ok = ruleNumber(s[1:], 1, 365)
	case 'M':
		d.kind = 'M'
		if d.month, s, ok = ruleNumber(s[1:], 1, 12); !ok || s == "" || s[0] != '.' {
			return d, s, false
		}
		if d.week, s, ok = ruleNumber(s[1:], 1, 5); !ok || s == "" || s[0] != '.' {
			return d, s, false
		}
		d.day, s, ok = ruleNumber(s[1:], 0, 6)
	default:
		d.kind = 'D'
		d.day, s, ok = ruleNumber(s, 0, 365)
	}
	if !ok {
		return d, s, false
	}
	d.time = 2 * 3600
	if s != "" && s[0] == '/' {
		d.time, s, ok = ruleTime(s[1:])
	}
	return d, s, ok
}

// moment is when a change comes in a year, in seconds since 1970; offset is that of the zone before it.
func (d yearDay) moment(year, offset int) int64 {
	var day int64 // since year 1
	switch d.kind {
	case 'J':
		day = days(year, 1, d.day)
		if leap(year) && d.day >= 60 {
			day++
		}
	case 'D':
		day = days(year, 1, d.day+1)
	case 'M':
		first := days(year, d.month, 1)
		weekday := int((first + 1) % 7) // the first day of year 1 is a Monday
		inMonth := (d.day-weekday+7)%7 + (d.week-1)*7
		if inMonth >= daysIn(d.month, year) {
			inMonth -= 7
		}
		day = first + int64(inMonth)
	}
	return day*secondsPerDay - unixEpoch + int64(d.time) - int64(offset)
}

// byRule returns the zone in use after the last turn.
func (l *Location) byRule(sec int64) (span, bool) {
	if l.rule == "" {
		return span{}, false
	}
	r, ok := parseRule(l.rule)
	if !ok {
		return span{}, false
	}
	if !r.hasDST {
		start := int64(minSeconds)
		if n := len(l.turns); n > 0 {
			start = l.turns[n-1].when
		}
		return span{r.std, start, maxSeconds}, true
	}
	// The year as UTC has it bounds the answer, as in Go.
	year, _, _ := civil(floorDiv(sec+unixEpoch, secondsPerDay))
	on, off := r.start.moment(year, r.std.offset), r.end.moment(year, r.dst.offset)
	inside, outside := r.dst, r.std
	if off < on {
		on, off, inside, outside = off, on, r.std, r.dst
	}
	switch {
	case sec < on:
		return span{outside, days(year, 1, 1)*secondsPerDay - unixEpoch, on}, true
	case sec < off:
		return span{inside, on, off}, true
	}
	return span{outside, off, days(year+1, 1, 1)*secondsPerDay - unixEpoch}, true
}

// ---- files ----

var errMalformed = errors.New("malformed time zone information")

// reader takes numbers of the system's files apart, highest byte first.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || len(r.b) < n {
		r.bad, r.b = true, nil
		return make([]byte, max(n, 0))
	}
	p := r.b[:n]
	r.b = r.b[n:]
	return p
}

func (r *reader) number(size int) (n int64) {
	p := r.take(size)
	for i, c := range p {
		if n = n<<8 | int64(c); i == 0 {
			n = int64(int8(c))
		}
	}
	return n
}

// tzHeader is what a block of a file begins with: how many it has of what.
type tzHeader struct {
	version                                byte
	isUT, isStd, leaps, times, types, text int
}

func (r *reader) header() (h tzHeader) {
	if string(r.take(4)) != "TZif" {
		r.bad = true
	}
	h.version = r.take(16)[0]
	for _, p := range []*int{&h.isUT, &h.isStd, &h.leaps, &h.times, &h.types, &h.text} {
		if *p = int(uint32(r.number(4))); *p > len(r.b) {
			r.bad = true
		}
	}
	if r.bad {
		return tzHeader{}
	}
	return h
}

// LoadLocationFromTZData returns a Location with the given name, from data in the format of the IANA Time Zone database.
func LoadLocationFromTZData(name string, data []byte) (*Location, error) {
	r := &reader{b: data}
	h, size := r.header(), 4
	if h.version >= '2' { // a block with 64-bit times follows that with 32
		r.take(h.times*5 + h.types*6 + h.text + h.leaps*8 + h.isStd + h.isUT)
		h, size = r.header(), 8
	}
	l := &Location{name: name}
	for range h.times {
		l.turns = append(l.turns, turn{when: r.number(size)})
	}
	for i, z := range r.take(h.times) {
		if l.turns[i].zone = z; int(z) >= h.types {
			r.bad = true
		}
	}
	var names []int
	for range h.types {
		z := zone{offset: int(r.number(4)), dst: r.take(1)[0] != 0}
		names = append(names, int(r.take(1)[0]))
		l.zones = append(l.zones, z)
	}
	text := string(r.take(h.text))
	for i, at := range names {
		if at >= len(text) {
			r.bad = true
			break
		}
		l.zones[i].name = untilNUL(text[at:])
	}
	r.take(h.leaps*(size+4) + h.isStd + h.isUT)
	if r.bad || len(l.zones) == 0 {
		return nil, errMalformed
	}
	if size == 8 && len(r.b) > 2 && r.b[0] == '\n' && r.b[len(r.b)-1] == '\n' {
		l.rule = string(r.b[1 : len(r.b)-1])
	}
	return l, nil
}

func untilNUL(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] == 0 {
			return s[:i]
		}
	}
	return s
}

// readFile reads a whole file; package os stands above this one.
func readFile(name string) []byte {
	fd := rt.At(rt.AtOpen, rt.Cwd, name, 0, "", 0, 0)
	if fd < 0 {
		return nil
	}
	defer rt.Close(fd)
	var data []byte
	buf := make([]byte, 4096)
	for {
		n := rt.Read(fd, unsafe.Pointer(&buf[0]), len(buf))
		if n <= 0 || len(data) > 1<<20 {
			return data
		}
		data = append(data, buf[:n]...)
	}
}

// environment returns the value of a variable as the program was started with it.
func environment(name string) (value string, ok bool) {
	for _, entry := range rt.Environ() {
		if len(entry) > len(name) && entry[len(name)] == '=' && entry[:len(name)] == name {
			return entry[len(name)+1:], true
		}
	}
	return "", false
}

// places are the directories with zone files, by name.
var places = []string{"/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo"}

func loadFrom(dir, name string) (*Location, error) {
	data := readFile(dir + "/" + name)
	if data == nil {
		return nil, nil
	}
	return LoadLocationFromTZData(name, data)
}

// escapes reports whether a name would lead out of the directories.
func escapes(name string) bool {
	if name[0] == '/' || name[0] == '\\' {
		return true
	}
	for i := 0; i+1 < len(name); i++ {
		if name[i] == '.' && name[i+1] == '.' || name[i] == '\\' {
			return true
		}
	}
	return false
}

// LoadLocation returns the Location with the given name: "UTC", "Local", or a file of the IANA Time Zone database as
// the system has it.
func LoadLocation(name string) (*Location, error) {
	if name == "" || name == "UTC" {
		return UTC, nil
	}
	if name == "Local" {
		return Local, nil
	}
	if escapes(name) {
		return nil, errors.New("time: invalid location name")
	}
	var wrong error
	if dir, ok := environment("ZONEINFO"); ok && dir != "" {
		l, err := loadFrom(dir, name)
		if l != nil {
			return l, nil
		}
		wrong = err
	}
	for _, dir := range places {
		l, err := loadFrom(dir, name)
		if l != nil {
			return l, nil
		}
		if wrong == nil {
			wrong = err
		}
	}
	if zones.Load != nil {
		if data, err := zones.Load(name); err == nil {
			return LoadLocationFromTZData(name, []byte(data))
		}
	}
	if wrong != nil {
		return nil, wrong
	}
	return nil, errors.New("unknown time zone " + name)
}

// findLocal makes l the local time zone: of the file that $TZ names, of /etc/localtime without it, else UTC.
func findLocal(l *Location) {
	tz, set := environment("TZ")
	var found *Location
	switch {
	case !set:
		found, _ = loadFrom("/etc", "localtime")
	case tz != "":
		if tz[0] == ':' {
			tz = tz[1:]
		}
		if tz != "" && tz[0] == '/' {
			found, _ = loadFrom("", tz[1:])
			if found != nil && tz != "/etc/localtime" {
				l.name = tz
			}
		} else if tz != "" && tz != "UTC" {
			found, _ = LoadLocation(tz)
			if found != nil {
				l.name = tz
			}
		}
	}
	if found == nil {
		l.name = "UTC"
		if !set {
			l.name = "Local"
		}
		return
	}
	l.zones, l.turns, l.rule = found.zones, found.turns, found.rule
}
