package testing

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"unicode"
)

// matchFunc reports whether a regular expression matches.
type matchFunc func(pat, str string) (bool, error)

// matcher decides by name which tests run, and gives subtests names of their own.
type matcher struct {
	mu         sync.Mutex
	match      matchFunc
	run, skip  [][]string // alternatives; of each, a pattern for every element of a name
	names      map[string]bool
	duplicates map[string]int
}

func newMatcher(match matchFunc, run, runFlag, skip string) *matcher {
	m := &matcher{match: match, run: splitPattern(run), skip: splitPattern(skip)}
	m.verify(m.run, runFlag)
	m.verify(m.skip, "-test.skip")
	m.forget()
	return m
}

// forget lets names be given once more.
func (m *matcher) forget() { m.names, m.duplicates = map[string]bool{}, map[string]int{} }

// verify ends the program on a pattern that is none.
func (m *matcher) verify(alternatives [][]string, flag string) {
	for _, elements := range alternatives {
		for i, pattern := range elements {
			elements[i] = rewrite(pattern)
			if _, err := m.match(elements[i], "non-empty"); err != nil {
				fmt.Fprintf(os.Stderr, "testing: invalid regexp for element %d of %s (%q): %s\n", i, flag, pattern, err)
				os.Exit(1)
			}
		}
	}
}

// splitPattern divides a pattern at | and at / outside of brackets and parentheses.
func splitPattern(s string) [][]string {
	if s == "" {
		return nil
	}
	var alternatives [][]string
	var elements []string
	brackets, parens, start := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '[':
			brackets++
		case c == ']':
			brackets = max(brackets-1, 0)
		case c == '\\':
			i++
		case brackets > 0:
		case c == '(':
			parens++
		case c == ')':
			parens--
		case c == '/' && parens == 0:
			elements, start = append(elements, s[start:i]), i+1
		case c == '|' && parens == 0:
			alternatives = append(alternatives, append(elements, s[start:i]))
			elements, start = nil, i+1
		}
	}
	return append(alternatives, append(elements, s[start:]))
}

// accepts reports whether the elements of a name match patterns, and whether there are patterns for elements
// below it that have no name yet.
func (m *matcher) accepts(name []string, patterns []string) (ok, partial bool) {
	for i, element := range name {
		if i >= len(patterns) {
			break
		}
		if ok, _ := m.match(patterns[i], element); !ok {
			return false, false
		}
	}
	return true, len(name) < len(patterns)
}

func (m *matcher) wanted(name string) bool {
	elements := strings.Split(name, "/")
	run := len(m.run) == 0
	for _, patterns := range m.run {
		ok, _ := m.accepts(elements, patterns)
		run = run || ok
	}
	for _, patterns := range m.skip {
		if ok, partial := m.accepts(elements, patterns); ok && !partial {
			return false
		}
	}
	return run
}

// isPartial reports whether only some part of what is below the name is asked for.
func (m *matcher) isPartial(name string) bool {
	elements := strings.Split(name, "/")
	partial := len(m.run) > 0
	for _, patterns := range m.run {
		if ok, part := m.accepts(elements, patterns); ok && !part {
			partial = false
		}
	}
	return partial
}

// fullName returns the name of a subtest, unique below its parent, and whether it is to be run.
func (m *matcher) fullName(parent, name string, top bool) (full string, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	full = name
	if !top {
		full = m.unique(parent, rewrite(name))
	}
	return full, m.wanted(full)
}

// unique appends a number to a name that was given before, and to none.
func (m *matcher) unique(parent, name string) string {
	base := parent + "/" + name
	if name != "" && !m.names[base] {
		m.names[base] = true
		return base
	}
	first := 1
	if name == "" {
		first = 0
	}
	for n := max(m.duplicates[base], first); ; n++ {
		if full := fmt.Sprintf("%s#%02d", base, n); !m.names[full] {
			m.names[full], m.duplicates[base] = true, n+1
			return full
		}
	}
}

// rewrite makes a name of a subtest one word that can be printed.
func rewrite(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte('_')
		case !unicode.IsPrint(r):
			quoted := fmt.Sprintf("%+q", r)
			b.WriteString(quoted[1 : len(quoted)-1])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
