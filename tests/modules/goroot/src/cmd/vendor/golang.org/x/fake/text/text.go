package text

type Line string
