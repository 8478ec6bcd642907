//go:build !go1.26

package token

import (
	"fmt"
	"slices"
)

// End returns the end position of file f as registered with AddFile.
func (f *File) End() Pos { return Pos(f.base + f.size) }

// Lines returns the offsets at which lines begin, as of SetLines. Callers must not change them.
func (f *File) Lines() []int {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.lines
}

// search returns where a file is among those of the set, which are in order of base, or would be.
func (s *FileSet) search(f *File) (int, bool) {
	return slices.BinarySearchFunc(s.files, f, func(a, b *File) int { return a.base - b.base })
}

// AddExistingFiles adds files to the set that are not in it yet. None may overlap another.
func (s *FileSet) AddExistingFiles(files ...*File) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, f := range files {
		i, found := s.search(f)
		if found && s.files[i] == f {
			continue
		}
		for _, neighbour := range s.files[max(i-1, 0):min(i+1, len(s.files))] {
			mustNotOverlap(neighbour, f)
		}
		s.files = slices.Insert(s.files, i, f)
		s.base = max(s.base, f.base+f.size+1)
	}
}

func mustNotOverlap(a, b *File) {
	if a.base <= b.base+b.size && b.base <= a.base+a.size {
		panic(fmt.Sprintf("file %s (%d-%d) overlaps with file %s (%d-%d)", a.name, a.base, a.base+a.size, b.name, b.base, b.base+b.size))
	}
}

// RemoveFile removes a file from the set: positions in it are none of the set's any more.
func (s *FileSet) RemoveFile(file *File) {
	s.last.CompareAndSwap(file, nil)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if i, found := s.search(file); found && s.files[i] == file {
		s.files = slices.Delete(s.files, i, i+1)
	}
}
