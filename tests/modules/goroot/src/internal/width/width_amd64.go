package width

const Name = "amd64"
