package setup

import "testing"

func TestPanics(t *testing.T) {
	t.Cleanup(func() { t.Log("cleaned up") })
	t.Run("sub", func(t *testing.T) { panic("out of order") })
}
