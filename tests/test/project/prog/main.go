package main

import "os"

var status = 3

func main() { os.Exit(status) }
