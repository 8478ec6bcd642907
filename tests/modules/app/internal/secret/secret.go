package secret

const Word = "inside"
