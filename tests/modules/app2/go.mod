module example.com/app2

go 1.24

require "example.net/Upper/mod" v1.2.3
require example.com/local v0.0.0
require example.com/gone v1.0.0

replace example.com/local => ../local
