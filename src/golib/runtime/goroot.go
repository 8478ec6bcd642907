package runtime

import "internal/rt"

// root is the Go tree that is installed, "" where there is none; looked says that it was looked for.
var (
	root   string
	looked bool
)

// GOROOT returns the root of the Go tree: what the environment said when the program began, else the tree of the go command, from
// which packages come that the library does not have.
func GOROOT() string {
	if said := environ("GOROOT"); said != "" {
		return said
	}
	if !looked {
		root, looked = installedRoot(environ("PATH")), true
	}
	return root
}

func installedRoot(path string) string {
	for path != "" {
		n := 0
		for n < len(path) && path[n] != ':' {
			n++
		}
		if root := rootOf(path[:n] + "/go"); isTree(root) {
			return root
		}
		path = path[min(n+1, len(path)):]
	}
	for _, root := range []string{"/usr/local/go", "/usr/lib/go"} {
		if isTree(root) {
			return root
		}
	}
	return ""
}

func isTree(root string) bool {
	var stat [256]byte
	return root != "" && rt.AtFill(rt.FillStat, rt.Cwd, root+"/src/runtime", 0, stat[:]) >= 0
}

// rootOf returns what stands before bin/go in the name of what a command's name leads to.
func rootOf(command string) string {
	var buf [1024]byte
	for range 40 {
		n := rt.AtFill(rt.FillReadlink, rt.Cwd, command, 0, buf[:])
		if n <= 0 {
			break
		}
		command = beside(command, string(buf[:n]))
	}
	dir := directory(command)
	if command[len(dir):] != "/go" || len(dir) < 4 || dir[len(dir)-4:] != "/bin" {
		return ""
	}
	return dir[:len(dir)-4]
}

// beside returns where a link leads whose text is to.
func beside(link, to string) string {
	if to[0] == '/' {
		return to
	}
	dir := directory(link)
	for len(to) > 3 && to[:3] == "../" {
		dir, to = directory(dir), to[3:]
	}
	return dir + "/" + to
}

func directory(name string) string {
	n := len(name)
	for n > 0 && name[n-1] != '/' {
		n--
	}
	return name[:max(n-1, 0)]
}
