//go:build !go1.26

package binary

import (
	"bytes"
	"errors"
	"reflect"
)

var errTooSmall = errors.New("buffer too small")

func (nativeEndian) String() string   { return "NativeEndian" }
func (nativeEndian) GoString() string { return "binary.NativeEndian" }

// Append appends the binary representation of data to buf and returns the extended buffer.
func Append(buf []byte, order ByteOrder, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := Write(&b, order, data); err != nil {
		return nil, errors.New("binary.Append: some values are not fixed-sized in type " + reflect.TypeOf(data).String())
	}
	return append(buf, b.Bytes()...), nil
}

// Encode encodes data into buf according to the byte order, and returns how many bytes that took.
func Encode(buf []byte, order ByteOrder, data any) (int, error) {
	n := Size(data)
	if n < 0 {
		return 0, errors.New("binary.Encode: some values are not fixed-sized in type " + reflect.TypeOf(data).String())
	}
	if len(buf) < n {
		return 0, errTooSmall
	}
	var b bytes.Buffer
	if err := Write(&b, order, data); err != nil {
		return 0, err
	}
	return copy(buf, b.Bytes()), nil
}

// Decode decodes data, a pointer to a fixed-size value or a slice of such, from buf, and returns how many bytes it took.
func Decode(buf []byte, order ByteOrder, data any) (int, error) {
	n := Size(data)
	if n < 0 {
		return 0, errors.New("binary.Decode: invalid type " + reflect.TypeOf(data).String())
	}
	if len(buf) < n {
		return 0, errTooSmall
	}
	return n, Read(bytes.NewReader(buf[:n]), order, data)
}
