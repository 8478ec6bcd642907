package syscall

import (
	"internal/rt"
	"slices"
	"strings"
)

// environment is the environment as the program sees and changes it. It is copied when it is first
// asked for, so that the objects of a program that does not ask are the same in every environment.
var (
	environment []string
	copied      bool
)

func load() {
	if !copied {
		environment, copied = rt.Environ(), true
	}
}

// find returns the place of a variable in the environment, -1 when it is not set.
func find(key string) int {
	load()
	for i, entry := range environment {
		if len(entry) > len(key) && entry[len(key)] == '=' && entry[:len(key)] == key {
			return i
		}
	}
	return -1
}

// Getenv returns the value of an environment variable, and whether it is set.
func Getenv(key string) (value string, found bool) {
	if i := find(key); i >= 0 && key != "" {
		return environment[i][len(key)+1:], true
	}
	return "", false
}

// Environ returns a copy of the environment, in the form "key=value".
func Environ() []string {
	load()
	return slices.Clone(environment)
}

// Setenv sets an environment variable, Unsetenv unsets it, Clearenv unsets all.
func Setenv(key, value string) error {
	if key == "" || strings.ContainsAny(key, "=\x00") || strings.Contains(value, "\x00") {
		return EINVAL
	}
	if i := find(key); i >= 0 {
		environment[i] = key + "=" + value
	} else {
		environment = append(environment, key+"="+value)
	}
	tell(key, value)
	return nil
}

func Unsetenv(key string) error {
	if i := find(key); i >= 0 {
		environment = slices.Delete(environment, i, i+1)
	}
	tell(key, "")
	return nil
}

func Clearenv() {
	environment, copied = nil, true
	tell("GODEBUG", "")
}

// tell lets the machine know the new value of a variable that it looks at.
func tell(key, value string) {
	if key == "GODEBUG" {
		rt.SettingsChanged(value)
	}
}
