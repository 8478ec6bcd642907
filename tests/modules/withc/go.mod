module example.com/withc

go 1.26
