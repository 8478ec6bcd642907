//go:build !go1.26

package multipart

import "fmt"

// FileContentDisposition returns the value of a Content-Disposition header for a form's file.
func FileContentDisposition(fieldname, filename string) string {
	return fmt.Sprintf(`form-data; name="%s"; filename="%s"`, escapeQuotes(fieldname), escapeQuotes(filename))
}
