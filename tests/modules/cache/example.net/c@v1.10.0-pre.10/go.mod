module example.net/c
