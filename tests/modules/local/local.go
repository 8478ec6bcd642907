package local

const Name = "replaced"
