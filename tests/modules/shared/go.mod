module example.com/shared

go 1.24

require golang.org/x/text v0.9.9
