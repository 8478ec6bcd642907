module example.com/kernel

go 1.24

require golang.org/x/sys v0.1.0
