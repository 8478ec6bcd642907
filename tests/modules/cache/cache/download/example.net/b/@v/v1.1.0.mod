module example.net/b

go 1.13

require example.net/c v1.10.0-pre.2
