module example.com/names.x

go 1.26
