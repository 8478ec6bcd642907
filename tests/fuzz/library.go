// Random cases for packages of the library: what a Go toolchain and strata print is to be the same.
//
//	library AREA FIRST COUNT [-v]
//
// Case N of an area is made from N alone. A line is printed for each thousand of cases, with a hash of what they gave; with -v
// a line for each case.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"os"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A source of random numbers that is the same everywhere (splitmix64).
type source uint64

func (s *source) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	x := uint64(*s)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (s *source) below(n int) int        { return int(s.next() % uint64(n)) }
func (s *source) below64(n uint64) int64 { return int64(s.next() % n) }
func (s *source) chance(n int) bool {
	return s.below(n) == 0
}

func pick[T any](s *source, of ...T) T { return of[s.below(len(of))] }

// ---- values ----

// float returns no signalling NaN: instructions differ in whether they make a quiet one of it.
func (s *source) float() float64 {
	f := s.anyFloat()
	if f != f {
		f = math.Float64frombits(math.Float64bits(f) | 1<<51)
	}
	return f
}

func (s *source) anyFloat() float64 {
	switch s.below(10) {
	case 0:
		return pick(s, 0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1, -1, math.MaxFloat64,
			math.SmallestNonzeroFloat64, 0.5, 2.5, 1e21, 1e-7, 123456789, math.MaxFloat32, 1<<53, 1e22, 1e23)
	case 1:
		return float64(int(s.next()>>40)) / 1000
	case 2:
		return float64(int64(s.next()))
	case 3:
		return float64(s.below(1000)) * math.Pow10(s.below(60)-30)
	case 4:
		return math.Float64frombits(s.next() >> 12 << s.below(13))
	case 5:
		return float64(math.Float32frombits(uint32(s.next())))
	case 6:
		return (float64(s.next()>>11)/(1<<53) - 0.5) * float64(s.below(100))
	}
	return math.Float64frombits(s.next())
}

func (s *source) integer() int64 {
	switch s.below(5) {
	case 0:
		return pick[int64](s, 0, 1, -1, math.MinInt64, math.MaxInt64, 127, 128, -128, 255, 256, 1<<31, 1<<32)
	case 1:
		return int64(s.below(200)) - 100
	}
	return int64(s.next()) >> s.below(64)
}

// text returns a few characters of an alphabet, or of all sorts.
func (s *source) text(alphabet string, most int) string {
	var b strings.Builder
	runes := []rune(alphabet)
	for n := s.below(most + 1); n > 0; n-- {
		switch {
		case len(runes) > 0:
			b.WriteRune(pick(s, runes...))
		case s.chance(8):
			b.WriteByte(byte(s.next()))
		case s.chance(4):
			b.WriteRune(pick(s, '\n', '\t', '"', '\'', '\\', '`', 0, 7, 0x7f, 0xa0, 0xad, 0x2028, 0xfeff, 0xfffd, 0x1f600, 'é', 'ß', '世'))
		case s.chance(6):
			b.WriteRune(rune(s.below(0x110000)))
		default:
			b.WriteByte(byte(' ' + s.below(95)))
		}
	}
	return b.String()
}

// ---- strconv ----

var numberParts = []string{"1", "0", "9", ".", "e", "E", "+", "-", "x", "p", "_", "inf", "nan", "0x", "0b", "0o", "17", "999999999", "i", "00", "a", "f", "5"}

func (s *source) number() string {
	switch s.below(4) {
	case 0:
		return strconv.FormatFloat(s.float(), pick(s, byte('e'), 'f', 'g', 'x'), s.below(30)-1, 64)
	case 1:
		return strconv.FormatInt(s.integer(), 2+s.below(35))
	case 2: // near the middle of two numbers
		f := math.Abs(s.float())
		if math.IsInf(f, 0) || math.IsNaN(f) || f > 1e300 {
			f = 1
		}
		x := new(big.Float).SetPrec(2000).SetFloat64(f)
		x.Add(x, new(big.Float).SetFloat64(math.Nextafter(f, math.Inf(1))))
		return x.Quo(x, big.NewFloat(2)).Text('e', 20+s.below(780))
	}
	var b strings.Builder
	for n := 1 + s.below(8); n > 0; n-- {
		b.WriteString(pick(s, numberParts...))
	}
	return b.String()
}

