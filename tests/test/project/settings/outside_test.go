//go:debug asynctimerchan=1
package settings_test

import (
	"testing"
	"time"
)

func TestOutside(t *testing.T) { t.Log(cap(time.After(0))) }
