package fmt

import (
	"errors"
	"slices"
)

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }

// Errorf formats according to a format specifier and returns the string as a value that satisfies
// error. The operands of %w verbs are what it unwraps to.
func Errorf(format string, a ...any) error {
	p := newPrinter()
	p.wrapErrs = true
	p.printf(format, a)
	s := string(p.buf)
	wrapped := p.wrapped
	p.release()
	verbs := len(wrapped)
	slices.Sort(wrapped)
	wrapped = slices.Compact(wrapped)
	var errs []error
	for _, k := range wrapped {
		if err, ok := a[k].(error); ok {
			errs = append(errs, err)
		}
	}
	switch verbs {
	case 0:
		return errors.New(s)
	case 1:
		w := &wrapError{msg: s}
		if len(errs) == 1 {
			w.err = errs[0]
		}
		return w
	}
	return &wrapErrors{s, errs}
}