func strconvCase(s *source) string {
	switch s.below(9) {
	case 0:
		bits := pick(s, 32, 64)
		f := s.float()
		if bits == 32 {
			f = float64(float32(f))
		}
		return strconv.FormatFloat(f, pick(s, byte('e'), 'E', 'f', 'g', 'G', 'b', 'x', 'X'), s.below(42)-1, bits)
	case 1:
		f, err := strconv.ParseFloat(s.number(), pick(s, 32, 64))
		return fmt.Sprint(math.Float64bits(f), err)
	case 2:
		i, err := strconv.ParseInt(s.number(), pick(s, 0, 10, 16, 2, 36, 37), pick(s, 0, 8, 16, 32, 64))
		return fmt.Sprint(i, err)
	case 3:
		i, err := strconv.ParseUint(s.number(), pick(s, 0, 10, 16, 8, 7), pick(s, 0, 8, 16, 32, 64, 65))
		return fmt.Sprint(i, err)
	case 4:
		t := s.text("", 12)
		return strconv.Quote(t) + strconv.QuoteToASCII(t) + strconv.QuoteToGraphic(t) + fmt.Sprint(strconv.CanBackquote(t))
	case 5:
		t := s.text("\\\"'`abxu01nU", 10)
		if s.chance(2) {
			t = `"` + t + `"`
		}
		u, err := strconv.Unquote(t)
		p, err2 := strconv.QuotedPrefix(t)
		return fmt.Sprintf("%q %v %q %v", u, err, p, err2)
	case 6:
		r := rune(s.integer())
		return strconv.QuoteRune(r) + strconv.QuoteRuneToASCII(r) + fmt.Sprint(strconv.IsPrint(r), strconv.IsGraphic(r))
	case 7:
		c, err := strconv.ParseComplex(s.number()+pick(s, "", "+", "-")+s.number()+"i", pick(s, 64, 128))
		return fmt.Sprint(c, err)
	}
	return strconv.FormatComplex(complex(s.float(), s.float()), pick(s, byte('e'), 'f', 'g'), s.below(20)-1, 128) +
		strconv.FormatInt(s.integer(), 2+s.below(35))
}

// ---- fmt ----

type point struct {
	X, Y int
	name string
}
type celsius float64
type named struct{ *point }
type texter string

func (t texter) String() string { return "<" + string(t) + ">" }

func (s *source) value(depth int) any {
	switch n := s.below(30); {
	case n < 3:
		return int(s.integer())
	case n < 6:
		return s.float()
	case n < 8:
		return s.text("", 8)
	case n == 8:
		return []byte(s.text("", 6))
	case n == 9:
		return s.chance(2)
	case n == 10:
		return uint8(s.next())
	case n == 11:
		return uint64(s.next())
	case n == 12:
		return rune(s.below(0x20000))
	case n == 13:
		return float32(s.float())
	case n == 14:
		return complex(s.float(), s.float())
	case n == 15:
		return nil
	case n == 16 && depth == 2:
		return errors.New(s.text("abc", 4))
	case n == 17:
		return point{int(s.integer()), s.below(9), s.text("", 3)}
	case n == 18:
		return celsius(s.float())
	case n == 19:
		return texter(s.text("xyz", 3))
	case n == 20:
		return []int{s.below(9), s.below(99)}
	case n == 21:
		return map[string]int{"a": s.below(9), "b": int(s.integer()), "c": 3}
	case n == 22 && depth == 2: // deeper a pointer is printed as an address
		return &point{1, s.below(5), "p"}
	case n == 23:
		return (*point)(nil)
	case n == 24:
		return [2]bool{s.chance(2), s.chance(2)}
	case n == 25:
		return int8(s.next())
	case n == 26:
		return struct {
			A any
			B []string
		}{s.integer(), []string{s.text("", 3)}}
	case n == 27:
		return named{}
	case depth > 0:
		return []any{s.value(depth - 1), s.value(depth - 1)}
	}
	return time.Duration(s.integer())
}

func (s *source) directive() string {
	var b strings.Builder
	b.WriteByte('%')
	for s.chance(2) {
		b.WriteByte(pick(s, byte('+'), '-', '#', ' ', '0'))
	}
	if s.chance(3) {
		b.WriteString(strconv.Itoa(s.below(20)))
	}
	if s.chance(3) {
		b.WriteByte('.')
		if !s.chance(5) {
			b.WriteString(strconv.Itoa(s.below(12)))
		}
	}
	if s.chance(30) {
		b.WriteString(pick(s, "[1]", "[2]", "[3]*", "*", "[x]", "[0]", ".[2]*"))
	}
	return b.String() + string(pick(s, []rune("vvvdsqxXtbcoOUeEfFgGTw!%z")...))
}

