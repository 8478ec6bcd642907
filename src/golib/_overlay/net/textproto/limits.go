package textproto

import "internal/mimeheader"

func init() {
	mimeheader.Read = func(reader any, maxMemory, maxHeaders int64) (map[string][]string, error) {
		return readMIMEHeader(reader.(*Reader), maxMemory, maxHeaders)
	}
}
