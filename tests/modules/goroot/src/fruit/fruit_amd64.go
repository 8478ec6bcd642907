package fruit

const kind = "counts on assembly"

func fast()