func fmtCase(s *source) string {
	if s.chance(8) {
		var i int
		var u uint8
		var f float64
		var t string
		var r rune
		n, err := fmt.Sscanf(s.text("0123456789 -+.xeabc\n", 14), pick(s, "%d %s", "%5d%x", "%v %v", "%q", "%c%d", "%f,%d", "%x %s")+s.text("% dv", 2), pick[any](s, &i, &u, &f, &t, &r), pick[any](s, &i, &f, &t))
		m, err2 := fmt.Sscan(s.text("0123456789 -+.xeabc\n", 14), pick[any](s, &i, &u, &f, &t), pick[any](s, &i, &f, &t))
		return fmt.Sprint(n, err, m, err2, i, u, f, t, r)
	}
	format, args := "", []any{}
	for n := 1 + s.below(3); n > 0; n-- {
		format += s.text("ab ", 2) + s.directive()
		args = append(args, s.value(2))
	}
	if s.chance(12) {
		args = append(args, s.integer())
	}
	if s.chance(12) {
		args = args[:len(args)-1]
	}
	for _, a := range args { // addresses differ
		if p, ok := a.(*point); ok && p != nil && strings.ContainsAny(format, "xXdboOcqU") {
			return ""
		}
	}
	return fmt.Sprintf(format, args...) + fmt.Sprint(s.value(1), s.value(1)) + fmt.Sprintln(s.below(9), s.text("", 3))
}

// ---- time ----

var zones []*time.Location

var layoutParts = []string{"2006", "06", "01", "1", "Jan", "January", "02", "2", "_2", "002", "__2", "15", "03", "3", "04", "4", "05", "5",
	"PM", "pm", "MST", "Z0700", "Z07:00", "-0700", "-07:00", "-07", "Z07", "Mon", "Monday", ".000", ".999999", ",000", ".000000000",
	" ", "-", "/", ":", "T", "x", "st"}

func (s *source) moment() time.Time {
	if zones == nil {
		zones = []*time.Location{time.UTC, time.FixedZone("ABC", 3*3600+1800), time.FixedZone("", -5*3600)}
		for _, name := range []string{"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"} {
			if l, err := time.LoadLocation(name); err == nil {
				zones = append(zones, l)
			}
		}
	}
	var sec int64
	switch s.below(4) {
	case 0:
		sec = s.below64(1<<31) * pick[int64](s, 1, -1)
	case 1:
		sec = int64(s.next()%600000000000) - 300000000000
	default:
		sec = s.below64(2500000000)
	}
	return time.Unix(sec, int64(s.below(1000000000))).In(pick(s, zones...))
}

func timeCase(s *source) string {
	t := s.moment()
	switch s.below(6) {
	case 0:
		d := time.Duration(s.integer())
		p, err := time.ParseDuration(s.text("0123456789.hmsnuµ-+", 8))
		return fmt.Sprint(d, d.Round(time.Duration(s.integer())), d.Truncate(time.Duration(1+s.below64(1<<40))), d.Seconds(), p, err)
	case 1:
		u := t.AddDate(s.below(40)-20, s.below(40)-20, s.below(800)-400).Add(time.Duration(s.integer() >> 8))
		year, week := u.ISOWeek()
		return fmt.Sprint(u, year, week, u.YearDay(), u.Weekday(), u.Sub(t), u.Before(t), u.Truncate(time.Hour), u.Round(time.Duration(1+s.below64(1<<45))))
	case 2:
		j, err := t.MarshalJSON()
		b, err2 := t.MarshalBinary()
		var back time.Time
		err3 := back.UnmarshalJSON([]byte(strings.Replace(string(j), "T", pick(s, "T", "T", " ", "t"), 1)))
		return fmt.Sprint(string(j), err, b, err2, back, err3, t.GoString())
	case 3:
		u := time.Date(s.below(4000)-1000, time.Month(s.below(30)-8), s.below(80)-20, s.below(60)-20, s.below(200)-70, s.below(200)-70, int(s.integer()), pick(s, zones...))
		name, offset := u.Zone()
		return fmt.Sprint(u, u.Unix(), name, offset, u.IsDST())
	}
	layout := ""
	for n := 1 + s.below(7); n > 0; n-- {
		layout += pick(s, layoutParts...)
	}
	if s.chance(4) {
		layout = pick(s, time.RFC3339, time.RFC3339Nano, time.RFC1123Z, time.ANSIC, time.Kitchen, time.StampMicro, time.RFC850, time.DateTime)
	}
	text := t.Format(layout)
	if s.chance(3) && text != "" {
		i := s.below(len(text))
		text = text[:i] + s.text("0123456789 JanMo:-Z", 2) + text[i+s.below(2):]
	}
	back, err := time.ParseInLocation(layout, text, pick(s, zones...))
	return fmt.Sprint(layout, "|", text, "|", back, "|", err)
}

