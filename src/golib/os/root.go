package os

import (
	"errors"
	"internal/rt"
	"io/fs"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Root may be used to only access files within a single directory tree: names that lead out of it, by ".." or by
// links, are refused. Each element of a name is looked up in its directory's descriptor, links never being followed by
// the system but read here (walk).
type Root struct {
	mu     sync.Mutex
	dir    *File
	uses   int // operations under way
	closed bool
}

var (
	errEscapes = errors.New("path escapes from parent")
	errLinks   = syscall.ELOOP
)

const maxLinks = 40 // as the system has it

// OpenRoot opens the named directory.
func OpenRoot(name string) (*Root, error) {
	f, err := OpenFile(name, O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	return &Root{dir: f}, nil
}

// OpenInRoot opens the file name in the directory dir.
func OpenInRoot(dir, name string) (*File, error) {
	r, err := OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.Open(name)
}

// Name returns the name of the directory presented to OpenRoot.
func (r *Root) Name() string { return r.dir.name }

// Close closes the Root; operations under way come to their end.
func (r *Root) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil
	}
	r.closed = true
	if r.uses == 0 {
		return r.dir.Close()
	}
	return nil
}

func (r *Root) enter() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return ErrClosed
	}
	r.uses++
	return nil
}

func (r *Root) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.uses--; r.closed && r.uses == 0 {
		r.dir.Close()
	}
}

// ---- walking ----

// split divides a name; a slash at its end stays with the last element, and a "." there is one, which only a directory has.
func split(name string) ([]string, error) {
	switch {
	case name == "":
		return nil, errors.New("empty path")
	case name[0] == '/':
		return nil, errEscapes
	case strings.IndexByte(name, 0) >= 0:
		return nil, syscall.EINVAL
	}
	var parts []string
	dot := false // the last element is "."
	for _, part := range strings.Split(name, "/") {
		if part != "" {
			if dot = part == "."; !dot {
				parts = append(parts, part)
			}
		}
	}
	if dot {
		parts = append(parts, ".")
	}
	if strings.HasSuffix(name, "/") {
		parts[len(parts)-1] += "/"
	}
	return parts, nil
}

// link is what a final step returns when its name is a symbolic link that is to be followed.
type link string

func (l link) Error() string { return "link" }

// follow puts a link's text in the place of element i.
func follow(parts []string, i int, text string) ([]string, error) {
	slash := ""
	if strings.HasSuffix(parts[i], "/") {
		slash = "/"
	}
	inner, err := split(text + slash)
	if err != nil {
		return nil, err
	}
	return append(append(append([]string(nil), parts[:i]...), inner...), parts[i+1:]...), nil
}

// isLink reads name when it is a symbolic link.
func isLink(fd int, name string) (link, bool) {
	text, r := readlink(fd, strings.TrimSuffix(name, "/"))
	return link(text), r >= 0
}

// enterDir opens a directory on the way.
func enterDir(fd int, name string) (int, error) {
	sub := at(rt.AtOpen, fd, name, syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if sub >= 0 {
		return sub, nil
	}
	if text, ok := isLink(fd, name); ok {
		return -1, text
	}
	return -1, syscall.Errno(-sub)
}

// up removes element i, which is "..", with the one before it.
func up(parts []string, i int) ([]string, error) {
	if i == 0 {
		return nil, errEscapes
	}
	rest := append(append([]string(nil), parts[:i-1]...), parts[i+1:]...)
	if len(rest) == 0 {
		rest = []string{"."}
	}
	return rest, nil
}

// walk calls step with the directory and the last element of a name. It begins anew after each link and each "..".
func (r *Root) walk(name string, step func(fd int, base string) error) error {
	if err := r.enter(); err != nil {
		return err
	}
	defer r.leave()
	parts, err := split(name)
	for links := 0; err == nil; {
		var i int
		if i, err = r.try(parts, step); err == nil {
			return nil
		}
		if text, ok := err.(link); ok {
			if links++; links > maxLinks {
				return errLinks
			}
			parts, err = follow(parts, i, string(text))
		} else if err == errUp {
			parts, err = up(parts, i)
		}
	}
	return err
}

var errUp = errors.New("..")

// try walks once; for a link or "..", i is its element.
func (r *Root) try(parts []string, step func(fd int, base string) error) (i int, err error) {
	fd := r.dir.fd
	defer func() {
		if fd != r.dir.fd {
			rt.Close(fd)
		}
	}()
	for i = 0; ; i++ {
		if strings.TrimSuffix(parts[i], "/") == ".." {
			return i, errUp
		}
		if i == len(parts)-1 {
			return i, step(fd, parts[i])
		}
		sub, err := enterDir(fd, parts[i])
		if err != nil {
			return i, err
		}
		if fd != r.dir.fd {
			rt.Close(fd)
		}
		fd = sub
	}
}

// do walks, and makes a PathError of what is wrong.
func (r *Root) do(op, name string, step func(fd int, base string) error) error {
	err := r.walk(name, step)
	if err == nil {
		return nil
	}
	return &PathError{Op: op, Path: name, Err: err}
}

func errno(r int) error {
	if r < 0 {
		return syscall.Errno(-r)
	}
	return nil
}

// slashed reports whether a last element must be a directory, or a link to one, which is followed.
func slashed(base string) bool { return strings.HasSuffix(base, "/") }

// call is a step that does one of rt.At's calls, on a link itself or on what it leads to.
func call(op int, followed bool, a, b int) func(fd int, base string) error {
	return func(fd int, base string) error {
		if followed || strings.HasSuffix(base, "/") {
			if text, ok := isLink(fd, base); ok {
				return text
			}
		}
		return errno(at(op, fd, base, a, b))
	}
}

// ---- files ----

// Open opens the named file for reading.
func (r *Root) Open(name string) (*File, error) { return r.OpenFile(name, O_RDONLY, 0) }

// Create creates or truncates the named file.
func (r *Root) Create(name string) (*File, error) {
	return r.OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666)
}

