// Package path/filepath, over a tree of files with links; hash/maphash.
package main

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	dir, err := os.MkdirTemp("", "paths")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	dir, _ = filepath.EvalSymlinks(dir)
	os.Chdir(dir)
	os.MkdirAll("a/b/c", 0755)
	os.MkdirAll("d", 0755)
	for _, name := range []string{"a/1.txt", "a/2.go", "a/b/3.txt", "a/b/c/4.txt", "d/[x].txt"} {
		os.WriteFile(name, []byte(name), 0644)
	}
	os.Symlink("../a/b", "d/link")
	os.Symlink("link/c/../../1.txt", "d/far")
	os.Symlink("loop", "d/loop")
	for _, p := range []string{"d/link/c/4.txt", "d/far", "d/loop", "d/link/..", "none/x", "a/1.txt/", "./a/./b/", "/", "", "d/../d/link/3.txt"} {
		got, err := filepath.EvalSymlinks(p)
		fmt.Println(p, "->", got, err)
	}
	walk := func(stop string, what error) {
		err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
			fmt.Print(" ", path)
			if path == stop {
				return what
			}
			return err
		})
		fmt.Println(" ;", err)
		err = filepath.Walk(".", func(path string, info fs.FileInfo, err error) error {
			fmt.Print(" ", path, info.Mode().IsRegular())
			if path == stop {
				return what
			}
			return err
		})
		fmt.Println(" ;", err)
	}
	walk("", nil)
	walk("a/b", filepath.SkipDir)
	walk("a/1.txt", filepath.SkipDir)
	walk("a/b/c", filepath.SkipAll)
	walk("a/b/c", errors.New("enough"))
	fmt.Println(filepath.Walk("none", func(path string, info fs.FileInfo, err error) error { return err }))
	for _, pattern := range []string{"a/*", "*/*.txt", "*/*/*", "d/[[]x].txt", "a", "none*", "[", "a/../*", `a/\1.txt`} {
		found, err := filepath.Glob(pattern)
		fmt.Println(pattern, found, err)
	}
	for _, p := range [][2]string{{"a/b", "a/b/c"}, {"a/b/c", "a/d"}, {"/a", "b"}, {"..", "a"}, {".", "a/b"}, {"a", "a"}, {"/", "/a/b"}, {"../../a", "../b"}, {"a/../..", "."}} {
		rel, err := filepath.Rel(p[0], p[1])
		fmt.Println(p, rel, err)
	}
	abs, err := filepath.Abs("x/../y")
	fmt.Println(strings.TrimPrefix(abs, dir), err)
	for _, p := range []string{"a", "a/../..", "", "/a", "..", "../a", "a/..", "./..a", "a/b/../../.."} {
		local, err := filepath.Localize(p)
		fmt.Println(p, filepath.IsLocal(p), local, err)
	}
	fmt.Println(filepath.SplitList("a:b::c"), filepath.SplitList(""), filepath.Join("a", "", "../b"), filepath.Ext("x.tar.gz"), filepath.VolumeName("/x") == "")

	type key struct {
		a any
		f float64
		s [2]string
	}
	seed := maphash.MakeSeed()
	k := func(zero float64) key { return key{[1]int{3}, zero, [2]string{"x", "yz"}} }
	fmt.Println(maphash.Comparable(seed, k(0)) == maphash.Comparable(seed, k(math.Copysign(0, -1))),
		maphash.Comparable(seed, k(0)) == maphash.Comparable(seed, k(1)), maphash.String(seed, "abc") == maphash.Bytes(seed, []byte("abc")))
	var h maphash.Hash
	h.SetSeed(seed)
	h.WriteString("abcdefgh")
	h.WriteByte('i')
	fmt.Println(h.Sum64() == maphash.String(seed, "abcdefghi"), len(h.Sum(nil)), h.Size(), h.Seed() == seed)
	defer func() { fmt.Println(recover()) }()
	maphash.String(maphash.Seed{}, "")
}

// Output:
// d/link/c/4.txt -> a/b/c/4.txt <nil>
// d/far -> a/1.txt <nil>
// d/loop ->  EvalSymlinks: too many links
// d/link/.. -> a <nil>
// none/x ->  lstat none: no such file or directory
// a/1.txt/ ->  not a directory
// ./a/./b/ -> a/b <nil>
// / -> / <nil>
//  -> . <nil>
// d/../d/link/3.txt -> a/b/3.txt <nil>
//  . a a/1.txt a/2.go a/b a/b/3.txt a/b/c a/b/c/4.txt d d/[x].txt d/far d/link d/loop ; <nil>
//  .false afalse a/1.txttrue a/2.gotrue a/bfalse a/b/3.txttrue a/b/cfalse a/b/c/4.txttrue dfalse d/[x].txttrue d/farfalse d/linkfalse d/loopfalse ; <nil>
//  . a a/1.txt a/2.go a/b d d/[x].txt d/far d/link d/loop ; <nil>
//  .false afalse a/1.txttrue a/2.gotrue a/bfalse dfalse d/[x].txttrue d/farfalse d/linkfalse d/loopfalse ; <nil>
//  . a a/1.txt d d/[x].txt d/far d/link d/loop ; <nil>
//  .false afalse a/1.txttrue dfalse d/[x].txttrue d/farfalse d/linkfalse d/loopfalse ; <nil>
//  . a a/1.txt a/2.go a/b a/b/3.txt a/b/c ; <nil>
//  .false afalse a/1.txttrue a/2.gotrue a/bfalse a/b/3.txttrue a/b/cfalse ; <nil>
//  . a a/1.txt a/2.go a/b a/b/3.txt a/b/c ; enough
//  .false afalse a/1.txttrue a/2.gotrue a/bfalse a/b/3.txttrue a/b/cfalse ; enough
// lstat none: no such file or directory
// a/* [a/1.txt a/2.go a/b] <nil>
// */*.txt [a/1.txt d/[x].txt] <nil>
// */*/* [a/b/3.txt a/b/c d/link/3.txt d/link/c] <nil>
// d/[[]x].txt [d/[x].txt] <nil>
// a [a] <nil>
// none* [] <nil>
// [ [] syntax error in pattern
// a/../* [a d] <nil>
// a/\1.txt [a/1.txt] <nil>
// [a/b a/b/c] c <nil>
// [a/b/c a/d] ../../d <nil>
// [/a b]  Rel: can't make b relative to /a
// [.. a]  Rel: can't make a relative to ..
// [. a/b] a/b <nil>
// [a a] . <nil>
// [/ /a/b] a/b <nil>
// [../../a ../b]  Rel: can't make ../b relative to ../../a
// [a/../.. .]  Rel: can't make . relative to a/../..
// /y <nil>
// a true a <nil>
// a/../.. false  invalid path
//  false  invalid path
// /a false  invalid path
// .. false  invalid path
// ../a false  invalid path
// a/.. true  invalid path
// ./..a true  invalid path
// a/b/../../.. false  invalid path
// [a b  c] [] b .gz true
// true false true
// true 8 8 true
// maphash: use of uninitialized Seed
