//go:build !go1.26

package slog

import (
	"bytes"
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Handler handles log records produced by a Logger.
type Handler interface {
	Enabled(context.Context, Level) bool
	Handle(context.Context, Record) error
	WithAttrs(attrs []Attr) Handler
	WithGroup(name string) Handler
}

// Keys of what every record has.
const (
	TimeKey    = "time"
	LevelKey   = "level"
	MessageKey = "msg"
	SourceKey  = "source"
)

// HandlerOptions are options for a TextHandler or JSONHandler; the zero value has the defaults.
type HandlerOptions struct {
	AddSource   bool    // tell where it was logged
	Level       Leveler // the least level that is logged, LevelInfo without it
	ReplaceAttr func(groups []string, a Attr) Attr
}

// ---- what With and WithGroup have added ----

// step is either a group that was opened or attributes that were added.
type step struct {
	group string
	attrs []Attr
}

type state struct {
	json    bool
	replace func(groups []string, a Attr) Attr
	steps   []step
}

func (s state) with(one step) state {
	s.steps = append(slices.Clip(s.steps), one)
	return s
}

func (s state) withAttrs(as []Attr) state {
	if len(as) == 0 {
		return s
	}
	if s.replace != nil {
		var groups []string
		for _, one := range s.steps {
			if one.group != "" {
				groups = append(groups, one.group)
			}
		}
		as = replaced(groups, as, s.replace)
	}
	return s.with(step{attrs: as})
}

// replaced is what ReplaceAttr makes of attributes, those of groups too.
func replaced(groups []string, as []Attr, replace func([]string, Attr) Attr) (list []Attr) {
	for _, a := range as {
		a.Value = a.Value.Resolve()
		switch {
		case a.Value.kind == KindGroup && a.Key != "":
			a.Value = GroupValue(replaced(append(slices.Clip(groups), a.Key), a.Value.group(), replace)...)
		case a.Value.kind == KindGroup:
			a.Value = GroupValue(replaced(groups, a.Value.group(), replace)...)
		default:
			a = replace(slices.Clip(groups), a)
			a.Value = a.Value.Resolve()
		}
		if !a.isEmpty() {
			list = append(list, a)
		}
	}
	return list
}

func (s state) withGroup(name string) state {
	if name == "" {
		return s
	}
	return s.with(step{group: name})
}

// write writes the attributes of s and of a record. Groups in which nothing would stand are left out.
func (s state) write(w *writer, r Record) {
	w.json, w.replace = s.json, s.replace
	last := len(s.steps)
	if r.NumAttrs() == 0 {
		for last > 0 && s.steps[last-1].group != "" {
			last--
		}
	}
	opened := 0
	for _, one := range s.steps[:last] {
		if one.group != "" {
			w.open(one.group)
			opened++
			continue
		}
		w.replace = nil // that has been done when they were added
		for _, a := range one.attrs {
			w.attr(a)
		}
		w.replace = s.replace
	}
	for _, a := range r.attrs {
		w.attr(a)
	}
	for range opened {
		w.close()
	}
}

// ---- writing ----

// writer builds a line: text, `group.key=value key=value`, or an object of JSON.
type writer struct {
	out     []byte
	json    bool
	sep     string // before the next item
	prefix  string // of text: groups, each with a dot
	groups  []string
	replace func(groups []string, a Attr) Attr
}

func (w *writer) open(name string) {
	if w.json {
		w.key(name)
		w.out = append(w.out, '{')
		w.sep = ""
	} else {
		w.prefix += name + "."
	}
	w.groups = append(w.groups, name)
}

func (w *writer) close() {
	name := w.groups[len(w.groups)-1]
	w.groups = w.groups[:len(w.groups)-1]
	if w.json {
		w.out = append(w.out, '}')
		w.sep = ","
	} else {
		w.prefix = w.prefix[:len(w.prefix)-len(name)-1]
	}
}

func (w *writer) key(key string) {
	w.out = append(w.out, w.sep...)
	if w.json {
		w.out = append(appendJSONString(w.out, key), ':')
		w.sep = ","
		return
	}
	w.out = append(appendText(w.out, w.prefix+key), '=')
	w.sep = " "
}

// attr writes an attribute and reports whether there was something to write.
func (w *writer) attr(a Attr) bool {
	a.Value = a.Value.Resolve()
	if w.replace != nil && a.Value.kind != KindGroup {
		a = w.replace(slices.Clip(w.groups), a)
		a.Value = a.Value.Resolve()
	}
	if a.isEmpty() {
		return false
	}
	if source, ok := a.Value.any.(*Source); ok && a.Value.kind == KindAny && source != nil {
		if w.json {
			a.Value = GroupValue(source.group()...)
		} else if *source == (Source{}) {
			return false
		} else {
			a.Value = StringValue(fmt.Sprintf("%s:%d", source.File, source.Line))
		}
	}
	if a.Value.kind == KindGroup {
		return w.group(a)
	}
	w.key(a.Key)
	w.value(a.Value)
	return true
}

// group writes a group's attributes; one without a name is no group, and one in which nothing is left is nothing.
func (w *writer) group(a Attr) bool {
	start, sep, some := len(w.out), w.sep, false
	if a.Key != "" {
		w.open(a.Key)
	}
	for _, inner := range a.Value.group() {
		some = w.attr(inner) || some
	}
	if a.Key != "" {
		w.close()
	}
	if !some {
		w.out, w.sep = w.out[:start], sep
	}
	return some
}

func (w *writer) value(v Value) {
	defer func() {
		if r := recover(); r != nil {
			// A nil pointer whose method does not expect one is no mistake of the logging.
			if p := reflect.ValueOf(v.any); p.Kind() == reflect.Pointer && p.IsNil() {
				w.string("<nil>")
				return
			}
			w.string(fmt.Sprintf("!PANIC: %v", r))
		}
	}()
	var err error
	if w.json {
		err = w.jsonValue(v)
	} else {
		err = w.textValue(v)
	}
	if err != nil {
		w.string(fmt.Sprintf("!ERROR:%v", err))
	}
}

func (w *writer) string(s string) {
	if w.json {
		w.out = appendJSONString(w.out, s)
	} else {
		w.out = appendText(w.out, s)
	}
}

func (w *writer) textValue(v Value) error {
	switch v.kind {
	case KindString:
		w.string(v.str)
	case KindTime:
		w.out = v.Time().AppendFormat(w.out, "2006-01-02T15:04:05.000Z07:00")
	case KindAny:
		if m, ok := v.any.(encoding.TextMarshaler); ok {
			data, err := m.MarshalText()
			if err != nil {
				return err
			}
			w.string(string(data))
			return nil
		}
		if t := reflect.TypeOf(v.any); t != nil && t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
			w.out = strconv.AppendQuote(w.out, string(reflect.ValueOf(v.any).Bytes()))
			return nil
		}
		w.string(fmt.Sprintf("%+v", v.any))
	default:
		w.out = v.append(w.out)
	}
	return nil
}

