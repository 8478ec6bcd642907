// Package archivefs puts file systems into archives, for archive/tar and archive/zip.
package archivefs

import (
	"errors"
	"io"
	"io/fs"
)

// Add walks fsys from its root on. For each file and directory it asks entry for an entry of that name, directories with
// a slash behind theirs, and copies a file to the writer that it gets. kind is the archive's, for errors.
func Add(fsys fs.FS, kind string, entry func(name string, info fs.FileInfo) (io.Writer, error)) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if d.IsDir() {
			_, err = entry(name+"/", info)
			return err
		}
		if !info.Mode().IsRegular() {
			return errors.New(kind + ": cannot add non-regular file")
		}
		w, err := entry(name, info)
		if err != nil {
			return err
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	})
}
