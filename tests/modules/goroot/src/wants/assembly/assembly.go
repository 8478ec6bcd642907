package assembly

func Fast() int
