module hidden

go 1.22
