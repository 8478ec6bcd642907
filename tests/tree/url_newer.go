// What net/url does otherwise since 1.19: hosts in brackets, references to what is opaque, wrong escapes.
package main

import (
	"fmt"
	"net/url"
)

func main() {
	for _, s := range []string{"http://[::1]/", "http://[fe80::1%25en0]:8080/x", "http://[192.168.0.1]/", "https://[1:2:3:4:5:6:7:8:9]", "http://[::1]:x/",
		"http://x[::1]/", "http://[::1", "http://[]/", "http://[::ffff:1.2.3.4]/", "http://[v1.x]/", "http://u@[::1]:80/", "//[::1]"} {
		u, err := url.Parse(s)
		fmt.Println(u, err)
	}
	for _, pair := range [][2]string{{"http:opaque?x=y#z", "?a=b#frag"}, {"http:opaque?x=y#z", "#frag"}, {"mailto:a@b", ""}, {"mailto:a@b", "c"}, {"http:o", "//h/p"},
		{"http://h/a/b?q#f", "../c"}, {"http://h/a?q#f", "?"}} {
		base, err := url.Parse(pair[0])
		if err != nil {
			panic(err)
		}
		fmt.Println(base.Parse(pair[1]))
	}
	for _, elem := range []string{"100%", "a%2fb", "%zz", "../..", "é ", ""} {
		fmt.Println(url.JoinPath("https://go.dev/x/", elem, "y"))
	}
	fmt.Println(url.JoinPath("http://[x", "y"))
}

// Output:
// http://[::1]/ <nil>
// http://[fe80::1%25en0]:8080/x <nil>
// <nil> parse "http://[192.168.0.1]/": invalid IP-literal
// <nil> parse "https://[1:2:3:4:5:6:7:8:9]": invalid host: ParseAddr("1:2:3:4:5:6:7:8:9"): trailing garbage after address (at "9")
// <nil> parse "http://[::1]:x/": invalid port ":x" after host
// <nil> parse "http://x[::1]/": invalid IP-literal
// <nil> parse "http://[::1": missing ']' in host
// <nil> parse "http://[]/": invalid host: ParseAddr(""): unable to parse IP
// http://[::ffff:1.2.3.4]/ <nil>
// <nil> parse "http://[v1.x]/": invalid host: ParseAddr("v1.x"): unexpected character (at "v1.x")
// http://u@[::1]:80/ <nil>
// //[::1] <nil>
// http:opaque?a=b#frag <nil>
// http:opaque?x=y#frag <nil>
// mailto:a@b <nil>
// mailto:///c <nil>
// http://h/p <nil>
// http://h/c <nil>
// http://h/a? <nil>
//  invalid URL escape "%/y"
// https://go.dev/x/a%2fb/y <nil>
//  invalid URL escape "%zz"
// https://go.dev/y <nil>
// https://go.dev/x/%C3%A9%20/y <nil>
// https://go.dev/x/y <nil>
//  parse "http://[x": missing ']' in host
