// Package filepath implements utility routines for manipulating filename paths, which have Unix's form here: much of it is
// package path's.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
)

const (
	Separator     = os.PathSeparator
	ListSeparator = os.PathListSeparator
)

// SkipDir and SkipAll are what a WalkFunc returns to leave out a directory, or all that is left.
var (
	SkipDir error = fs.SkipDir
	SkipAll error = fs.SkipAll
)

// ErrBadPattern indicates a pattern was malformed.
var ErrBadPattern = path.ErrBadPattern

// Clean returns the shortest path name equivalent to path.
func Clean(path_ string) string { return path.Clean(path_) }

// Join joins any number of path elements into a single path, cleaned; empty elements are ignored.
func Join(elem ...string) string { return path.Join(elem...) }

// Base returns the last element of path, Dir all but that, Ext its file name extension.
func Base(path_ string) string { return path.Base(path_) }
func Dir(path_ string) string  { return path.Dir(path_) }
func Ext(path_ string) string  { return path.Ext(path_) }

// IsAbs reports whether the path is absolute.
func IsAbs(path string) bool { return strings.HasPrefix(path, "/") }

// Split splits path immediately following the final Separator.
func Split(path_ string) (dir, file string) { return path.Split(path_) }

// Match reports whether name matches the shell file name pattern.
func Match(pattern, name string) (matched bool, err error) { return path.Match(pattern, name) }

// ToSlash and FromSlash have nothing to do where the separator is a slash; VolumeName returns "" where there are none.
func ToSlash(path string) string    { return path }
func FromSlash(path string) string  { return path }
func VolumeName(path string) string { return "" }
func SplitList(path string) []string {
	if path == "" {
		return []string{}
	}
	return strings.Split(path, ":")
}

// HasPrefix exists for historical compatibility.
func HasPrefix(p, prefix string) bool { return strings.HasPrefix(p, prefix) }

// IsLocal reports whether a path, by its form alone, lies in the directory that it is evaluated in.
func IsLocal(path_ string) bool {
	if path_ == "" || IsAbs(path_) {
		return false
	}
	cleaned := path.Clean(path_)
	return cleaned != ".." && !strings.HasPrefix(cleaned, "../")
}

// Localize converts a slash-separated path, valid by io/fs.ValidPath, into one of the system.
func Localize(path string) (string, error) {
	if !fs.ValidPath(path) || strings.IndexByte(path, 0) >= 0 {
		return "", errors.New("invalid path")
	}
	return path, nil
}

// Abs returns an absolute representation of path: joined with the current directory when it is not absolute.
func Abs(path string) (string, error) {
	if IsAbs(path) {
		return Clean(path), nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(dir, path), nil
}

// elements are those of a cleaned path, which is not "/" or ".".
func elements(path string) []string {
	path = strings.TrimPrefix(path, "/")
	if path == "" || path == "." {
		return nil
	}
	return strings.Split(path, "/")
}

// Rel returns a path that, joined to basePath, is equivalent to targPath, as far as that can be told without asking
// the system.
func Rel(basePath, targPath string) (string, error) {
	base, target := Clean(basePath), Clean(targPath)
	if base == target {
		return ".", nil
	}
	bad := errors.New("Rel: can't make " + targPath + " relative to " + basePath)
	if IsAbs(base) != IsAbs(target) {
		return "", bad
	}
	from, to := elements(base), elements(target)
	same := 0
	for same < len(from) && same < len(to) && from[same] == to[same] {
		same++
	}
	if slices.Contains(from[same:], "..") {
		return "", bad
	}
	up := slices.Repeat([]string{".."}, len(from)-same)
	return strings.Join(append(up, to[same:]...), "/"), nil
}

// ---- links ----

const maxLinks = 255

// EvalSymlinks returns the path name after the evaluation of any symbolic links, cleaned.
func EvalSymlinks(path string) (string, error) {
	done := "" // evaluated; ends in a slash when it is the root
	if IsAbs(path) {
		done = "/"
	}
	rest := path
	for links := 0; ; {
		rest = strings.TrimLeft(rest, "/")
		if rest == "" {
			break
		}
		name, after, more := strings.Cut(rest, "/")
		rest = after
		if name == "." {
			continue
		}
		if name == ".." {
			done = parent(done)
			continue
		}
		here := append_(done, name)
		info, err := os.Lstat(here)
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			if !info.IsDir() && more {
				return "", syscall.ENOTDIR
			}
			done = here
			continue
		}
		if links++; links > maxLinks {
			return "", errors.New("EvalSymlinks: too many links")
		}
		target, err := os.Readlink(here)
		if err != nil {
			return "", err
		}
		if IsAbs(target) {
			done = "/"
		}
		if more {
			target += "/" + rest
		}
		rest = target
	}
	return Clean(done), nil
}

func append_(dir, name string) string {
	if dir == "" || strings.HasSuffix(dir, "/") {
		return dir + name
	}
	return dir + "/" + name
}

// parent goes up from a path without links.
func parent(path string) string {
	switch {
	case path == "/":
		return path
	case path == "" || path == ".." || strings.HasSuffix(path, "/.."):
		return append_(path, "..")
	}
	i := strings.LastIndexByte(path, '/')
	if i == 0 {
		return "/"
	}
	return path[:max(i, 0)]
}
