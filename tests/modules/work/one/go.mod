module example.com/one

go 1.24

require example.com/three v1.0.0
