module example.net/e

go 1.20
