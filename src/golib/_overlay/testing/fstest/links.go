//go:build !go1.26

package fstest

import (
	"io/fs"
	"path"
	"strings"
)

// How many links are followed on the way to one file.
const maxLinks = 40

// find returns where a name leads when the links in it are followed, the last element's only if `last`; false: nowhere.
func (fsys MapFS) find(name string, last bool) (string, bool) {
	if !fs.ValidPath(name) {
		return "", false
	}
	at, rest := ".", name
	for links := 0; rest != ""; {
		var element string
		element, rest, _ = strings.Cut(rest, "/")
		next := path.Join(at, element)
		file := fsys[next]
		if file == nil || file.Mode.Type() != fs.ModeSymlink || (rest == "" && !last) {
			at = next
			continue
		}
		next = path.Join(at, string(file.Data))
		if links++; links > maxLinks || !fs.ValidPath(next) || path.IsAbs(string(file.Data)) {
			return "", false
		}
		at, rest = ".", path.Join(next, rest)
	}
	return at, true
}

// Open opens the named file after following any symbolic links.
func (fsys MapFS) Open(name string) (fs.File, error) {
	real, ok := fsys.find(name, true)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	file, err := fsys.tree_Open(real)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	switch f := file.(type) {
	case *openMapFile:
		f.path, f.name = name, path.Base(name)
	case *mapDir:
		f.path, f.name = name, path.Base(name)
		if fsys[real] == nil {
			f.f.Mode |= 0o555
		}
		for _, e := range f.entry {
			if fsys[path.Join(real, e.name)] == nil {
				e.f.Mode |= 0o555 // a directory that is there because of what is in it
			}
		}
	}
	return file, nil
}

// lookup returns what stands under a name, without following it.
func (fsys MapFS) lookup(op, name string) (*MapFile, string, error) {
	real, ok := fsys.find(name, false)
	if !ok {
		return nil, "", &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	if file := fsys[real]; file != nil {
		return file, real, nil
	}
	dir, err := fsys.tree_Open(real)
	if err != nil {
		return nil, "", &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	dir.Close()
	return &MapFile{Mode: fs.ModeDir | 0o555}, real, nil
}

// Lstat returns a FileInfo describing the named file, of a symbolic link the link itself.
func (fsys MapFS) Lstat(name string) (fs.FileInfo, error) {
	file, real, err := fsys.lookup("lstat", name)
	if err != nil {
		return nil, err
	}
	return &mapFileInfo{path.Base(real), file}, nil
}

// ReadLink returns the destination of the named symbolic link.
func (fsys MapFS) ReadLink(name string) (string, error) {
	file, _, err := fsys.lookup("readlink", name)
	if err != nil {
		return "", err
	}
	if file.Mode.Type() != fs.ModeSymlink {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return string(file.Data), nil
}
