module example.net/a

go 1.13

require example.net/b v1.1.0

require example.net/c v1.0.0
