package pprof

import (
	"io"
	"os"
	"runtime"
	"time"
)

// The form for tools: a message of protocol buffers, whose description (profile.proto) the pprof tool has, in a gzip file. The
// numbers below are those of its fields.
const (
	profileSampleType        = 1
	profileSample            = 2
	profileMapping           = 3
	profileLocation          = 4
	profileFunction          = 5
	profileStrings           = 6
	profileTime              = 9
	profileDuration          = 10
	profilePeriodType        = 11
	profilePeriod            = 12
	profileComment           = 13
	profileDefaultSampleType = 14

	valueType, valueUnit                       = 1, 2
	sampleLocation, sampleValue                = 1, 2
	mappingID, mappingFile, mappingFunctions   = 1, 5, 7
	mappingFilenames, mappingLines             = 8, 9
	locationID, locationMapping, locationPlace = 1, 2, 3
	locationLine                               = 4
	lineFunction, lineNumber                   = 1, 2
	functionID, functionName, functionSystem   = 1, 2, 3
	functionFile                               = 4
)

// message is one that grows.
type message []byte

// varint appends a number in base 128, lowest digits first; all but the last have the top bit.
func (m *message) varint(v uint64) {
	for ; v >= 0x80; v >>= 7 {
		*m = append(*m, byte(v)|0x80)
	}
	*m = append(*m, byte(v))
}

func (m *message) number(field int, v uint64) {
	if v != 0 {
		m.varint(uint64(field) << 3)
		m.varint(v)
	}
}

func (m *message) bytes(field int, b []byte) {
	m.varint(uint64(field)<<3 | 2)
	m.varint(uint64(len(b)))
	*m = append(*m, b...)
}

// numbers are packed.
func (m *message) numbers(field int, list []uint64) {
	var b message
	for _, v := range list {
		b.varint(v)
	}
	m.bytes(field, b)
}

// A kind is what samples count, and in which unit.
type kind struct{ name, unit string }

// A builder makes a profile.
type builder struct {
	message
	strings   map[string]uint64
	list      []string
	functions map[string]uint64
	locations map[uintptr]uint64
}

func newBuilder(period kind, every int64, kinds ...kind) *builder {
	b := &builder{strings: map[string]uint64{}, functions: map[string]uint64{}, locations: map[uintptr]uint64{}}
	b.text("")
	for _, k := range kinds {
		b.bytes(profileSampleType, b.kind(k))
	}
	b.bytes(profilePeriodType, b.kind(period))
	b.number(profilePeriod, uint64(every))
	b.number(profileTime, uint64(time.Now().UnixNano()))
	var program message
	program.number(mappingID, 1)
	if len(os.Args) > 0 {
		program.number(mappingFile, b.text(os.Args[0]))
	}
	for _, has := range []int{mappingFunctions, mappingFilenames, mappingLines} {
		program.number(has, 1)
	}
	b.bytes(profileMapping, program)
	return b
}

// text returns the number of a string.
func (b *builder) text(s string) uint64 {
	n, ok := b.strings[s]
	if !ok {
		n = uint64(len(b.list))
		b.strings[s] = n
		b.list = append(b.list, s)
	}
	return n
}

func (b *builder) kind(k kind) message {
	var m message
	m.number(valueType, b.text(k.name))
	m.number(valueUnit, b.text(k.unit))
	return m
}

func (b *builder) function(f *runtime.Frame) uint64 {
	key := f.Function + "\x00" + f.File
	id, ok := b.functions[key]
	if !ok {
		id = uint64(len(b.functions) + 1)
		b.functions[key] = id
		var m message
		m.number(functionID, id)
		m.number(functionName, b.text(f.Function))
		m.number(functionSystem, b.text(f.Function))
		m.number(functionFile, b.text(f.File))
		b.bytes(profileFunction, m)
	}
	return id
}

// location is that of a return address.
func (b *builder) location(pc uintptr) uint64 {
	id, ok := b.locations[pc]
	if ok {
		return id
	}
	id = uint64(len(b.locations) + 1)
	b.locations[pc] = id
	f, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	var line, m message
	line.number(lineFunction, b.function(&f))
	line.number(lineNumber, uint64(f.Line))
	m.number(locationID, id)
	m.number(locationMapping, 1)
	m.number(locationPlace, uint64(pc))
	m.bytes(locationLine, line)
	b.bytes(profileLocation, m)
	return id
}

// sample adds values, one for each kind, of a stack of return addresses.
func (b *builder) sample(stack []uintptr, values ...int64) {
	var places, numbers []uint64
	for _, pc := range stack {
		places = append(places, b.location(pc))
	}
	for _, v := range values {
		numbers = append(numbers, uint64(v))
	}
	var m message
	m.numbers(sampleLocation, places)
	m.numbers(sampleValue, numbers)
	b.bytes(profileSample, m)
}

// write ends the profile.
func (b *builder) write(w io.Writer) error {
	for _, s := range b.list {
		b.bytes(profileStrings, []byte(s))
	}
	_, err := w.Write(gzipped(b.message))
	return err
}

// crc32 is the checksum of gzip files (RFC 1952, 8).
func crc32(b []byte) uint32 {
	sum := ^uint32(0)
	for _, c := range b {
		sum ^= uint32(c)
		for range 8 {
			sum = sum>>1 ^ 0xedb88320&-(sum&1)
		}
	}
	return ^sum
}

func little(b []byte, v uint64, n int) []byte {
	for ; n > 0; n-- {
		b = append(b, byte(v))
		v >>= 8
	}
	return b
}

// gzipped is a gzip file (RFC 1952) with these contents. They are stored (RFC 1951, 3.2.4): the packages that would compress them
// are not always there.
func gzipped(b []byte) []byte {
	const most = 1<<16 - 1
	sum, size := crc32(b), len(b)
	out := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}
	for last := false; !last; {
		n := min(len(b), most)
		last = n == len(b)
		mark := uint64(0)
		if last {
			mark = 1
		}
		out = little(little(little(out, mark, 1), uint64(n), 2), uint64(^n), 2)
		out = append(out, b[:n]...)
		b = b[n:]
	}
	return little(little(out, uint64(sum), 4), uint64(size), 4)
}
