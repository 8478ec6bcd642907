module cmd

go 1.26

require golang.org/x/fake v0.1.0
