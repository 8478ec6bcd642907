package version

var Number = "0"