// ---- encoding/json ----

func (s *source) tree(depth int) any {
	switch n := s.below(9); {
	case n == 0:
		return nil
	case n == 1:
		return s.chance(2)
	case n == 2:
		return s.integer()
	case n == 3:
		f := s.float()
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return 1.5
		}
		return f
	case n < 6 || depth == 0:
		return s.text("", 8)
	case n == 6:
		list := []any{}
		for k := s.below(4); k > 0; k-- {
			list = append(list, s.tree(depth-1))
		}
		return list
	case n == 7:
		m := map[string]any{}
		for k := s.below(4); k > 0; k-- {
			m[s.text("", 4)] = s.tree(depth - 1)
		}
		return m
	}
	return record{Name: s.text("", 4), Count: s.below(9), Ratio: celsius(s.below(1000)) / 8, List: []int{s.below(3)}, Any: s.tree(depth - 1)}
}

type record struct {
	Name  string         `json:"name"`
	Count int            `json:"count,omitempty"`
	Ratio celsius        `json:",string"`
	List  []int          `json:"list"`
	Any   any            `json:"any"`
	Map   map[string]int `json:"map,omitempty"`
	Next  *record        `json:"next,omitempty"`
	Bytes []byte
	when  time.Time
}

// rewritten tells what Go has encoded in another way since 1.22.
func rewritten(data []byte) bool {
	return bytes.Contains(data, []byte(`\b`)) || bytes.Contains(data, []byte(`\f`)) || bytes.Contains(data, []byte(`\u000`))
}

func jsonCase(s *source) string {
	data, err := json.Marshal(s.tree(3))
	if err != nil || rewritten(data) {
		return fmt.Sprint(err)
	}
	if s.chance(2) {
		i := s.below(len(data))
		data = slices.Concat(data[:i], []byte(s.text(`{}[]",:0123456789-+.eEtrufalsn\ `, 3)), data[i+s.below(2):])
	}
	if rewritten(data) {
		return ""
	}
	var any1 any
	var rec record
	err = json.Unmarshal(data, &any1)
	err2 := json.Unmarshal(data, &rec)
	again, err3 := json.Marshal(any1)
	recAgain, err4 := json.Marshal(rec)
	var indented, compact bytes.Buffer
	err5 := json.Indent(&indented, data, pick(s, "", ">"), pick(s, " ", "\t"))
	json.Compact(&compact, data)
	return fmt.Sprintf("%s|%s|%v|%v|%v|%s|%v|%s|%v|%s", data, again, err, err2, err3, recAgain, err4, indented.String(), err5, compact.String())
}

// ---- regexp ----

