module example.com/defined

go 1.26
