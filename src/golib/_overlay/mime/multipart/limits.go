package multipart

import (
	"internal/mimeheader"
	"net/textproto"
)

func readMIMEHeader(r *textproto.Reader, maxMemory, maxHeaders int64) (textproto.MIMEHeader, error) {
	return mimeheader.Read(r, maxMemory, maxHeaders)
}