func (w *writer) jsonValue(v Value) error {
	switch v.kind {
	case KindString:
		w.string(v.str)
	case KindDuration:
		w.out = strconv.AppendInt(w.out, int64(v.Duration()), 10)
	case KindTime:
		t := v.Time()
		if y := t.Year(); y < 0 || y >= 10000 {
			return errors.New("time.Time year outside of range [0,9999]")
		}
		w.out = append(t.AppendFormat(append(w.out, '"'), time.RFC3339Nano), '"')
	case KindFloat64:
		f := v.Float64()
		if math.IsInf(f, 0) || math.IsNaN(f) {
			return fmt.Errorf("json: unsupported value: %v", f)
		}
		return w.marshal(f)
	case KindAny:
		_, marshals := v.any.(json.Marshaler)
		if err, ok := v.any.(error); ok && !marshals {
			w.string(err.Error())
			return nil
		}
		return w.marshal(v.any)
	default:
		w.out = v.append(w.out)
	}
	return nil
}

func (w *writer) marshal(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	w.out = append(w.out, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
	return nil
}

// appendText quotes what could not be told from other items, or not be read.
func appendText(b []byte, s string) []byte {
	if needsQuotes(s) {
		return strconv.AppendQuote(b, s)
	}
	return append(b, s...)
}

func needsQuotes(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || r == ' ' || r == '"' || r == '=' || unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return true
		}
	}
	return s == ""
}

func appendJSONString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r == '\t':
			b = append(b, '\\', 't')
		case r == '\b':
			b = append(b, '\\', 'b')
		case r == '\f':
			b = append(b, '\\', 'f')
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		case r == utf8.RuneError && n == 1:
			b = append(b, `\ufffd`...)
		case r == 0x2028 || r == 0x2029:
			b = append(b, '\\', 'u', '2', '0', '2', hex[r&15])
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return append(b, '"')
}

// ---- TextHandler and JSONHandler ----

// common is what both are.
type common struct {
	state state
	opts  HandlerOptions
	mu    *sync.Mutex
	w     io.Writer
}

