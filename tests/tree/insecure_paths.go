// Names that lead out of an archive's directory: told where GODEBUG wants that.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
)

var names = []string{"a", "../b", "/c", `d\e`, "f/../../g", "h/"}

func zips() {
	for _, name := range names {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		w.Create("first")
		w.Create(name)
		w.Close()
		r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		fmt.Println(name, len(r.File), r.File[1].Name, err, err == zip.ErrInsecurePath)
	}
	_, err := zip.NewReader(bytes.NewReader(nil), 0)
	fmt.Println(err)
}

func files() {
	f, _ := os.CreateTemp("", "insecure")
	defer os.Remove(f.Name())
	w := zip.NewWriter(f)
	w.Create("../x")
	w.Close()
	f.Close()
	r, err := zip.OpenReader(f.Name())
	fmt.Println(r.File[0].Name, err, r.Close())
}

func tars() {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range names {
		w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: 1})
		w.Write([]byte("x"))
	}
	w.Close()
	r := tar.NewReader(&b)
	for {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		text, _ := io.ReadAll(r)
		fmt.Println(h.Name, string(text), err)
	}
}

func main() {
	for _, debug := range []string{"", "zipinsecurepath=0,tarinsecurepath=0", "zipinsecurepath=1,tarinsecurepath=1"} {
		os.Setenv("GODEBUG", debug)
		zips()
		files()
		tars()
	}
}

// Output:
// a 2 a <nil> false
// ../b 2 ../b <nil> false
// /c 2 /c <nil> false
// d\e 2 d\e <nil> false
// f/../../g 2 f/../../g <nil> false
// h/ 2 h/ <nil> false
// zip: not a valid zip file
// ../x <nil> <nil>
// a x <nil>
// ../b x <nil>
// /c x <nil>
// d\e x <nil>
// f/../../g x <nil>
// h/  <nil>
// a 2 a <nil> false
// ../b 2 ../b zip: insecure file path true
// /c 2 /c zip: insecure file path true
// d\e 2 d\e zip: insecure file path true
// f/../../g 2 f/../../g zip: insecure file path true
// h/ 2 h/ <nil> false
// zip: not a valid zip file
// ../x zip: insecure file path <nil>
// a x <nil>
// ../b x archive/tar: insecure file path
// /c x archive/tar: insecure file path
// d\e x <nil>
// f/../../g x archive/tar: insecure file path
// h/  <nil>
// a 2 a <nil> false
// ../b 2 ../b <nil> false
// /c 2 /c <nil> false
// d\e 2 d\e <nil> false
// f/../../g 2 f/../../g <nil> false
// h/ 2 h/ <nil> false
// zip: not a valid zip file
// ../x <nil> <nil>
// a x <nil>
// ../b x <nil>
// /c x <nil>
// d\e x <nil>
// f/../../g x <nil>
// h/  <nil>
