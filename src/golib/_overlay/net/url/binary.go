//go:build !go1.26

package url

// AppendBinary implements the encoding.BinaryAppender interface.
func (u *URL) AppendBinary(b []byte) ([]byte, error) {
	text, err := u.MarshalBinary()
	return append(b, text...), err
}