func newCommon(w io.Writer, opts *HandlerOptions, json bool) common {
	if opts == nil {
		opts = &HandlerOptions{}
	}
	return common{state{json: json, replace: opts.ReplaceAttr}, *opts, &sync.Mutex{}, w}
}

func (c *common) enabled(l Level) bool {
	least := LevelInfo
	if c.opts.Level != nil {
		least = c.opts.Level.Level()
	}
	return l >= least
}

// builtin writes what every record has, outside of all groups.
func (c *common) builtin(w *writer, r Record) {
	if !r.Time.IsZero() {
		w.attr(Time(TimeKey, r.Time))
	}
	if w.replace == nil {
		w.attr(String(LevelKey, r.Level.String()))
	} else {
		w.attr(Any(LevelKey, r.Level))
	}
	if c.opts.AddSource {
		source := r.Source()
		if source == nil {
			source = &Source{}
		}
		w.attr(Any(SourceKey, source))
	}
	w.attr(String(MessageKey, r.Message))
}

func (c *common) handle(r Record) error {
	w := &writer{json: c.state.json, replace: c.state.replace}
	if w.json {
		w.out = append(w.out, '{')
	}
	c.builtin(w, r)
	c.state.write(w, r)
	if w.json {
		w.out = append(w.out, '}')
	}
	w.out = append(w.out, '\n')
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.w.Write(w.out)
	return err
}

func (c common) with(s state) common {
	c.state = s
	return c
}

// TextHandler is a Handler that writes Records to an io.Writer as a sequence of key=value pairs.
type TextHandler struct{ common }

func NewTextHandler(w io.Writer, opts *HandlerOptions) *TextHandler {
	return &TextHandler{newCommon(w, opts, false)}
}

func (h *TextHandler) Enabled(_ context.Context, level Level) bool { return h.enabled(level) }
func (h *TextHandler) Handle(_ context.Context, r Record) error    { return h.handle(r) }
func (h *TextHandler) WithAttrs(attrs []Attr) Handler {
	return &TextHandler{h.with(h.state.withAttrs(attrs))}
}
func (h *TextHandler) WithGroup(name string) Handler {
	return &TextHandler{h.with(h.state.withGroup(name))}
}

// JSONHandler is a Handler that writes Records to an io.Writer as line-delimited JSON objects.
type JSONHandler struct{ common }

func NewJSONHandler(w io.Writer, opts *HandlerOptions) *JSONHandler {
	return &JSONHandler{newCommon(w, opts, true)}
}

func (h *JSONHandler) Enabled(_ context.Context, level Level) bool { return h.enabled(level) }
func (h *JSONHandler) Handle(_ context.Context, r Record) error    { return h.handle(r) }
func (h *JSONHandler) WithAttrs(attrs []Attr) Handler {
	return &JSONHandler{h.with(h.state.withAttrs(attrs))}
}
func (h *JSONHandler) WithGroup(name string) Handler {
	return &JSONHandler{h.with(h.state.withGroup(name))}
}

// ---- others ----

// DiscardHandler discards all log output.
var DiscardHandler Handler = discard{}

type discard struct{}

func (discard) Enabled(context.Context, Level) bool  { return false }
func (discard) Handle(context.Context, Record) error { return nil }
func (d discard) WithAttrs([]Attr) Handler           { return d }
func (d discard) WithGroup(string) Handler           { return d }

// MultiHandler is a Handler that invokes all the given Handlers.
type MultiHandler struct{ all []Handler }

func NewMultiHandler(handlers ...Handler) *MultiHandler {
	return &MultiHandler{slices.Clone(handlers)}
}

func (h *MultiHandler) Enabled(ctx context.Context, l Level) bool {
	return slices.ContainsFunc(h.all, func(one Handler) bool { return one.Enabled(ctx, l) })
}

func (h *MultiHandler) Handle(ctx context.Context, r Record) error {
	var errs []error
	for _, one := range h.all {
		if one.Enabled(ctx, r.Level) {
			if err := one.Handle(ctx, r.Clone()); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(errs...)
}

func (h *MultiHandler) each(fn func(Handler) Handler) Handler {
	all := make([]Handler, len(h.all))
	for i, one := range h.all {
		all[i] = fn(one)
	}
	return &MultiHandler{all}
}

func (h *MultiHandler) WithAttrs(attrs []Attr) Handler {
	return h.each(func(one Handler) Handler { return one.WithAttrs(attrs) })
}

func (h *MultiHandler) WithGroup(name string) Handler {
	return h.each(func(one Handler) Handler { return one.WithGroup(name) })
}
