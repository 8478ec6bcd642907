package test

import (
	"bytes"
	"fmt"
	"iter"
	"math"
	"math/bits"
	"math/rand"
	mybytes "oracle/bytes"
	mybits "oracle/math/bits"
	myslices "oracle/slices"
	mysort "oracle/sort"
	mystrconv "oracle/strconv"
	mystrings "oracle/strings"
	myunicode "oracle/unicode"
	myutf16 "oracle/unicode/utf16"
	myutf8 "oracle/unicode/utf8"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const rounds = 3000

func TestStrings(t *testing.T) {
	for _, c := range []struct {
		name       string
		mine, real any
	}{
		{"Index", mystrings.Index, strings.Index}, {"IndexByte", mystrings.IndexByte, strings.IndexByte},
		{"IndexRune", mystrings.IndexRune, strings.IndexRune}, {"IndexAny", mystrings.IndexAny, strings.IndexAny},
		{"LastIndex", mystrings.LastIndex, strings.LastIndex}, {"LastIndexByte", mystrings.LastIndexByte, strings.LastIndexByte},
		{"LastIndexAny", mystrings.LastIndexAny, strings.LastIndexAny}, {"Contains", mystrings.Contains, strings.Contains},
		{"ContainsRune", mystrings.ContainsRune, strings.ContainsRune}, {"ContainsAny", mystrings.ContainsAny, strings.ContainsAny},
		{"Count", mystrings.Count, strings.Count}, {"Compare", mystrings.Compare, strings.Compare},
		{"EqualFold", mystrings.EqualFold, strings.EqualFold}, {"HasPrefix", mystrings.HasPrefix, strings.HasPrefix},
		{"HasSuffix", mystrings.HasSuffix, strings.HasSuffix}, {"Cut", mystrings.Cut, strings.Cut},
		{"CutPrefix", mystrings.CutPrefix, strings.CutPrefix}, {"CutSuffix", mystrings.CutSuffix, strings.CutSuffix},
		{"SplitN", mystrings.SplitN, strings.SplitN}, {"SplitAfterN", mystrings.SplitAfterN, strings.SplitAfterN},
		{"Split", mystrings.Split, strings.Split}, {"SplitAfter", mystrings.SplitAfter, strings.SplitAfter},
		{"Fields", mystrings.Fields, strings.Fields}, {"FieldsFunc", mystrings.FieldsFunc, strings.FieldsFunc},
		{"Join", mystrings.Join, strings.Join}, {"Repeat", mystrings.Repeat, strings.Repeat},
		{"ToUpper", mystrings.ToUpper, strings.ToUpper}, {"ToLower", mystrings.ToLower, strings.ToLower},
		{"ToTitle", mystrings.ToTitle, strings.ToTitle}, {"Title", mystrings.Title, strings.Title},
		{"ToValidUTF8", mystrings.ToValidUTF8, strings.ToValidUTF8}, {"Trim", mystrings.Trim, strings.Trim},
		{"TrimLeft", mystrings.TrimLeft, strings.TrimLeft}, {"TrimRight", mystrings.TrimRight, strings.TrimRight},
		{"TrimSpace", mystrings.TrimSpace, strings.TrimSpace}, {"TrimPrefix", mystrings.TrimPrefix, strings.TrimPrefix},
		{"TrimSuffix", mystrings.TrimSuffix, strings.TrimSuffix}, {"TrimFunc", mystrings.TrimFunc, strings.TrimFunc},
		{"TrimLeftFunc", mystrings.TrimLeftFunc, strings.TrimLeftFunc}, {"TrimRightFunc", mystrings.TrimRightFunc, strings.TrimRightFunc},
		{"IndexFunc", mystrings.IndexFunc, strings.IndexFunc}, {"LastIndexFunc", mystrings.LastIndexFunc, strings.LastIndexFunc},
		{"Replace", mystrings.Replace, strings.Replace}, {"ReplaceAll", mystrings.ReplaceAll, strings.ReplaceAll},
		{"Clone", mystrings.Clone, strings.Clone},
		{"Lines", seq1(mystrings.Lines), seq1(strings.Lines)}, {"FieldsSeq", seq1(mystrings.FieldsSeq), seq1(strings.FieldsSeq)},
		{"SplitSeq", seq2(mystrings.SplitSeq), seq2(strings.SplitSeq)}, {"SplitAfterSeq", seq2(mystrings.SplitAfterSeq), seq2(strings.SplitAfterSeq)},
		{"FieldsFuncSeq", func(s string, f func(rune) bool) []string {
			return slices.Collect(iter.Seq[string](mystrings.FieldsFuncSeq(s, f)))
		},
			func(s string, f func(rune) bool) []string { return slices.Collect(strings.FieldsFuncSeq(s, f)) }},
		{"Map", func(s string, k int) string { return mystrings.Map(mapping(k), s) }, func(s string, k int) string { return strings.Map(mapping(k), s) }},
		{"Replacer", func(s string, p []string) string { return mystrings.NewReplacer(p...).Replace(s) },
			func(s string, p []string) string { return strings.NewReplacer(p...).Replace(s) }},
	} {
		pair(t, c.name, c.mine, c.real, rounds)
	}
}

func seq1[S ~func(func(string) bool)](f func(string) S) func(string) []string {
	return func(s string) []string { return slices.Collect(iter.Seq[string](f(s))) }
}

func seq2[S ~func(func(string) bool)](f func(a, b string) S) func(a, b string) []string {
	return func(a, b string) []string { return slices.Collect(iter.Seq[string](f(a, b))) }
}

func mapping(k int) func(rune) rune {
	return func(r rune) rune {
		switch {
		case k == 0 && r == 'a':
			return -1
		case k == 1 && r > 0x7f:
			return 'x'
		case k == 2 && r == ' ':
			return '世'
		case k == 3:
			return r + 1
		}
		return r
	}
}

func TestBytes(t *testing.T) {
	for _, c := range []struct {
		name       string
		mine, real any
	}{
		{"Index", mybytes.Index, bytes.Index}, {"IndexAny", mybytes.IndexAny, bytes.IndexAny},
		{"LastIndex", mybytes.LastIndex, bytes.LastIndex}, {"Count", mybytes.Count, bytes.Count},
		{"Equal", mybytes.Equal, bytes.Equal}, {"EqualFold", mybytes.EqualFold, bytes.EqualFold},
		{"SplitN", mybytes.SplitN, bytes.SplitN}, {"SplitAfterN", mybytes.SplitAfterN, bytes.SplitAfterN},
		{"Fields", mybytes.Fields, bytes.Fields}, {"FieldsFunc", mybytes.FieldsFunc, bytes.FieldsFunc},
		{"Join", mybytes.Join, bytes.Join}, {"Repeat", mybytes.Repeat, bytes.Repeat},
		{"ToUpper", mybytes.ToUpper, bytes.ToUpper}, {"ToLower", mybytes.ToLower, bytes.ToLower},
		{"Title", mybytes.Title, bytes.Title}, {"ToValidUTF8", mybytes.ToValidUTF8, bytes.ToValidUTF8},
		{"Trim", mybytes.Trim, bytes.Trim}, {"TrimLeft", mybytes.TrimLeft, bytes.TrimLeft}, {"TrimRight", mybytes.TrimRight, bytes.TrimRight},
		{"TrimSpace", mybytes.TrimSpace, bytes.TrimSpace}, {"TrimFunc", mybytes.TrimFunc, bytes.TrimFunc},
		{"Replace", mybytes.Replace, bytes.Replace}, {"Cut", mybytes.Cut, bytes.Cut}, {"Runes", mybytes.Runes, bytes.Runes},
		{"IndexFunc", mybytes.IndexFunc, bytes.IndexFunc}, {"LastIndexFunc", mybytes.LastIndexFunc, bytes.LastIndexFunc},
		{"CutPrefix", mybytes.CutPrefix, bytes.CutPrefix}, {"Clone", mybytes.Clone, bytes.Clone},
		{"SplitSeq", func(a, b []byte) [][]byte { return slices.Collect(iter.Seq[[]byte](mybytes.SplitSeq(a, b))) }, func(a, b []byte) [][]byte { return slices.Collect(bytes.SplitSeq(a, b)) }},
	} {
		pair(t, c.name, c.mine, c.real, rounds)
	}
}

func TestBuffer(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	var mine mybytes.Buffer
	var real bytes.Buffer
	for i := 0; i < 20000; i++ {
		var a, b string
		s, n := text(r), r.Intn(20)
		switch r.Intn(14) {
		case 0, 1, 2:
			mine.WriteString(s)
			real.WriteString(s)
		case 3:
			a, b = fmt.Sprint(mine.ReadByte()), fmt.Sprint(real.ReadByte())
		case 4:
			a, b = fmt.Sprint(mine.ReadRune()), fmt.Sprint(real.ReadRune())
		case 5:
			a, b = strings.TrimPrefix(fmt.Sprint(mine.UnreadByte()), "x"), fmt.Sprint(real.UnreadByte())
		case 6:
			a, b = fmt.Sprint(mine.UnreadRune()), fmt.Sprint(real.UnreadRune())
		case 7:
			a, b = string(mine.Next(n)), string(real.Next(n))
		case 8:
			a, b = fmt.Sprint(mine.ReadString('\n')), fmt.Sprint(real.ReadString('\n'))
		case 9:
			p, q := make([]byte, n), make([]byte, n)
			a, b = fmt.Sprint(mine.Read(p)), fmt.Sprint(real.Read(q))
			a, b = a+string(p), b+string(q)
		case 10:
			mine.WriteByte('z')
			real.WriteByte('z')
		case 11:
			mine.WriteRune('世')
			real.WriteRune('世')
		case 12:
			mine.ReadFrom(strings.NewReader(s))
			real.ReadFrom(strings.NewReader(s))
		case 13:
			if n = mine.Len() / 2; n > 100 {
				mine.Truncate(n)
				real.Truncate(n)
			}
		}
		if a != b || mine.String() != real.String() {
			t.Fatalf("%d: %q %q / %q %q", i, a, b, mine.String(), real.String())
		}
	}
}

func TestUnicode(t *testing.T) {
	classes := []struct {
		mine, real func(rune) bool
	}{
		{myunicode.IsControl, unicode.IsControl}, {myunicode.IsDigit, unicode.IsDigit}, {myunicode.IsGraphic, unicode.IsGraphic},
		{myunicode.IsLetter, unicode.IsLetter}, {myunicode.IsLower, unicode.IsLower}, {myunicode.IsMark, unicode.IsMark},
		{myunicode.IsNumber, unicode.IsNumber}, {myunicode.IsPrint, unicode.IsPrint}, {myunicode.IsPunct, unicode.IsPunct},
		{myunicode.IsSpace, unicode.IsSpace}, {myunicode.IsSymbol, unicode.IsSymbol}, {myunicode.IsTitle, unicode.IsTitle},
		{myunicode.IsUpper, unicode.IsUpper}, {mystrconv.IsPrint, strconv.IsPrint},
	}
	for i, c := range classes {
		for r := rune(-2); r <= 0x110002; r++ {
			if c.mine(r) != c.real(r) {
				t.Errorf("class %d of %U", i, r)
				break
			}
		}
	}
	for r := rune(-2); r <= 0x110002; r++ {
		for k := -1; k < 4; k++ {
			if a, b := myunicode.To(k, r), unicode.To(k, r); a != b {
				t.Fatalf("To(%d, %U) = %U not %U", k, r, a, b)
			}
		}
		if a, b := myunicode.SimpleFold(r), unicode.SimpleFold(r); a != b && 0 <= r && r <= unicode.MaxRune {
			t.Fatalf("SimpleFold(%U) = %U not %U", r, a, b)
		}
	}
	tables(t, "category", myunicode.Categories, unicode.Categories)
	tables(t, "script", myunicode.Scripts, unicode.Scripts)
	tables(t, "property", myunicode.Properties, unicode.Properties)
	tables(t, "fold category", myunicode.FoldCategory, unicode.FoldCategory)
	tables(t, "fold script", myunicode.FoldScript, unicode.FoldScript)
	if !reflect.DeepEqual(myunicode.CategoryAliases, unicode.CategoryAliases) {
		t.Errorf("aliases %v", myunicode.CategoryAliases)
	}
	for r := rune(0); r < 0x3000; r++ {
		if myunicode.TurkishCase.ToUpper(r) != unicode.TurkishCase.ToUpper(r) || myunicode.TurkishCase.ToLower(r) != unicode.TurkishCase.ToLower(r) {
			t.Errorf("Turkish %U", r)
		}
	}
}

func members16(t *unicode.RangeTable) map[rune]bool {
	m := map[rune]bool{}
	for _, x := range t.R16 {
		for c := rune(x.Lo); c <= rune(x.Hi); c += rune(x.Stride) {
			m[c] = true
		}
	}
	for _, x := range t.R32 {
		for c := rune(x.Lo); c <= rune(x.Hi); c += rune(x.Stride) {
			m[c] = true
		}
	}
	return m
}

func tables(t *testing.T, what string, mine map[string]*myunicode.RangeTable, real map[string]*unicode.RangeTable) {
	for name := range real {
		if mine[name] == nil {
			t.Errorf("%s %s missing", what, name)
		}
	}
	for name, m := range mine {
		w := real[name]
		if w == nil {
			t.Errorf("%s %s extra", what, name)
			continue
		}
		set := members16(w)
		for r := rune(0); r <= unicode.MaxRune; r++ {
			if myunicode.Is(m, r) != set[r] {
				t.Errorf("%s %s: %U", what, name, r)
				break
			}
		}
	}
}

func TestUTF(t *testing.T) {
	pair(t, "DecodeRune", myutf8.DecodeRune, utf8.DecodeRune, rounds)
	pair(t, "DecodeRuneInString", myutf8.DecodeRuneInString, utf8.DecodeRuneInString, rounds)
	pair(t, "DecodeLastRune", myutf8.DecodeLastRune, utf8.DecodeLastRune, rounds)
	pair(t, "RuneCount", myutf8.RuneCount, utf8.RuneCount, rounds)
	pair(t, "Valid", myutf8.Valid, utf8.Valid, rounds)
	pair(t, "FullRune", myutf8.FullRune, utf8.FullRune, rounds)
	pair(t, "RuneLen", myutf8.RuneLen, utf8.RuneLen, rounds)
	pair(t, "AppendRune", myutf8.AppendRune, utf8.AppendRune, rounds)
	pair(t, "ValidRune", myutf8.ValidRune, utf8.ValidRune, rounds)
	pair(t, "utf16.Encode", myutf16.Encode, utf16.Encode, rounds)
	pair(t, "utf16.Decode", myutf16.Decode, utf16.Decode, rounds)
	r := rand.New(rand.NewSource(3))
	for i := 0; i < 300000; i++ {
		b := make([]byte, r.Intn(7))
		for k := range b {
			b[k] = "\x00\x41\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xc2\xdf\xe0\xe1\xed\xef\xf0\xf1\xf4\xf5\xff"[r.Intn(21)]
		}
		r1, n1 := myutf8.DecodeRune(b)
		r2, n2 := utf8.DecodeRune(b)
		r3, n3 := myutf8.DecodeLastRune(b)
		r4, n4 := utf8.DecodeLastRune(b)
		if r1 != r2 || n1 != n2 || r3 != r4 || n3 != n4 || myutf8.FullRune(b) != utf8.FullRune(b) ||
			myutf8.Valid(b) != utf8.Valid(b) || myutf8.RuneCount(b) != utf8.RuneCount(b) {
			t.Fatalf("%x", b)
		}
	}
}

func TestStrconv(t *testing.T) {
	for _, c := range []struct {
		name       string
		mine, real any
	}{
		{"Atoi", mystrconv.Atoi, strconv.Atoi}, {"ParseInt", mystrconv.ParseInt, strconv.ParseInt},
		{"ParseUint", mystrconv.ParseUint, strconv.ParseUint}, {"ParseBool", mystrconv.ParseBool, strconv.ParseBool},
		{"Quote", mystrconv.Quote, strconv.Quote}, {"QuoteToASCII", mystrconv.QuoteToASCII, strconv.QuoteToASCII},
		{"QuoteToGraphic", mystrconv.QuoteToGraphic, strconv.QuoteToGraphic}, {"QuoteRune", mystrconv.QuoteRune, strconv.QuoteRune},
		{"QuoteRuneToASCII", mystrconv.QuoteRuneToASCII, strconv.QuoteRuneToASCII}, {"CanBackquote", mystrconv.CanBackquote, strconv.CanBackquote},
		{"AppendQuote", mystrconv.AppendQuote, strconv.AppendQuote}, {"AppendQuoteRune", mystrconv.AppendQuoteRune, strconv.AppendQuoteRune},
		{"IsGraphic", mystrconv.IsGraphic, strconv.IsGraphic},
		{"FormatInt", func(i int64, b int) string {
			return mystrconv.FormatInt(i, 3+b) + mystrconv.FormatInt(i, 10) + mystrconv.Itoa(int(i))
		},
			func(i int64, b int) string {
				return strconv.FormatInt(i, 3+b) + strconv.FormatInt(i, 10) + strconv.Itoa(int(i))
			}},
		{"FormatUint", func(i uint64, b int) string { return mystrconv.FormatUint(i, 30+b) + mystrconv.FormatUint(i, 10) },
			func(i uint64, b int) string { return strconv.FormatUint(i, 30+b) + strconv.FormatUint(i, 10) }},
		{"round trip", func(i int64, b int, n int) (int64, error) {
			return mystrconv.ParseInt(strconv.FormatInt(i, b+4), b+4, 8*(n+2))
		}, func(i int64, b int, n int) (int64, error) {
			return strconv.ParseInt(strconv.FormatInt(i, b+4), b+4, 8*(n+2))
		}},
		{"unsigned round trip", func(i uint64, b int, n int) (uint64, error) {
			return mystrconv.ParseUint(strconv.FormatUint(i, b+4), b+4, 8*(n+2))
		}, func(i uint64, b int, n int) (uint64, error) {
			return strconv.ParseUint(strconv.FormatUint(i, b+4), b+4, 8*(n+2))
		}},
	} {
		pair(t, c.name, c.mine, c.real, rounds)
	}
	r := rand.New(rand.NewSource(4))
	for i := 0; i < 100000; i++ {
		s := ""
		for n := r.Intn(8); n >= 0; n-- {
			s += []string{"'", "\"", "`", "a", "\\n", "\\x41", "\\xff", "\\101", "\\u4e16", "\\U0001f600", "\\ud800", "\\'", "\\\"", "\n", "\r", "世", "\xff", "\\", "\\9", "\\400"}[r.Intn(20)]
		}
		q := s[:1]
		for _, x := range []string{s, q + s + q, q + s + q + "x"} {
			a, e1 := mystrconv.Unquote(x)
			b, e2 := strconv.Unquote(x)
			c, e3 := mystrconv.QuotedPrefix(x)
			d, e4 := strconv.QuotedPrefix(x)
			if a != b || (e1 == nil) != (e2 == nil) || c != d || (e3 == nil) != (e4 == nil) {
				t.Fatalf("Unquote(%q) = %q %v, want %q %v; prefix %q %v, want %q %v", x, a, e1, b, e2, c, e3, d, e4)
			}
		}
		for _, quote := range []byte{'\'', '"', 0} {
			v, m, tail, e1 := mystrconv.UnquoteChar(s, quote)
			w, n, rest, e2 := strconv.UnquoteChar(s, quote)
			if v != w || m != n || tail != rest || (e1 == nil) != (e2 == nil) {
				t.Fatalf("UnquoteChar(%q, %q) = %v %v %q %v, want %v %v %q %v", s, quote, v, m, tail, e1, w, n, rest, e2)
			}
		}
		s = strings.NewReplacer("'", "0", "\"", "_", "`", "0x", "a", "0b", "\\n", "-", "\\", "7").Replace(s)
		for _, base := range []int{0, 10, 16} {
			v, e1 := mystrconv.ParseInt(s, base, 64)
			w, e2 := strconv.ParseInt(s, base, 64)
			if v != w || fmt.Sprint(e1) != fmt.Sprint(e2) {
				t.Fatalf("ParseInt(%q, %d) = %d %v, want %d %v", s, base, v, e1, w, e2)
			}
		}
	}
}

func TestFormatFloat(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for i := 0; i < 300000; i++ {
		f := float(r)
		bits := 32 << r.Intn(2)
		format := "eEfgGbxX"[r.Intn(8)]
		prec := -1
		if r.Intn(2) == 0 {
			prec = r.Intn(1 << r.Intn(7))
		}
		if bits == 32 {
			f = float64(float32(f))
		}
		a, b := mystrconv.FormatFloat(f, format, prec, bits), strconv.FormatFloat(f, format, prec, bits)
		if a != b {
			t.Errorf("FormatFloat(%x, %c, %d, %d) = %s, want %s", f, format, prec, bits, a, b)
		}
	}
	for _, prec := range []int{300, 1074, 1100, 2000} {
		for _, f := range []float64{5e-324, math.MaxFloat64, 1.0 / 3, 1e23, 0} {
			for _, format := range "efg" {
				if a, b := mystrconv.FormatFloat(f, byte(format), prec, 64), strconv.FormatFloat(f, byte(format), prec, 64); a != b {
					t.Errorf("FormatFloat(%g, %c, %d) = %s, want %s", f, format, prec, a, b)
				}
			}
		}
	}
	pair(t, "FormatComplex", func(a, b float64) string { return mystrconv.FormatComplex(complex(a, b), 'g', -1, 128) },
		func(a, b float64) string { return strconv.FormatComplex(complex(a, b), 'g', -1, 128) }, 1000)
}

func TestParseFloat(t *testing.T) {
	r := rand.New(rand.NewSource(6))
	check := func(s string) {
		t.Helper()
		for _, bits := range []int{32, 64} {
			a, e1 := mystrconv.ParseFloat(s, bits)
			b, e2 := strconv.ParseFloat(s, bits)
			if math.Float64bits(a) != math.Float64bits(b) && !(a != a && b != b) || fmt.Sprint(e1) != fmt.Sprint(e2) {
				t.Errorf("ParseFloat(%q, %d) = %x %v, want %x %v", s, bits, a, e1, b, e2)
			}
		}
	}
	for i := 0; i < 200000; i++ {
		f := float(r)
		switch r.Intn(6) {
		case 0:
			check(strconv.FormatFloat(f, 'g', -1, 64))
		case 1:
			check(strconv.FormatFloat(f, 'e', r.Intn(25), 64))
		case 2:
			check(strconv.FormatFloat(f, 'x', r.Intn(20)-1, 64))
		case 3: // exactly between two neighbours, and just beside
			g := math.Float64bits(math.Abs(f))
			x := math.Float64frombits(g)
			if g < 0x7fe0000000000000 {
				s := strconv.FormatFloat(x, 'e', 800, 64)
				y := strconv.FormatFloat(math.Float64frombits(g+1), 'e', 800, 64)
				_ = y
				check(s)
			}
		case 4:
			s := ""
			for n := r.Intn(12); n >= 0; n-- {
				s += []string{"0", "1", "5", "9", ".", "e", "-", "+", "_", "x", "p", "inf", "nan", "00000", "99999"}[r.Intn(15)]
			}
			check(s)
		case 5:
			check(fmt.Sprintf("%d.%de%d", r.Int63(), r.Int63(), r.Intn(700)-350))
		}
	}
	for _, s := range []string{"", "inf", "-Infinity", "+NaN", "nan", "iNf", "infinityx", "0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x1.00000000000008p0",
		"0x1.000000000000081p0", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "1.7976931348623159e308", "1.7976931348623158e308", "2.4703282292062327e-324",
		"2.4703282292062328e-324", "4.9e-324", "9007199254740993", "9007199254740992.99999", "9007199254740993.00000000000000000000000001", "1e-1000000000000", "1e1000000000000",
		"0." + strings.Repeat("0", 1000) + "1e1000", "1" + strings.Repeat("0", 400) + "e-400", "0e99999999999", ".e1", "1_0.0", "0x_1p1_0"} {
		check(s)
	}
	for _, s := range []string{"1", "i", "1i", "1+2i", "(1+2i)", "(1-2i", "1+i", "+1+2i", "NaN+NaNi", "inf-infi", "1e400+1i", "1++2i", "1+-2i", "1+2", "", "()", "3i+1", "0x1p1+0x1p2i", "1+NaNi", "-NaN"} {
		for _, bits := range []int{64, 128} {
			a, e1 := mystrconv.ParseComplex(s, bits)
			b, e2 := strconv.ParseComplex(s, bits)
			if fmt.Sprint(a, e1) != fmt.Sprint(b, e2) {
				t.Errorf("ParseComplex(%q, %d) = %v %v, want %v %v", s, bits, a, e1, b, e2)
			}
		}
	}
}

func TestBits(t *testing.T) {
	for _, c := range []struct {
		name       string
		mine, real any
	}{
		{"Len64", mybits.Len64, bits.Len64}, {"TrailingZeros64", mybits.TrailingZeros64, bits.TrailingZeros64},
		{"TrailingZeros32", mybits.TrailingZeros32, bits.TrailingZeros32}, {"LeadingZeros16", mybits.LeadingZeros16, bits.LeadingZeros16},
		{"OnesCount64", mybits.OnesCount64, bits.OnesCount64}, {"Reverse64", mybits.Reverse64, bits.Reverse64},
		{"Reverse8", mybits.Reverse8, bits.Reverse8}, {"Reverse32", mybits.Reverse32, bits.Reverse32}, {"ReverseBytes32", mybits.ReverseBytes32, bits.ReverseBytes32},
		{"RotateLeft8", mybits.RotateLeft8, bits.RotateLeft8}, {"RotateLeft32", mybits.RotateLeft32, bits.RotateLeft32}, {"RotateLeft64", mybits.RotateLeft64, bits.RotateLeft64},
		{"Mul64", mybits.Mul64, bits.Mul64}, {"Div64", mybits.Div64, bits.Div64}, {"Rem64", mybits.Rem64, bits.Rem64}, {"Div32", mybits.Div32, bits.Div32},
		{"Add64", func(x, y uint64, c bool) (uint64, uint64) { return mybits.Add64(x, y, carry(c)) }, func(x, y uint64, c bool) (uint64, uint64) { return bits.Add64(x, y, carry(c)) }},
		{"Sub64", func(x, y uint64, c bool) (uint64, uint64) { return mybits.Sub64(x, y, carry(c)) }, func(x, y uint64, c bool) (uint64, uint64) { return bits.Sub64(x, y, carry(c)) }},
		{"Sub32", func(x, y uint32, c bool) (uint32, uint32) { return mybits.Sub32(x, y, uint32(carry(c))) }, func(x, y uint32, c bool) (uint32, uint32) { return bits.Sub32(x, y, uint32(carry(c))) }},
	} {
		pair(t, c.name, c.mine, c.real, rounds)
	}
}

func carry(c bool) uint64 {
	if c {
		return 1
	}
	return 0
}

type byKey []struct{ key, order int }

func (x byKey) Len() int           { return len(x) }
func (x byKey) Less(i, j int) bool { return x[i].key < x[j].key }
func (x byKey) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

func TestSort(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	for i := 0; i < 3000; i++ {
		n := r.Intn(1 << r.Intn(9))
		ints, floats, texts := make([]int, n), make([]float64, n), make([]string, n)
		keys := make(byKey, n)
		for k := range ints {
			ints[k], floats[k], texts[k] = r.Intn(n+1), float(r), text(r)
			keys[k].key, keys[k].order = r.Intn(10), k
		}
		a, b := slices.Clone(ints), slices.Clone(ints)
		mysort.Ints(a)
		sort.Ints(b)
		c, d := slices.Clone(floats), slices.Clone(floats)
		myslices.Sort(c)
		slices.Sort(d)
		e, f := slices.Clone(texts), slices.Clone(texts)
		myslices.Sort(e)
		slices.Sort(f)
		same := func(x, y float64) bool { return x == y || x != x && y != y }
		if !slices.Equal(a, b) || !slices.EqualFunc(c, d, same) || !slices.Equal(e, f) {
			t.Fatalf("%v\n%v\n%v", a, c, e)
		}
		want := slices.Clone(keys)
		sort.Stable(want)
		for how := 0; how < 4; how++ {
			got := slices.Clone(keys)
			switch how {
			case 0:
				mysort.Sort(got)
			case 1:
				mysort.Stable(got)
			case 2:
				mysort.Slice([]struct{ key, order int }(got), got.Less)
			case 3:
				myslices.SortFunc(got, func(x, y struct{ key, order int }) int { return x.key - y.key })
			}
			if !slices.Equal(got, want) {
				t.Fatalf("sort %d: %v, want %v", how, got, want)
			}
		}
		x := r.Intn(n + 2)
		i1, f1 := myslices.BinarySearch(a, x)
		i2, f2 := slices.BinarySearch(a, x)
		if i1 != i2 || f1 != f2 || mysort.SearchInts(a, x) != sort.SearchInts(a, x) {
			t.Fatal("search")
		}
	}
}

func TestSlices(t *testing.T) {
	type I = []int64
	for _, c := range []struct {
		name       string
		mine, real any
	}{
		{"Insert", myslices.Insert[I], slices.Insert[I]}, {"Delete", myslices.Delete[I], slices.Delete[I]},
		{"Replace", myslices.Replace[I], slices.Replace[I]}, {"Compact", myslices.Compact[I], slices.Compact[I]},
		{"Reverse", func(x I) I { myslices.Reverse(x); return x }, func(x I) I { slices.Reverse(x); return x }},
		{"Concat", myslices.Concat[I], slices.Concat[I]}, {"Repeat", myslices.Repeat[I], slices.Repeat[I]},
		{"Compare", myslices.Compare[I], slices.Compare[I]}, {"Equal", myslices.Equal[I], slices.Equal[I]},
		{"Clone", myslices.Clone[I], slices.Clone[I]}, {"Max", myslices.Max[I], slices.Max[I]}, {"Min", myslices.Min[[]float64], slices.Min[[]float64]},
		{"Chunk", func(x I, n int) []I { return slices.Collect(iter.Seq[I](myslices.Chunk(x, n))) }, func(x I, n int) []I { return slices.Collect(slices.Chunk(x, n)) }},
	} {
		pair(t, c.name, c.mine, c.real, rounds)
	}
}
