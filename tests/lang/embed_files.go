package main

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed embed_data/one.txt
var text string

type Bytes []byte

//go:embed "embed_data/one.txt"
var bytes Bytes

var (
	//go:embed embed_data
	visible embed.FS

	//go:embed all:embed_data/sub embed_data/*.txt
	//go:embed `embed_data/_x/x.txt`
	all embed.FS
)

func walk(files embed.FS) {
	fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		fmt.Print(path, " ", d.IsDir(), " ", err)
		if !d.IsDir() {
			data, err := files.ReadFile(path)
			fmt.Printf(" %q %v", data, err)
		}
		fmt.Println()
		return nil
	})
}

func main() {
	bytes[0] = 'O'
	fmt.Printf("%q %q\n", text, bytes)
	walk(visible)
	walk(all)
	_, err := visible.ReadFile("nothing")
	fmt.Println(err)
}

// Output:
// "one\n" "One\n"
// . true <nil>
// embed_data true <nil>
// embed_data/one.txt false <nil> "one\n" <nil>
// embed_data/sub true <nil>
// embed_data/sub/two.txt false <nil> "two" <nil>
// . true <nil>
// embed_data true <nil>
// embed_data/_x true <nil>
// embed_data/_x/x.txt false <nil> "x\n" <nil>
// embed_data/one.txt false <nil> "one\n" <nil>
// embed_data/sub true <nil>
// embed_data/sub/.hidden true <nil>
// embed_data/sub/.hidden/h.txt false <nil> "h\n" <nil>
// embed_data/sub/two.txt false <nil> "two" <nil>
// open nothing: file does not exist
