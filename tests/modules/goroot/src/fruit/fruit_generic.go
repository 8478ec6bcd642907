//go:build !amd64

package fruit

const kind = "portable"