var patternParts = []string{"a", "b", "c", ".", "x", "é", "[ab]", "[^a]", "[a-c]", `\d`, `\w`, `\s`, `\b`, "^", "$", "*", "+", "?", "*?", "+?", "??",
	"{2}", "{1,3}", "{2,}", "{0,2}?", "|", "(", ")", "(?:", "(?i)", "(?i:", "(?P<n>", "(?s)", "(?m)", `\pL`, `\x61`, "[[:alpha:]]", `\A`, `\z`, "[", "]", `\`, `\Q.\E`, "(?U)"}

func regexpCase(s *source) string {
	pattern := ""
	open := 0
	for n := 1 + s.below(10); n > 0; n-- {
		p := pick(s, patternParts...)
		if s.chance(3) {
			p = pick(s, "a", "b", "c")
		}
		if strings.HasPrefix(p, "(") && !strings.HasSuffix(p, ")") {
			open++
		} else if p == ")" && open == 0 {
			continue
		} else if p == ")" {
			open--
		}
		pattern += p
	}
	if !s.chance(10) {
		pattern += strings.Repeat(")", open)
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return err.Error()
	}
	text := s.text("aaabbbccABx1 é\n", 16)
	if s.chance(4) {
		re.Longest()
	}
	prefix, complete := re.LiteralPrefix()
	if strings.ContainsAny(pattern, `^A`) { // later ones look behind an anchor
		prefix, complete = "", false
	}
	return fmt.Sprint(pattern, "|", re.String(), re.NumSubexp(), re.SubexpNames(), prefix, complete, re.FindAllStringSubmatchIndex(text, -1),
		re.ReplaceAllString(text, "<$0$n$1>"), re.Split(text, s.below(5)-1), re.MatchString(text))
}

// ---- math ----

var unary = []func(float64) float64{math.Abs, math.Acos, math.Acosh, math.Asin, math.Asinh, math.Atan, math.Atanh, math.Cbrt, math.Ceil,
	math.Cos, math.Cosh, math.Erf, math.Erfc, math.Erfinv, math.Exp2, math.Expm1, math.Floor, math.Gamma, math.Log10, math.Log1p,
	math.Log2, math.Logb, math.Round, math.RoundToEven, math.Sin, math.Sinh, math.Sqrt, math.Tan, math.Tanh, math.Trunc, math.Log}

var binary = []func(x, y float64) float64{math.Atan2, math.Copysign, math.Dim, math.Max, math.Min, math.Mod, math.Nextafter, math.Pow, math.Remainder}

func mathCase(s *source) string {
	x, y, z := s.float(), s.float(), s.float()
	if s.chance(2) {
		x, y = float64(s.below(2000)-1000)/float64(1+s.below(300)), float64(s.below(100))/4
	}
	var r float64
	which := s.below(50)
	switch {
	case which < len(unary):
		r = unary[which](x)
	case which < len(unary)+len(binary):
		r = binary[which-len(unary)](x, y)
	case which == 46:
		r = math.FMA(x, y, z)
	case which == 47:
		f, e := math.Frexp(x)
		r = math.Ldexp(f, e+s.below(80)-40)
	default:
		l, sign := math.Lgamma(x)
		i, f := math.Modf(y)
		sin, cos := math.Sincos(z)
		return fmt.Sprint(which, x, y, z, l, sign, i, f, sin, cos, math.Ilogb(x))
	}
	return fmt.Sprintf("%d %x %x %x = %x", which, math.Float64bits(x), math.Float64bits(y), math.Float64bits(z), math.Float64bits(r))
}

// ---- sort, slices ----

func sortCase(s *source) string {
	n := s.below(40)
	if s.chance(20) {
		n = s.below(400)
	}
	ints, keys, words, floats := make([]int, n), make([]point, n), make([]string, n), make([]float64, n)
	for i := range n {
		ints[i] = s.below(1 + s.below(1000))
		keys[i] = point{X: s.below(6), Y: i}
		words[i] = s.text("ab", 3)
		floats[i] = float64(s.below(50)) / 4
	}
	if n > 0 && s.chance(3) {
		floats[s.below(n)] = math.NaN()
	}
	at := sort.SearchInts(ints, 5)
	sort.Ints(ints)
	sort.Stable(sort.Reverse(sort.StringSlice(words)))
	sort.Float64s(floats)
	sort.SliceStable(keys, func(i, j int) bool { return keys[i].X < keys[j].X })
	found, ok := slices.BinarySearch(ints, s.below(100))
	byY := slices.Clone(keys)
	slices.SortStableFunc(byY, func(a, b point) int { return a.Y%3 - b.Y%3 })
	return fmt.Sprint(at, ints, words, floats, keys, byY, found, ok, slices.Compact(ints), slices.IsSortedFunc(keys, func(a, b point) int { return a.Y - b.Y }))
}

var areas = map[string]func(*source) string{"fmt": fmtCase, "strconv": strconvCase, "time": timeCase, "json": jsonCase,
	"regexp": regexpCase, "math": mathCase, "sort": sortCase}

func hash(h uint64, text string) uint64 {
	for i := 0; i < len(text); i++ {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return (h ^ '\n') * 1099511628211
}

func main() {
	area, first, count := areas[os.Args[1]], 0, 0
	fmt.Sscan(os.Args[2], &first)
	fmt.Sscan(os.Args[3], &count)
	h := uint64(14695981039346656037)
	for n := first; n < first+count; n++ {
		s := source(n) * 0x5851f42d4c957f2d
		text := area(&s)
		h = hash(h, text)
		if len(os.Args) > 4 {
			fmt.Printf("%d %q %v\n", n, text, utf8.ValidString(text))
		} else if n%1000 == 999 {
			fmt.Printf("%d %016x\n", n-999, h)
			h = 14695981039346656037
		}
	}
}
