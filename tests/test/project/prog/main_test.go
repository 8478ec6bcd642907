package main

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

var extra = flag.String("extra", "none", "a flag of the test's own")

func TestMain(m *testing.M) {
	flag.Parse()
	fmt.Println("before", *extra, flag.Args())
	status = m.Run()
	fmt.Println("after", status)
	if *extra == "exit" {
		os.Exit(5)
	}
}

func TestStatus(t *testing.T) {
	if status != 3 {
		t.Error(status)
	}
}
