module example.com/app // the main one

go 1.22

require (
	example.org/vend v0.1.0
)
