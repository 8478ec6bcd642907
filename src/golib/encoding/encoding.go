// Package encoding defines interfaces shared by other packages that convert data to and from byte-level
// and textual representations.
package encoding

// BinaryMarshaler is implemented by an object that can turn itself into a binary form.
type BinaryMarshaler interface {
	MarshalBinary() (data []byte, err error)
}

// BinaryUnmarshaler is implemented by an object that can take on the value of a binary form of itself. It
// must copy the data if it wishes to keep it.
type BinaryUnmarshaler interface {
	UnmarshalBinary(data []byte) error
}

// BinaryAppender is implemented by an object that can append its binary form; on error b is returned unchanged.
type BinaryAppender interface {
	AppendBinary(b []byte) ([]byte, error)
}

// TextMarshaler is implemented by an object that can turn itself into UTF-8 text.
type TextMarshaler interface {
	MarshalText() (text []byte, err error)
}

// TextUnmarshaler is implemented by an object that can take on the value of a text form of itself. It must
// copy the text if it wishes to keep it.
type TextUnmarshaler interface {
	UnmarshalText(text []byte) error
}

// TextAppender is implemented by an object that can append its text form; on error b is returned unchanged.
type TextAppender interface {
	AppendText(b []byte) ([]byte, error)
}
