package p

type large struct{ b [1500000000]byte }

func (x large) f1() int { return 5 }

func f2(x large) int { return 5 }
