package os

import (
	"internal/rt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"
)

// dirEntry is one entry of a directory.
type dirEntry struct {
	dir  string
	name string
	mode FileMode
}

func (e *dirEntry) Name() string            { return e.name }
func (e *dirEntry) IsDir() bool             { return e.mode.IsDir() }
func (e *dirEntry) Type() FileMode          { return e.mode & ModeType }
func (e *dirEntry) Info() (FileInfo, error) { return Lstat(e.dir + "/" + e.name) }
func (e *dirEntry) String() string          { return fs.FormatDirEntry(e) }

// readNames fills f.dir with the directory's next names.
func (f *File) readNames() error {
	buf := make([]byte, 16384)
	n := rt.ReadDir(f.fd, buf)
	if n < 0 {
		return failure("readdirent", f.name, n)
	}
	f.eof = n == 0
	for _, name := range strings.Split(string(buf[:n]), "\x00") {
		if name != "" && name != "." && name != ".." {
			f.dir = append(f.dir, name)
		}
	}
	return nil
}

// names returns up to n names, all when n <= 0.
func (f *File) names(op string, n int) (names []string, err error) {
	if err := f.check(op); err != nil {
		return nil, err
	}
	for !f.eof && (n <= 0 || len(f.dir) < n) && err == nil {
		err = f.readNames()
	}
	if n > 0 && len(f.dir) == 0 && err == nil {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.dir) {
		n = len(f.dir)
	}
	names, f.dir = f.dir[:n:n], f.dir[n:]
	if names == nil && err == nil {
		names = []string{}
	}
	return names, err
}

// Readdirnames reads the contents of the directory and returns up to n names, all when n <= 0.
func (f *File) Readdirnames(n int) (names []string, err error) { return f.names("readdir", n) }

// stats describes names of f; those that are gone meanwhile are left out.
func (f *File) stats(names []string) (list []*fileStat, err error) {
	for _, name := range names {
		s, r := statAt(f.fd, name, rt.NoFollow)
		if r >= 0 {
			list = append(list, s)
		} else if r != -int(syscall.ENOENT) {
			return list, failure("lstat", f.name+"/"+name, r)
		}
	}
	return list, nil
}

// Readdir reads the contents of the directory and describes up to n entries, all when n <= 0.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	names, err := f.names("readdir", n)
	list, e := f.stats(names)
	infos := make([]FileInfo, len(list))
	for i, s := range list {
		infos[i] = s
	}
	if err == nil {
		err = e
	}
	return infos, err
}

// ReadDir reads the contents of the directory associated with the file f, in directory order.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	names, err := f.names("readdir", n)
	list, e := f.stats(names)
	entries := make([]DirEntry, len(list))
	for i, s := range list {
		entries[i] = &dirEntry{f.name, s.name, s.mode}
	}
	if err == nil {
		err = e
	}
	return entries, err
}

// ReadDir reads the named directory, returning all its directory entries sorted by filename.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := OpenFile(name, O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.sorted()
}

func (f *File) sorted() ([]DirEntry, error) {
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// ---- a directory as a file system ----

// dirFS is the tree below a directory; links may lead out of it.
type dirFS string

// DirFS returns a file system for the tree of files rooted at the directory dir.
func DirFS(dir string) fs.FS { return dirFS(dir) }

// under calls fn with the name's path; a PathError of its tells the name alone.
func under[T any](d dirFS, op, name string, fn func(path string) (T, error)) (T, error) {
	var none T
	if d == "" {
		return none, &PathError{Op: op, Path: name, Err: dirFSError("os: DirFS with empty root")}
	}
	if !fs.ValidPath(name) || strings.IndexByte(name, 0) >= 0 {
		return none, &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	result, err := fn(string(d) + "/" + name)
	if e, ok := err.(*PathError); ok {
		e.Path = name
		return none, e
	}
	return result, err
}

type dirFSError string

func (e dirFSError) Error() string { return string(e) }

func (d dirFS) Open(name string) (fs.File, error) {
	f, err := under(d, "open", name, Open)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (d dirFS) ReadFile(name string) ([]byte, error)    { return under(d, "readfile", name, ReadFile) }
func (d dirFS) ReadDir(name string) ([]DirEntry, error) { return under(d, "readdir", name, ReadDir) }
func (d dirFS) Stat(name string) (fs.FileInfo, error)   { return under(d, "stat", name, Stat) }
func (d dirFS) Lstat(name string) (fs.FileInfo, error)  { return under(d, "lstat", name, Lstat) }
func (d dirFS) ReadLink(name string) (string, error)    { return under(d, "readlink", name, Readlink) }

// CopyFS copies the file system fsys into the directory dir, which is made if there is none.
func CopyFS(dir string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := dir + "/" + name
		if name == "." {
			to = dir
		}
		switch d.Type() {
		case ModeDir:
			return MkdirAll(to, 0777)
		case ModeSymlink:
			target, err := fs.ReadLink(fsys, name)
			if err != nil {
				return err
			}
			return Symlink(target, to)
		case 0:
			return copyFile(to, fsys, name)
		}
		return &PathError{Op: "CopyFS", Path: name, Err: ErrInvalid}
	})
}

func copyFile(to string, fsys fs.FS, name string) error {
	from, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	f, err := OpenFile(to, O_CREATE|O_EXCL|O_WRONLY, 0666|info.Mode()&0777)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, from); err != nil {
		f.Close()
		return &PathError{Op: "Copy", Path: to, Err: err}
	}
	return f.Close()
}
