package filepath

import (
	"io/fs"
	"os"
	"slices"
	"strings"
)

// WalkFunc is the type of the function called by Walk for each file or directory.
type WalkFunc func(path string, info fs.FileInfo, err error) error

// over turns the words by which a function leaves the walk into success.
func over(err error) error {
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

// WalkDir walks the file tree rooted at root, calling fn for each file or directory in the tree, in lexical order. Links
// are not followed.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		return over(fn(root, nil, err))
	}
	return over(walkDir(root, fs.FileInfoToDirEntry(info), fn))
}

func walkDir(path string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	if err := fn(path, d, nil); err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		if err = fn(path, d, err); err != nil {
			if err == SkipDir {
				err = nil
			}
			return err
		}
	}
	for _, e := range entries {
		if err := walkDir(Join(path, e.Name()), e, fn); err != nil {
			if err == SkipDir {
				break
			}
			return err
		}
	}
	return nil
}

// Walk is WalkDir with a FileInfo of every file, which is asked for.
func Walk(root string, fn WalkFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		return over(fn(root, nil, err))
	}
	return over(walk(root, info, fn))
}

func walk(path string, info fs.FileInfo, fn WalkFunc) error {
	if !info.IsDir() {
		return fn(path, info, nil)
	}
	names, readErr := namesIn(path)
	err := fn(path, info, readErr)
	if readErr != nil || err != nil {
		return err // when the directory cannot be read, fn has the last word
	}
	for _, name := range names {
		inner := Join(path, name)
		info, err := os.Lstat(inner)
		if err != nil {
			if err := fn(inner, info, err); err != nil && err != SkipDir {
				return err
			}
			continue
		}
		if err := walk(inner, info, fn); err != nil && (!info.IsDir() || err != SkipDir) {
			return err
		}
	}
	return nil
}

// namesIn returns the names in a directory, sorted.
func namesIn(dir string) ([]string, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

// ---- patterns ----

func hasMeta(path string) bool { return strings.ContainsAny(path, `*?[\`) }

// Glob returns the names of all files matching pattern, nil if there are none. Errors of the system are ignored.
func Glob(pattern string) (matches []string, err error) {
	if _, err := Match(pattern, ""); err != nil {
		return nil, err
	}
	return glob(pattern, 0)
}

func glob(pattern string, depth int) ([]string, error) {
	if depth == 10000 { // separators: patterns may come from anybody
		return nil, ErrBadPattern
	}
	if !hasMeta(pattern) {
		if _, err := os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := Split(pattern)
	switch dir {
	case "":
		dir = "."
	case "/":
	default:
		dir = dir[:len(dir)-1]
	}
	if !hasMeta(dir) {
		return globIn(dir, file, nil)
	}
	if dir == pattern {
		return nil, ErrBadPattern
	}
	dirs, err := glob(dir, depth+1)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, d := range dirs {
		if found, err = globIn(d, file, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// globIn adds the names in a directory that match.
func globIn(dir, pattern string, found []string) ([]string, error) {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return found, nil
	}
	names, _ := namesIn(dir)
	for _, name := range names {
		ok, err := Match(pattern, name)
		if err != nil {
			return found, err
		}
		if ok {
			found = append(found, Join(dir, name))
		}
	}
	return found, nil
}
