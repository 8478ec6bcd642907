//go:build !go1.26

package httptest

import (
	"context"
	"io"
	"net/http"
)

// NewRequestWithContext is NewRequest with a context.
func NewRequestWithContext(ctx context.Context, method, target string, body io.Reader) *http.Request {
	return NewRequest(method, target, body).WithContext(ctx)
}
