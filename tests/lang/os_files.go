// Package os: files, directories, links, pipes with deadlines, a root that names do not lead out of.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
)

var base string

// show prints an error with the folder's name masked.
func show(what string, err error) {
	fmt.Println(what, strings.NewReplacer(base, "BASE", "\x00", "NUL").Replace(fmt.Sprint(err)))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func files() {
	name := base + "/file"
	show("write", os.WriteFile(name, []byte("hello, world"), 0640))
	info := must(os.Stat(name))
	fmt.Println(info.Name(), info.Size(), info.Mode(), info.IsDir(), info.Sys() != nil)
	show("times", os.Chtimes(name, time.Time{}, time.Unix(1e9, 5)))
	fmt.Println(must(os.Stat(name)).ModTime().UnixNano())
	show("chmod", os.Chmod(name, 0444))
	f := must(os.OpenFile(name, os.O_RDONLY, 0))
	same := must(f.Stat())
	fmt.Println(os.SameFile(info, same), same.Mode())
	fmt.Println(must(f.Seek(-5, io.SeekEnd)), string(must(io.ReadAll(f))))
	_, err := f.Write([]byte("x"))
	show("write to a reader", err)
	show("deadline", f.SetDeadline(time.Now()))
	show("close", f.Close())
	show("close again", f.Close())
	_, err = f.Read(make([]byte, 1))
	show("read closed", err)
	show("nil", (*os.File)(nil).Close())
	a := must(os.OpenFile(base+"/append", os.O_APPEND|os.O_CREATE|os.O_RDWR, 0600))
	_, err = a.WriteAt([]byte("x"), 0)
	show("append", err)
	fmt.Println(must(a.ReadFrom(strings.NewReader("copied"))))
	show("truncate", a.Truncate(3))
	show("sync", a.Sync())
	a.Close()
	fmt.Printf("%s\n", must(os.ReadFile(base+"/append")))
}

func names() {
	for _, name := range []string{"", "a\x00b", base + "/none", base + "/file/x"} {
		_, err := os.Open(name)
		show("open", err)
		_, err = os.Stat(name)
		show("stat", err)
		show("remove", os.Remove(name))
		show("mkdir", os.Mkdir(name, 0777))
		if errors.Is(err, fs.ErrNotExist) {
			show("removed", os.RemoveAll(name))
		}
		os.Remove(name)
	}
	show("mkdirall", os.MkdirAll(base+"/d/e/f", 0755))
	show("mkdirall", os.MkdirAll(base+"/file/g", 0755))
	show("rename", os.Rename(base+"/d", base+"/d/e"))
	show("rename", os.Rename(base+"/file", base+"/d"))
	show("rename", os.Rename(base+"/gone", base+"/d"))
	show("symlink", os.Symlink("e/f", base+"/d/link"))
	fmt.Println(must(os.Readlink(base + "/d/link")))
	_, err := os.Readlink(base + "/file")
	show("readlink", err)
	show("link", os.Link(base+"/file", base+"/d/hard"))
	fmt.Println(os.SameFile(must(os.Stat(base+"/file")), must(os.Lstat(base+"/d/hard"))))
	for _, e := range must(os.ReadDir(base + "/d")) {
		fmt.Println(e, e.Type(), must(e.Info()).Mode().IsRegular())
	}
	_, err = os.ReadDir(base + "/file")
	show("readdir", err)
	_, err = os.MkdirTemp(base+"/none", "x")
	show("mkdirtemp", err)
	_, err = os.CreateTemp(base, "a/b")
	show("createtemp", err)
	show("copy", os.CopyFS(base+"/copy", os.DirFS(base+"/d")))
	fmt.Println(must(fs.Glob(os.DirFS(base), "*/*")))
	_, err = os.DirFS(base).Open("../x")
	show("dirfs", err)
	show("removeall", os.RemoveAll(base+"/copy"))
	show("removeall", os.RemoveAll(base+"/."))
}

func pipes() {
	r, w, err := os.Pipe()
	show("pipe", err)
	go func() {
		for i := range 3 {
			time.Sleep(time.Millisecond)
			fmt.Fprintln(w, "line", i)
		}
		w.Close()
	}()
	fmt.Printf("%q\n", must(io.ReadAll(r)))
	r.Close()
	r, w, _ = os.Pipe()
	r.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	_, err = r.Read(make([]byte, 1))
	show("deadline", err)
	fmt.Println(errors.Is(err, os.ErrDeadlineExceeded), os.IsTimeout(err))
	r.SetDeadline(time.Time{})
	go func() {
		time.Sleep(2 * time.Millisecond)
		r.Close()
	}()
	_, err = r.Read(make([]byte, 1))
	show("closed", err)
	_, err = w.Write([]byte("x"))
	show("nobody reads", err)
}

func roots() {
	os.Symlink("/etc", base+"/d/out")
	os.Symlink("../../x", base+"/d/up")
	os.Symlink("loop", base+"/d/loop")
	os.Symlink("e/../e", base+"/d/round")
	r := must(os.OpenRoot(base + "/d"))
	show("write", r.WriteFile("e/new", []byte("in root"), 0600))
	fmt.Printf("%s\n", must(r.ReadFile("round/f/../new")))
	for _, name := range []string{"../file", "/etc/passwd", "out/passwd", "up", "loop", "e/none", "", "link/../../../file", "e/../../d/hard"} {
		_, err := r.Open(name)
		show("open "+name, err)
		_, err = r.Lstat(name)
		show("lstat "+name, err)
	}
	show("mkdirall", r.MkdirAll("m/n/o", 0755))
	show("rename", r.Rename("e/new", "m/moved"))
	show("link", r.Link("m/moved", "../x"))
	show("symlink", r.Symlink("/anywhere", "m/sym"))
	show("remove", r.Remove("m/n"))
	show("removeall", r.RemoveAll("m/n"))
	for _, e := range must(fs.ReadDir(r.FS(), "m")) {
		fmt.Println(e)
	}
	sub := must(r.OpenRoot("m"))
	fmt.Println(must(sub.Readlink("sym")), must(sub.Stat("moved")).Size(), strings.TrimPrefix(sub.Name(), base))
	show("close", r.Close())
	_, err := r.Open("e")
	show("closed", err)
}

func main() {
	base = must(os.MkdirTemp("", "os_files"))
	defer os.RemoveAll(base)
	files()
	names()
	pipes()
	roots()
	os.Setenv("XDG_CACHE_HOME", "relative")
	_, err := os.UserCacheDir()
	fmt.Println(err)
	os.Setenv("HOME", "/home/x")
	os.Unsetenv("XDG_CONFIG_HOME")
	fmt.Println(must(os.UserHomeDir()), must(os.UserConfigDir()))
}

// Output:
// write <nil>
// file 12 -rw-r----- false true
// times <nil>
// 1000000000000000005
// chmod <nil>
// true -r--r--r--
// 7 world
// write to a reader write BASE/file: bad file descriptor
// deadline file type does not support deadline
// close <nil>
// close again close BASE/file: file already closed
// read closed read BASE/file: file already closed
// nil invalid argument
// append os: invalid use of WriteAt on file opened with O_APPEND
// 6
// truncate <nil>
// sync <nil>
// cop
// open open : no such file or directory
// stat stat : no such file or directory
// remove remove : no such file or directory
// mkdir mkdir : no such file or directory
// removed <nil>
// open open aNULb: invalid argument
// stat stat aNULb: invalid argument
// remove remove aNULb: invalid argument
// mkdir mkdir aNULb: invalid argument
// open open BASE/none: no such file or directory
// stat stat BASE/none: no such file or directory
// remove remove BASE/none: no such file or directory
// mkdir <nil>
// removed <nil>
// open open BASE/file/x: not a directory
// stat stat BASE/file/x: not a directory
// remove remove BASE/file/x: not a directory
// mkdir mkdir BASE/file/x: not a directory
// mkdirall <nil>
// mkdirall mkdir BASE/file: not a directory
// rename rename BASE/d BASE/d/e: file exists
// rename rename BASE/file BASE/d: file exists
// rename rename BASE/gone BASE/d: no such file or directory
// symlink <nil>
// e/f
// readlink readlink BASE/file: invalid argument
// link <nil>
// true
// d e/ d--------- false
// - hard ---------- true
// L link L--------- false
// readdir open BASE/file: not a directory
// mkdirtemp stat BASE/none: no such file or directory
// createtemp createtemp a/b: pattern contains path separator
// copy <nil>
// [copy/e copy/hard copy/link d/e d/hard d/link]
// dirfs open ../x: invalid argument
// removeall <nil>
// removeall RemoveAll BASE/.: invalid argument
// pipe <nil>
// "line 0\nline 1\nline 2\n"
// deadline read |0: i/o timeout
// true true
// closed read |0: file already closed
// nobody reads write |1: broken pipe
// write <nil>
// in root
// open ../file openat ../file: path escapes from parent
// lstat ../file statat ../file: path escapes from parent
// open /etc/passwd openat /etc/passwd: path escapes from parent
// lstat /etc/passwd statat /etc/passwd: path escapes from parent
// open out/passwd openat out/passwd: path escapes from parent
// lstat out/passwd statat out/passwd: path escapes from parent
// open up openat up: path escapes from parent
// lstat up <nil>
// open loop openat loop: too many levels of symbolic links
// lstat loop <nil>
// open e/none openat e/none: no such file or directory
// lstat e/none statat e/none: no such file or directory
// open  openat : empty path
// lstat  statat : empty path
// open link/../../../file openat link/../../../file: path escapes from parent
// lstat link/../../../file statat link/../../../file: path escapes from parent
// open e/../../d/hard openat e/../../d/hard: path escapes from parent
// lstat e/../../d/hard statat e/../../d/hard: path escapes from parent
// mkdirall <nil>
// rename <nil>
// link linkat m/moved ../x: path escapes from parent
// symlink <nil>
// remove removeat m/n: directory not empty
// removeall <nil>
// - moved
// L sym
// /anywhere 7 /d/m
// close <nil>
// closed openat e: file already closed
// path in $XDG_CACHE_HOME is relative
// /home/x /home/x/.config
