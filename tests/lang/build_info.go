package main

import (
	"fmt"
	"runtime/debug"
)

func main() {
	bi := &debug.BuildInfo{GoVersion: "go1.26", Path: "a/b", Main: debug.Module{"a", "v1", "s", nil},
		Deps:     []*debug.Module{{"d", "v2", "h1:x", nil}, {"e", "v3", "", &debug.Module{"f", "v4", "h1:y", nil}}},
		Settings: []debug.BuildSetting{{"-compiler", "gc"}, {"x y", "a b"}, {"k=", ""}, {"q", "\"z"}}}
	fmt.Print(bi)
	b2, err := debug.ParseBuildInfo(bi.String())
	fmt.Println(err, b2.String() == bi.String(), len(b2.Deps), b2.Deps[1].Replace.Path)
	for _, s := range []string{"mod\ta", "=>\ta\tb\tc", "build\tx", "build\t\"x", "dep\ta\tb\n=>\tx", "foo\tbar", "build\t=x", "go\tx\n\nmod\ta\tb\tc\td\n", "mod\ta\n", "=>\ta\tb\tc\n", "build\tx\n", "build\t\"x\n", "dep\ta\tb\n=>\tx\n", "foo\tbar\n", "build\t=x\n", "build\ta=\"x\n", "build\t\"a b\"=\"x\"\n"} {
		b, err := debug.ParseBuildInfo(s)
		fmt.Println(b != nil, err)
	}
	debug.SetTraceback("all")
	fmt.Println(debug.SetMaxThreads(100), debug.SetMaxThreads(10000))
}

// Output:
// go	go1.26
// path	a/b
// mod	a	v1	s
// dep	d	v2	h1:x
// dep	e	v3
// =>	f	v4	h1:y
//
// build	-compiler=gc
// build	"x y"="a b"
// build	"k="=
// build	q="\"z"
// <nil> false 2 f
// true <nil>
// true <nil>
// true <nil>
// true <nil>
// true <nil>
// true <nil>
// true <nil>
// false could not parse Go build info: line 3: expected 2 or 3 columns; got 4
// false could not parse Go build info: line 1: expected 2 or 3 columns; got 1
// false could not parse Go build info: line 1: replacement with no module on previous line
// false could not parse Go build info: line 1: build line missing '=' after key
// false could not parse Go build info: line 1: invalid quoted key in build line
// false could not parse Go build info: line 2: expected 3 columns for replacement; got 1
// true <nil>
// false could not parse Go build info: line 1: build line with missing key
// false could not parse Go build info: line 1: invalid quoted value in build line
// true <nil>
// 10000 100
