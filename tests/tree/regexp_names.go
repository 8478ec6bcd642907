// Groups with names in angle brackets, which regexp takes without the P since Go 1.22.
package main

import (
	"fmt"
	"regexp"
)

func main() {
	for _, s := range []string{`(?<n>b)`, `(?P<n>b)`, `a(?<n>b)(?i:c`, `(?<n`, `(?<n>`, `(?<>x)`, `(?<1a>x)`, `(?<=a)b`, `(?<!a)b`, `(?<n>a)(?<n>b)`, `(?<n>a)(?P<n>b)`, `(?P<n`, `(?<é>x)`, `(?<`, `x(?<a b>c)`, `(?<n>a+){2,3}?|(?<m>z)`, `(?P=n)`, `(?'n'x)`, `((?<n>(?<m>a)b)*)`, `(?<n>**)`} {
		re, err := regexp.Compile(s)
		fmt.Println(s, err)
		if err == nil {
			fmt.Printf("%q %q %s\n", re.SubexpNames(), re.FindStringSubmatch("xabaab"), re)
		}
		_, err = regexp.CompilePOSIX(s)
		fmt.Println(err)
	}
}

// Output:
// (?<n>b) <nil>
// ["" "n"] ["b" "b"] (?<n>b)
// error parsing regexp: missing argument to repetition operator: `?`
// (?P<n>b) <nil>
// ["" "n"] ["b" "b"] (?P<n>b)
// error parsing regexp: missing argument to repetition operator: `?`
// a(?<n>b)(?i:c error parsing regexp: missing closing ): `a(?<n>b)(?i:c`
// error parsing regexp: missing argument to repetition operator: `?`
// (?<n error parsing regexp: invalid named capture: `(?<n`
// error parsing regexp: missing argument to repetition operator: `?`
// (?<n> error parsing regexp: missing closing ): `(?<n>`
// error parsing regexp: missing argument to repetition operator: `?`
// (?<>x) error parsing regexp: invalid named capture: `(?<>`
// error parsing regexp: missing argument to repetition operator: `?`
// (?<1a>x) <nil>
// ["" "1a"] ["x" "x"] (?<1a>x)
// error parsing regexp: missing argument to repetition operator: `?`
// (?<=a)b error parsing regexp: invalid named capture: `(?<=a)b`
// error parsing regexp: missing argument to repetition operator: `?`
// (?<!a)b error parsing regexp: invalid named capture: `(?<!a)b`
// error parsing regexp: missing argument to repetition operator: `?`
// (?<n>a)(?<n>b) <nil>
// ["" "n" "n"] ["ab" "a" "b"] (?<n>a)(?<n>b)
// error parsing regexp: missing argument to repetition operator: `?`
// (?<n>a)(?P<n>b) <nil>
// ["" "n" "n"] ["ab" "a" "b"] (?<n>a)(?P<n>b)
// error parsing regexp: missing argument to repetition operator: `?`
// (?P<n error parsing regexp: invalid named capture: `(?P<n`
// error parsing regexp: missing argument to repetition operator: `?`
// (?<é>x) error parsing regexp: invalid named capture: `(?<é>`
// error parsing regexp: missing argument to repetition operator: `?`
// (?< error parsing regexp: invalid or unsupported Perl syntax: `(?<`
// error parsing regexp: missing argument to repetition operator: `?`
// x(?<a b>c) error parsing regexp: invalid named capture: `(?<a b>`
// error parsing regexp: missing argument to repetition operator: `?`
// (?<n>a+){2,3}?|(?<m>z) <nil>
// ["" "n" "m"] ["aa" "a" ""] (?<n>a+){2,3}?|(?<m>z)
// error parsing regexp: missing argument to repetition operator: `?`
// (?P=n) error parsing regexp: invalid or unsupported Perl syntax: `(?P`
// error parsing regexp: missing argument to repetition operator: `?`
// (?'n'x) error parsing regexp: invalid or unsupported Perl syntax: `(?'`
// error parsing regexp: missing argument to repetition operator: `?`
// ((?<n>(?<m>a)b)*) <nil>
// ["" "" "n" "m"] ["" "" "" ""] ((?<n>(?<m>a)b)*)
// error parsing regexp: missing argument to repetition operator: `?`
// (?<n>**) error parsing regexp: missing argument to repetition operator: `*`
// error parsing regexp: missing argument to repetition operator: `?`
