//go:build !go1.26

package tar

import (
	"errors"
	"internal/archivefs"
	"internal/godebug"
	"io"
	"io/fs"
	"path/filepath"
)

// ErrInsecurePath is what Reader.Next answers beside the header whose name leads out of the archive's directory, if GODEBUG has
// tarinsecurepath=0.
var ErrInsecurePath = errors.New("archive/tar: insecure file path")

var insecurePath = godebug.New("tarinsecurepath")

// Next advances to the next entry; see ErrInsecurePath.
func (tr *Reader) Next() (*Header, error) {
	h, err := tr.tree_Next()
	if err == nil && insecurePath.Value() == "0" && !filepath.IsLocal(h.Name) {
		err = ErrInsecurePath
	}
	return h, err
}

// AddFS adds the files from fs.FS to the archive, from its root on.
func (tw *Writer) AddFS(fsys fs.FS) error {
	return archivefs.Add(fsys, "tar", func(name string, info fs.FileInfo) (io.Writer, error) {
		h, err := FileInfoHeader(info, "")
		if err != nil {
			return nil, err
		}
		h.Name = name
		return tw, tw.WriteHeader(h)
	})
}
