package width

const Name = "arm64"
