package testing

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// tempDirs are the directories that a test was given.
type tempDirs struct {
	mu       sync.Mutex
	dir      string
	n        int
	err      error
	artifact string
}

// safeName keeps of a test's name what makes a good file name.
func safeName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf && (strings.ContainsRune("-_=,.+@%", r) || '0' <= r && r <= '9' || 'a' <= r|32 && r|32 <= 'z'):
			return r
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			return r
		}
		return -1
	}, name)
}

// first makes the directory that holds those of this test.
func (t *tempDirs) first(c *common) {
	name := safeName(c.name)
	if len(name) > 64 {
		name = name[:64]
	}
	t.dir, t.err = os.MkdirTemp(os.Getenv("GOTMPDIR"), strings.ToValidUTF8(name, "")+"*")
	if t.err != nil {
		return
	}
	dir := t.dir
	c.Cleanup(func() {
		t.mu.Lock()
		t.dir = "" // a cleanup function may want another
		t.mu.Unlock()
		if err := os.RemoveAll(dir); err != nil {
			c.Errorf("TempDir RemoveAll cleanup: %v", err)
		}
	})
}

// TempDir returns a new directory that is removed when the test and all its subtests are complete.
func (c *common) TempDir() string {
	c.check("TempDir")
	t := &c.temp
	t.mu.Lock()
	if t.n == 0 || t.dir == "" {
		t.first(c)
	}
	t.n++
	dir, err := fmt.Sprintf("%s%c%03d", t.dir, os.PathSeparator, t.n), t.err
	t.mu.Unlock()
	if err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return dir
}

// ArtifactDir returns the directory for files that the test leaves: under -test.artifacts one below the output
// directory, else a temporary one.
func (c *common) ArtifactDir() string {
	c.check("ArtifactDir")
	t := &c.temp
	t.mu.Lock()
	known := t.artifact
	t.mu.Unlock()
	if known != "" {
		return known
	}
	dir := ""
	if options != nil && options.keep {
		dir = c.keptDir()
	} else {
		dir = c.TempDir()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.artifact = dir
	return dir
}

func (c *common) keptDir() string {
	base := output("_artifacts")
	if err := os.MkdirAll(base, 0o777); err != nil {
		c.Fatalf("ArtifactDir: %v", err)
	}
	dir, err := os.MkdirTemp(base, "")
	if err != nil {
		c.Fatalf("ArtifactDir: %v", err)
	}
	if print := c.env.print; print.on {
		print.state(c.name, fmt.Sprintf("=== ARTIFACTS %s %v\n", c.name, dir))
	}
	return dir
}

// Setenv sets an environment variable until the test ends.
func (c *common) Setenv(key, value string) {
	c.check("Setenv")
	old, had := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	c.Cleanup(func() {
		if had {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Chdir changes the working directory, and PWD, until the test ends.
func (c *common) Chdir(dir string) {
	c.check("Chdir")
	old, err := os.Getwd()
	if err != nil {
		c.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil {
		c.Fatal(err)
	}
	now, err := os.Getwd()
	if err != nil {
		c.Fatal(err)
	}
	c.Setenv("PWD", now)
	c.Cleanup(func() {
		if err := os.Chdir(old); err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
}