// OpenFile is OpenFile within the root.
func (r *Root) OpenFile(name string, flag int, perm FileMode) (*File, error) {
	if perm&0o777 != perm {
		return nil, &PathError{Op: "openat", Path: name, Err: errors.New("unsupported file mode")}
	}
	f := &File{name: joined(r.dir.name, name), append: flag&O_APPEND != 0}
	err := r.do("openat", name, func(fd int, base string) error {
		if slashed(base) {
			return f.openDir(fd, base, flag)
		}
		f.fd = at(rt.AtOpen, fd, base, flag|syscall.O_NOFOLLOW, modeBits(perm))
		if f.fd >= 0 {
			return nil
		}
		if text, ok := isLink(fd, base); ok && flag&(O_CREATE|O_EXCL) != O_CREATE|O_EXCL {
			return text
		}
		return errno(f.fd)
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

// openDir opens what has a slash behind it: nothing is made there.
func (f *File) openDir(fd int, base string, flag int) error {
	if text, ok := isLink(fd, base); ok {
		return text
	}
	new := flag&(O_CREATE|O_EXCL) == O_CREATE|O_EXCL
	if new {
		flag = 0
	}
	base = strings.TrimSuffix(base, "/")
	f.fd = at(rt.AtOpen, fd, base, flag&^(O_CREATE|O_EXCL)|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if f.fd >= 0 && new {
		rt.Close(f.fd)
		return syscall.EEXIST
	}
	return errno(f.fd)
}

func joined(dir, name string) string { return strings.TrimSuffix(dir, "/") + "/" + name }

// OpenRoot opens the named directory as a Root.
func (r *Root) OpenRoot(name string) (*Root, error) {
	f, err := r.OpenFile(name, O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	return &Root{dir: f}, nil
}

// ReadFile and WriteFile are those of package os within the root.
func (r *Root) ReadFile(name string) ([]byte, error) {
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.readAll()
}

func (r *Root) WriteFile(name string, data []byte, perm FileMode) error {
	f, err := r.OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	return f.writeAll(data)
}

// ---- names ----

// Chmod, Chown and Chtimes follow links, Lchown does not.
func (r *Root) Chmod(name string, mode FileMode) error {
	return r.do("chmodat", name, call(rt.AtChmod, true, modeBits(mode), 0))
}

func (r *Root) Chown(name string, uid, gid int) error {
	return r.do("chownat", name, call(rt.AtChown, true, uid, gid))
}

func (r *Root) Lchown(name string, uid, gid int) error {
	return r.do("lchownat", name, call(rt.AtLchown, false, uid, gid))
}

func (r *Root) Chtimes(name string, atime time.Time, mtime time.Time) error {
	return r.do("chtimesat", name, call(rt.AtUtimes, true, moment(atime), moment(mtime)))
}

// Mkdir creates a directory in the root, MkdirAll with its parents.
func (r *Root) Mkdir(name string, perm FileMode) error {
	if perm&0o777 != perm {
		return &PathError{Op: "mkdirat", Path: name, Err: errors.New("unsupported file mode")}
	}
	return r.do("mkdirat", name, func(fd int, base string) error {
		return errno(at(rt.AtMkdir, fd, strings.TrimSuffix(base, "/"), modeBits(perm), 0))
	})
}

func (r *Root) MkdirAll(name string, perm FileMode) error {
	if perm&0o777 != perm {
		return &PathError{Op: "mkdirat", Path: name, Err: errors.New("unsupported file mode")}
	}
	if info, err := r.Stat(name); err == nil {
		if info.IsDir() {
			return nil
		}
		return &PathError{Op: "mkdirat", Path: name, Err: syscall.ENOTDIR}
	}
	if i := strings.LastIndexByte(strings.TrimRight(name, "/"), '/'); i > 0 {
		if err := r.MkdirAll(name[:i], perm); err != nil {
			return err
		}
	}
	err := r.Mkdir(name, perm)
	if IsExist(err) {
		if info, e := r.Stat(name); e == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// Remove removes the named file or (empty) directory, RemoveAll all that is in it too.
func (r *Root) Remove(name string) error {
	return r.do("removeat", name, func(fd int, base string) error { return errno(unlink(fd, base)) })
}

func (r *Root) RemoveAll(name string) error {
	if last := base(name); last == "." {
		return &PathError{Op: "RemoveAll", Path: name, Err: syscall.EINVAL}
	}
	err := r.do("unlinkat", name, func(fd int, base string) error {
		return errno(removeBelow(fd, strings.TrimSuffix(base, "/")))
	})
	if IsNotExist(err) {
		return nil
	}
	return err
}

func (r *Root) stat(op, name string, followed bool) (FileInfo, error) {
	var info *fileStat
	err := r.do(op, name, func(fd int, element string) error {
		s, e := statAt(fd, element, rt.NoFollow)
		if e >= 0 && s.mode&ModeSymlink != 0 && followed || strings.HasSuffix(element, "/") {
			if text, ok := isLink(fd, element); ok {
				return text
			}
		}
		s.name = base(name)
		info = s
		return errno(e)
	})
	if err != nil {
		return nil, err
	}
	return info, nil
}

// Stat describes the named file, Lstat a link itself.
func (r *Root) Stat(name string) (FileInfo, error)  { return r.stat("statat", name, true) }
func (r *Root) Lstat(name string) (FileInfo, error) { return r.stat("statat", name, false) }

// Readlink returns the destination of the named symbolic link.
func (r *Root) Readlink(name string) (text string, err error) {
	err = r.do("readlinkat", name, func(fd int, base string) error {
		var e int
		text, e = readlink(fd, base)
		return errno(e)
	})
	return text, err
}

// Symlink creates newname as a symbolic link to oldname, wherever that leads.
func (r *Root) Symlink(oldname, newname string) error {
	err := r.walk(newname, func(fd int, base string) error {
		return errno(rt.At(rt.AtSymlink, 0, oldname, fd, base, 0, 0))
	})
	if err != nil {
		return &LinkError{"symlinkat", oldname, newname, err}
	}
	return nil
}

// move does a call on two names of the root.
func (r *Root) move(op int, what, from, to string) error {
	err := r.walk(from, func(fd int, base string) error {
		if text, ok := isLink(fd, base); ok && slashed(base) {
			return text
		}
		return r.walk(to, func(fd2 int, base2 string) error {
			if text, ok := isLink(fd2, base2); ok && slashed(base2) {
				return text
			}
			return errno(rt.At(op, fd, base, fd2, base2, 0, 0))
		})
	})
	if err != nil {
		return &LinkError{what, from, to, err}
	}
	return nil
}

// Rename renames (moves) oldname to newname, Link makes newname another name of its file.
func (r *Root) Rename(oldname, newname string) error {
	return r.move(rt.AtRename, "renameat", oldname, newname)
}
func (r *Root) Link(oldname, newname string) error {
	return r.move(rt.AtLink, "linkat", oldname, newname)
}

// ---- as a file system ----

// rootFS is the tree in a Root.
type rootFS struct{ r *Root }

// FS returns a file system for the tree of files in the root.
func (r *Root) FS() fs.FS { return rootFS{r} }

func valid[T any](op, name string, fn func(name string) (T, error)) (T, error) {
	if !fs.ValidPath(name) {
		var none T
		return none, &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	return fn(name)
}

func (f rootFS) Open(name string) (fs.File, error) {
	file, err := valid("open", name, f.r.Open)
	if err != nil {
		return nil, err
	}
	return file, nil
}

func (f rootFS) ReadDir(name string) ([]DirEntry, error) {
	file, err := valid("readdir", name, f.r.Open)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.sorted()
}

func (f rootFS) ReadFile(name string) ([]byte, error) { return valid("readfile", name, f.r.ReadFile) }
func (f rootFS) ReadLink(name string) (string, error) { return valid("readlink", name, f.r.Readlink) }
func (f rootFS) Stat(name string) (FileInfo, error)   { return valid("stat", name, f.r.Stat) }
func (f rootFS) Lstat(name string) (FileInfo, error)  { return valid("lstat", name, f.r.Lstat) }
