//go:build !go1.26

package tar

import (
	"errors"
	"internal/archivefs"
	"io"
	"io/fs"
)

// ErrInsecurePath is what Reader.Next may answer to a name that leads out of the archive's directory; it does not unless it is
// told to, and here it cannot be.
var ErrInsecurePath = errors.New("archive/tar: insecure file path")

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
