module example.net/b

go 1.20

require example.net/c v1.10.0-pre.10

require example.net/d v1.0.0
