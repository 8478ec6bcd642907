# The library has files of this name, too.
break 7
break reader.go:6
list reader.go:5,6
info line reader.go:7
break strings/reader.go:25
run
