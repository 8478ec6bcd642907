package outside_test

import (
	"os"
	"testing"
)

func TestData(t *testing.T) {
	text, err := os.ReadFile("testdata/text")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", text)
}
