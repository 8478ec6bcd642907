//go:build !go1.26

package zip

import (
	"errors"
	"internal/archivefs"
	"internal/godebug"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// ErrInsecurePath is what NewReader answers beside the reader when a name leads out of the archive's directory, if GODEBUG has
// zipinsecurepath=0.
var ErrInsecurePath = errors.New("zip: insecure file path")

var insecurePath = godebug.New("zipinsecurepath")

// insecure returns ErrInsecurePath where that is wanted and has a reason.
func insecure(files []*File) error {
	if insecurePath.Value() != "0" {
		return nil
	}
	for _, f := range files {
		if f.Name != "" && (!filepath.IsLocal(f.Name) || strings.Contains(f.Name, `\`)) {
			return ErrInsecurePath
		}
	}
	return nil
}

// NewReader returns a reader of the archive of so many bytes; see ErrInsecurePath.
func NewReader(r io.ReaderAt, size int64) (*Reader, error) {
	zr, err := tree_NewReader(r, size)
	if err != nil {
		return nil, err
	}
	return zr, insecure(zr.File)
}

// OpenReader is NewReader for the file of this name.
func OpenReader(name string) (*ReadCloser, error) {
	rc, err := tree_OpenReader(name)
	if err != nil {
		return nil, err
	}
	return rc, insecure(rc.File)
}

// AddFS adds the files from fs.FS to the archive, compressed, from its root on.
func (w *Writer) AddFS(fsys fs.FS) error {
	return archivefs.Add(fsys, "zip", func(name string, info fs.FileInfo) (io.Writer, error) {
		h, err := FileInfoHeader(info)
		if err != nil {
			return nil, err
		}
		h.Name, h.Method = name, Deflate
		return w.CreateHeader(h)
	})
}
