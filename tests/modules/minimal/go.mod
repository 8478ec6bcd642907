module example.com/minimal

go 1.16

require (
	example.net/a v1.0.0
	example.net/b v1.2.0
)

exclude example.net/c v1.10.0
