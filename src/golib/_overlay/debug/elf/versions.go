//go:build !go1.26

package elf

import (
	"encoding/binary"
	"errors"
)

// A Symbol is an entry of a symbol table. What says Version is of the dynamic one alone.
type Symbol struct {
	Name         string
	Info, Other  byte
	HasVersion   bool
	VersionIndex VersionIndex
	Section      SectionIndex
	Value, Size  uint64
	Version      string
	Library      string
}

// A VersionIndex is that of a symbol, with a bit that hides it.
type VersionIndex uint16

const hidden = 0x8000

// Index returns the index: 0 of a local symbol, 1 without a version, else one in what DynamicVersions or
// DynamicVersionNeeds return. IsHidden reports whether the symbol is seen only by who asks for that version.
func (vi VersionIndex) Index() uint16  { return uint16(vi &^ hidden) }
func (vi VersionIndex) IsHidden() bool { return vi&hidden != 0 }

// A DynamicVersion is one that the file defines.
type DynamicVersion struct {
	Name  string
	Index uint16
	Flags DynamicVersionFlag
	Deps  []string
}

// A DynamicVersionNeed is a library with the versions that the file needs of it.
type DynamicVersionNeed struct {
	Name  string
	Needs []DynamicVersionDep
}

type DynamicVersionDep struct {
	Flags DynamicVersionFlag
	Index uint16
	Dep   string
}

var errVersions = errors.New("invalid version section")

// A table is a section of records that point to each other.
type table struct {
	data, names []byte
	order       binary.ByteOrder
}

// table returns the section of a type, without data when there is none; a file without dynamic symbols has no versions.
func (f *File) table(typ SectionType) (t table, err error) {
	s := f.SectionByType(typ)
	if f.SectionByType(SHT_DYNSYM) == nil {
		return t, ErrNoSymbols
	}
	if s == nil {
		return t, nil
	}
	t.order = f.ByteOrder
	if t.data, err = s.Data(); err == nil {
		t.names, err = f.stringTable(s.Link)
	}
	return t, err
}

// at returns n bytes from an offset on, nil beyond the end.
func (t table) at(offset, n uint32) []byte {
	if uint64(offset)+uint64(n) > uint64(len(t.data)) {
		return nil
	}
	return t.data[offset : offset+n]
}

func (t table) name(offset uint32) string {
	s, _ := getString(t.names, int(offset))
	return s
}

// walk calls f for records of a size until it returns 0, which is else the distance to the next one.
func (t table) walk(offset, size uint32, f func(offset uint32, record []byte) uint32) error {
	for {
		record := t.at(offset, size)
		if record == nil {
			return errVersions
		}
		next := f(offset, record)
		if next == 0 {
			return nil
		}
		offset += next
	}
}

// DynamicVersions returns the versions that a dynamic object defines.
func (f *File) DynamicVersions() (list []DynamicVersion, err error) {
	t, err := f.table(SHT_GNU_VERDEF)
	if err != nil || len(t.data) == 0 {
		return nil, err
	}
	var inner error
	err = t.walk(0, 20, func(offset uint32, r []byte) uint32 {
		v := DynamicVersion{Flags: DynamicVersionFlag(t.order.Uint16(r[2:])), Index: t.order.Uint16(r[4:])}
		left, first := t.order.Uint16(r[6:]), true
		if left > 0 {
			err := t.walk(offset+t.order.Uint32(r[12:]), 8, func(_ uint32, r []byte) uint32 {
				if name := t.name(t.order.Uint32(r)); first {
					v.Name, first = name, false
				} else {
					v.Deps = append(v.Deps, name)
				}
				if left--; left == 0 {
					return 0
				}
				return t.order.Uint32(r[4:])
			})
			inner = errors.Join(inner, err)
		}
		list = append(list, v)
		return t.order.Uint32(r[16:])
	})
	return list, errors.Join(err, inner)
}

// DynamicVersionNeeds returns the versions that a dynamic object needs of others.
func (f *File) DynamicVersionNeeds() (list []DynamicVersionNeed, err error) {
	t, err := f.table(SHT_GNU_VERNEED)
	if err != nil || len(t.data) == 0 {
		return nil, err
	}
	var inner error
	err = t.walk(0, 16, func(offset uint32, r []byte) uint32 {
		need := DynamicVersionNeed{Name: t.name(t.order.Uint32(r[4:]))}
		if left := t.order.Uint16(r[2:]); left > 0 {
			err := t.walk(offset+t.order.Uint32(r[8:]), 16, func(_ uint32, r []byte) uint32 {
				need.Needs = append(need.Needs, DynamicVersionDep{DynamicVersionFlag(t.order.Uint16(r[4:])),
					t.order.Uint16(r[6:]), t.name(t.order.Uint32(r[8:]))})
				if left--; left == 0 {
					return 0
				}
				return t.order.Uint32(r[12:])
			})
			inner = errors.Join(inner, err)
		}
		list = append(list, need)
		return t.order.Uint32(r[12:])
	})
	return list, errors.Join(err, inner)
}

// DynamicSymbols returns the dynamic symbol table, without the null symbol, with versions where the file has them.
func (f *File) DynamicSymbols() ([]Symbol, error) {
	symbols, err := f.tree_DynamicSymbols()
	if err != nil || f.gnuVersym == nil {
		return symbols, err
	}
	defined, err := f.DynamicVersions()
	if err != nil {
		return nil, err
	}
	names := map[uint16]string{}
	for _, v := range defined {
		if v.Flags&VER_FLG_BASE == 0 {
			names[v.Index] = v.Name
		}
	}
	for i := range symbols {
		s, at := &symbols[i], 2*(i+1)
		if at+2 > len(f.gnuVersym) {
			break
		}
		s.HasVersion, s.VersionIndex = true, VersionIndex(f.ByteOrder.Uint16(f.gnuVersym[at:]))
		if name, ok := names[s.VersionIndex.Index()]; ok && s.Section != SHN_UNDEF {
			s.Version = name
		}
	}
	return symbols, nil
}

// DynValue returns the values of a tag in the file's dynamic section.
func (f *File) DynValue(tag DynTag) ([]uint64, error) {
	s := f.SectionByType(SHT_DYNAMIC)
	if s == nil {
		return nil, nil
	}
	data, err := s.Data()
	if err != nil {
		return nil, err
	}
	size, word := 8, func(b []byte) uint64 { return uint64(f.ByteOrder.Uint32(b)) }
	if f.Class == ELFCLASS64 {
		size, word = 16, f.ByteOrder.Uint64
	}
	var values []uint64
	for ; len(data) >= size; data = data[size:] {
		if DynTag(word(data)) == tag {
			values = append(values, word(data[size/2:]))
		}
	}
	return values, nil
}
