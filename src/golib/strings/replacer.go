package strings

import (
	"internal/rt"
	"io"
)

// Replacer replaces a list of strings with replacements. At each position the pairs are tried in
// argument order. The pairs are filed by the first byte of what they replace, and a native skips to
// the next byte with which one begins.
type Replacer struct {
	pairs  []string
	byHead [256][]int // indices into pairs of the old strings, in argument order
	heads  string     // bitmap of the bytes that have some
	empty  int        // index of the first empty old string, -1 when there is none
}

// NewReplacer returns a new Replacer from a list of old, new string pairs.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	r := &Replacer{pairs: append([]string(nil), oldnew...), empty: -1}
	bitmap := make([]byte, 32)
	for i := 0; i < len(oldnew); i += 2 {
		old := oldnew[i]
		if old == "" {
			if r.empty < 0 {
				r.empty = i
			}
			continue
		}
		c := old[0]
		r.byHead[c] = append(r.byHead[c], i)
		bitmap[c>>3] |= 1 << (c & 7)
	}
	r.heads = rt.Str(bitmap)
	return r
}

// match returns the index of the first pair whose old string begins s, -1 when there is none.
func (r *Replacer) match(s string, empty int) int {
	if s != "" {
		for _, i := range r.byHead[s[0]] {
			if HasPrefix(s, r.pairs[i]) {
				if empty >= 0 && empty < i {
					return empty
				}
				return i
			}
		}
	}
	return empty
}

// appendReplaced appends s with all replacements to b; found tells whether there were any. After an
// empty match the same position is tried once more without it.
func (r *Replacer) appendReplaced(b []byte, s string) (out []byte, found bool) {
	kept := 0 // s[kept:i] is still to be copied
	empty := r.empty
	for i := 0; i <= len(s); {
		if r.empty < 0 {
			skip := indexBitmap(s[i:], r.heads)
			if skip < 0 {
				break
			}
			i += skip
		}
		k := r.match(s[i:], empty)
		if k < 0 {
			empty = r.empty
			i++
			continue
		}
		found = true
		b = append(b, s[kept:i]...)
		b = append(b, r.pairs[k+1]...)
		i += len(r.pairs[k])
		kept = i
		empty = r.empty
		if k == r.empty {
			empty = -1
		}
	}
	return append(b, s[kept:]...), found
}

// Replace returns a copy of s with all replacements performed.
func (r *Replacer) Replace(s string) string {
	b, found := r.appendReplaced(nil, s)
	if !found {
		return s
	}
	return rt.Str(b)
}

// WriteString writes s to w with all replacements performed.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	b, _ := r.appendReplaced(nil, s)
	return w.Write(b)
}
