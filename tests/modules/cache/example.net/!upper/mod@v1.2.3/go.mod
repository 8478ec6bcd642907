module example.net/Upper/mod
