module example.net/d

go 1.20

require example.net/e v1.5.0
