//go:build go1.26

package url

func badSetPath(u *URL, path string) error { return u.setPath(path) }
