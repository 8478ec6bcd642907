//go:build !go1.26

package tar

import "io/fs"

// FileInfoNames extends fs.FileInfo by the names of the file's owner and group.
type FileInfoNames interface {
	fs.FileInfo
	Uname() (string, error)
	Gname() (string, error)
}

// FileInfoHeader creates a Header from fi, as far as it tells; link is a symbolic link's target. If fi implements
// FileInfoNames, the names are those that it says.
func FileInfoHeader(fi fs.FileInfo, link string) (*Header, error) {
	h, err := tree_FileInfoHeader(fi, link)
	names, ok := fi.(FileInfoNames)
	if err != nil || !ok {
		return h, err
	}
	if h.Gname, err = names.Gname(); err != nil {
		return nil, err
	}
	if h.Uname, err = names.Uname(); err != nil {
		return nil, err
	}
	return h, nil
}
