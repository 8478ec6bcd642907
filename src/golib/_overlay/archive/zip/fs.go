//go:build !go1.26

package zip

import (
	"errors"
	"internal/archivefs"
	"io"
	"io/fs"
)

// ErrInsecurePath is what NewReader may answer to a name that leads out of the archive's directory; it does not unless it is
// told to, and here it cannot be.
var ErrInsecurePath = errors.New("zip: insecure file path")

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
