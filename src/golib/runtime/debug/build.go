package debug

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// BuildInfo represents the build information read from a Go binary.
type BuildInfo struct {
	GoVersion string         `json:",omitempty"` // of the toolchain that built it
	Path      string         `json:",omitempty"` // package path of the main package
	Main      Module         `json:""`           // that holds the main package
	Deps      []*Module      `json:",omitempty"` // all modules in the build, direct and indirect
	Settings  []BuildSetting `json:",omitempty"` // other information about the build
}

// A Module describes a single module included in a build.
type Module struct {
	Path    string  `json:",omitempty"`
	Version string  `json:",omitempty"`
	Sum     string  `json:",omitempty"` // checksum
	Replace *Module `json:",omitempty"` // what stands in its place
}

// A BuildSetting is a key-value pair describing one setting that influenced a build.
type BuildSetting struct {
	Key   string `json:",omitempty"`
	Value string `json:",omitempty"`
}

// ReadBuildInfo returns the build information embedded in the running binary. A program that is interpreted is
// none: ok is false.
func ReadBuildInfo() (info *BuildInfo, ok bool) { return nil, false }

// quotedIf is s, or s in quotes where a reader would not find its end.
func quotedIf(s string, special string) string {
	if s == "" || strings.ContainsAny(s, special) {
		return strconv.Quote(s)
	}
	return s
}

const (
	keySpecial   = "= \t\r\n\"`"
	valueSpecial = " \t\r\n\"`"
)

// String returns a string representation of a BuildInfo, a line for each thing it knows.
func (bi *BuildInfo) String() string {
	var b strings.Builder
	if bi.GoVersion != "" {
		fmt.Fprintf(&b, "go\t%s\n", bi.GoVersion)
	}
	if bi.Path != "" {
		fmt.Fprintf(&b, "path\t%s\n", bi.Path)
	}
	module := func(word string, m Module) {
		fmt.Fprintf(&b, "%s\t%s\t%s", word, m.Path, m.Version)
		if m.Replace == nil {
			fmt.Fprintf(&b, "\t%s\n", m.Sum)
			return
		}
		fmt.Fprintf(&b, "\n=>\t%s\t%s\t%s\n\n", m.Replace.Path, m.Replace.Version, m.Replace.Sum)
	}
	if bi.Main != (Module{}) {
		module("mod", bi.Main)
	}
	for _, m := range bi.Deps {
		module("dep", *m)
	}
	for _, s := range bi.Settings {
		value := s.Value
		if strings.ContainsAny(value, valueSpecial) {
			value = strconv.Quote(value)
		}
		fmt.Fprintf(&b, "build\t%s=%s\n", quotedIf(s.Key, keySpecial), value)
	}
	return b.String()
}

// cutQuoted is s up to a byte of end, unquoted where it is in quotes, and what follows.
func cutQuoted(s, end string) (value, rest string, err error) {
	if s != "" && (s[0] == '"' || s[0] == '`') {
		q, err := strconv.QuotedPrefix(s)
		if err != nil {
			return "", "", err
		}
		value, err = strconv.Unquote(q)
		return value, s[len(q):], err
	}
	if i := strings.IndexAny(s, end); i >= 0 {
		return s[:i], s[i:], nil
	}
	return s, "", nil
}

func parseModule(fields []string) (Module, error) {
	if len(fields) != 2 && len(fields) != 3 {
		return Module{}, fmt.Errorf("expected 2 or 3 columns; got %d", len(fields))
	}
	m := Module{Path: fields[0], Version: fields[1]}
	if len(fields) == 3 {
		m.Sum = fields[2]
	}
	return m, nil
}

func parseSetting(text string) (BuildSetting, error) {
	key, rest, err := cutQuoted(text, "=")
	switch {
	case err != nil:
		return BuildSetting{}, errors.New("invalid quoted key in build line")
	case !strings.HasPrefix(rest, "="):
		return BuildSetting{}, errors.New("build line missing '=' after key")
	case key == "":
		return BuildSetting{}, errors.New("build line with missing key")
	}
	value, _, err := cutQuoted(rest[1:], "")
	if err != nil {
		return BuildSetting{}, errors.New("invalid quoted value in build line")
	}
	return BuildSetting{key, value}, nil
}

// line takes in one line of a BuildInfo's text. last is the module that a replacement belongs to.
func (bi *BuildInfo) line(text string, last **Module) error {
	word, rest, _ := strings.Cut(text, "\t")
	fields := strings.Split(rest, "\t")
	switch word {
	case "path":
		bi.Path = rest
	case "mod", "dep":
		m, err := parseModule(fields)
		if err != nil {
			return err
		}
		if word == "mod" {
			bi.Main = m
			*last = &bi.Main
		} else {
			*last = &m
			bi.Deps = append(bi.Deps, *last)
		}
	case "=>":
		if len(fields) != 3 {
			return fmt.Errorf("expected 3 columns for replacement; got %d", len(fields))
		}
		if *last == nil {
			return fmt.Errorf("replacement with no module on previous line")
		}
		(*last).Replace = &Module{Path: fields[0], Version: fields[1], Sum: fields[2]}
		*last = nil
	case "build":
		s, err := parseSetting(rest)
		if err != nil {
			return err
		}
		bi.Settings = append(bi.Settings, s)
	}
	return nil
}

// ParseBuildInfo parses the string returned by BuildInfo.String, restoring the original BuildInfo but for GoVersion.
func ParseBuildInfo(data string) (bi *BuildInfo, err error) {
	bi = new(BuildInfo)
	var last *Module
	for n := 1; data != ""; n++ {
		text, rest, whole := strings.Cut(data, "\n")
		if !whole {
			break
		}
		data = rest
		if err := bi.line(text, &last); err != nil {
			return nil, fmt.Errorf("could not parse Go build info: line %d: %w", n, err)
		}
	}
	return bi, nil
}

// CrashOptions provides options that control the formatting of the fatal crash message.
type CrashOptions struct{}

// SetCrashOutput is not supported: what ends the program is told on standard error alone.
func SetCrashOutput(f *os.File, opts CrashOptions) error {
	if f == nil {
		return nil
	}
	return fmt.Errorf("runtime/debug: SetCrashOutput: not supported on %s", runtime.Compiler)
}

// SetMaxThreads returns the maximum number of operating system threads; goroutines need none of their own here.
func SetMaxThreads(threads int) int {
	was := maxThreads
	maxThreads = threads
	return was
}

var maxThreads = 10000
