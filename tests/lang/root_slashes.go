// Names in a root that end in a slash or a dot: a link there is followed, and only a directory is meant.
package main

import (
	"fmt"
	"os"
)

func main() {
	dir, err := os.MkdirTemp("", "root")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	os.MkdirAll(dir+"/target/sub", 0755)
	os.WriteFile(dir+"/file", nil, 0644)
	os.Symlink("target", dir+"/link")
	os.Symlink("file", dir+"/flink")
	os.Symlink("nothing", dir+"/nlink")
	r, err := os.OpenRoot(dir)
	if err != nil {
		panic(err)
	}
	for _, name := range []string{"link/", "link/.", "link/./", "flink/", "flink/.", "nlink/", "nlink/.", "target/", "target/.", "file/", "new/", ".", "./", "link/sub/", "link/./sub"} {
		f, err := r.Open(name)
		fmt.Println(f != nil, err)
		f, err = r.Create(name)
		fmt.Println(f != nil, err)
		f, err = r.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0644)
		fmt.Println(f != nil, err)
		s, err := r.OpenRoot(name)
		fmt.Println(s != nil, err)
		info, err := r.Lstat(name)
		fmt.Println(info != nil && info.IsDir(), err)
	}
	for _, name := range []string{"link/", "link/.", "link/./", "target/.", "nlink/", "nlink/."} {
		fmt.Println(r.Rename(name, "target/moved"))
	}
}

// Output:
// true <nil>
// false openat link/: is a directory
// false openat link/: file exists
// true <nil>
// true <nil>
// true <nil>
// false openat link/.: is a directory
// false openat link/.: file exists
// true <nil>
// true <nil>
// true <nil>
// false openat link/./: is a directory
// false openat link/./: file exists
// true <nil>
// true <nil>
// false openat flink/: not a directory
// false openat flink/: not a directory
// false openat flink/: not a directory
// false openat flink/: not a directory
// false statat flink/: not a directory
// false openat flink/.: not a directory
// false openat flink/.: not a directory
// false openat flink/.: not a directory
// false openat flink/.: not a directory
// false statat flink/.: not a directory
// false openat nlink/: no such file or directory
// false openat nlink/: no such file or directory
// false openat nlink/: no such file or directory
// false openat nlink/: no such file or directory
// false statat nlink/: no such file or directory
// false openat nlink/.: no such file or directory
// false openat nlink/.: no such file or directory
// false openat nlink/.: no such file or directory
// false openat nlink/.: no such file or directory
// false statat nlink/.: no such file or directory
// true <nil>
// false openat target/: is a directory
// false openat target/: file exists
// true <nil>
// true <nil>
// true <nil>
// false openat target/.: is a directory
// false openat target/.: file exists
// true <nil>
// true <nil>
// false openat file/: not a directory
// false openat file/: not a directory
// false openat file/: not a directory
// false openat file/: not a directory
// false statat file/: not a directory
// false openat new/: no such file or directory
// false openat new/: no such file or directory
// false openat new/: no such file or directory
// false openat new/: no such file or directory
// false statat new/: no such file or directory
// true <nil>
// false openat .: is a directory
// false openat .: file exists
// true <nil>
// true <nil>
// true <nil>
// false openat ./: is a directory
// false openat ./: file exists
// true <nil>
// true <nil>
// true <nil>
// false openat link/sub/: is a directory
// false openat link/sub/: file exists
// true <nil>
// true <nil>
// true <nil>
// false openat link/./sub: is a directory
// false openat link/./sub: file exists
// true <nil>
// true <nil>
// renameat link/ target/moved: invalid argument
// renameat link/. target/moved: device or resource busy
// renameat link/./ target/moved: device or resource busy
// renameat target/. target/moved: device or resource busy
// renameat nlink/ target/moved: no such file or directory
// renameat nlink/. target/moved: no such file or directory
