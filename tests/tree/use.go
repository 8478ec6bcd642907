// A little of many packages of Go's tree.
package main

import (
	"bytes"
	"compress/gzip"
	"container/heap"
	"container/list"
	"container/ring"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/csv"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"hash/crc32"
	"hash/fnv"
	"html"
	"image"
	"image/color"
	"image/png"
	"index/suffixarray"
	"io"
	"log"
	"math/big"
	"math/cmplx"
	"mime"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/scanner"
	"text/tabwriter"
	"text/template"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any          { x := (*h)[len(*h)-1]; *h = (*h)[:len(*h)-1]; return x }

type person struct {
	XMLName xml.Name            `json:"-" xml:"person"`
	Name    string              `json:"name" xml:"name,attr"`
	Age     int                 `json:"age,omitempty" xml:"age"`
	Tags    []string            `json:"tags" xml:"tags>tag"`
	Extra   map[string]any      `json:"extra,omitempty" xml:"-"`
	Inner   *struct{ A, B int } `json:",omitempty" xml:"inner,omitempty"`
}

func containers() {
	h := &ints{5, 2, 8}
	heap.Init(h)
	heap.Push(h, 1)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	l := list.New()
	l.PushBack("b")
	l.PushFront("a")
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	r := ring.New(3)
	for i := 0; i < 3; i++ {
		r.Value = i
		r = r.Next()
	}
	r.Do(func(x any) { fmt.Print(x, " ") })
	fmt.Println()
}

func encodings() {
	p := person{Name: "Ann <&>", Age: 3, Tags: []string{"x", "y"}, Extra: map[string]any{"k": 1.5, "a": nil}}
	b, err := json.MarshalIndent(p, "", "  ")
	fmt.Println(string(b), err)
	var back person
	fmt.Println(json.Unmarshal([]byte(`{"name":"B","age":7,"tags":null,"extra":{"q":[1,"2",true]},"Inner":{"A":1,"b":2}}`), &back), back.Extra, *back.Inner)
	fmt.Println(json.Unmarshal([]byte(`{"name":7}`), &back))
	x, err := xml.Marshal(p)
	fmt.Println(string(x), err)
	fmt.Println(base64.StdEncoding.EncodeToString([]byte("hello")), hex.EncodeToString([]byte("hi")))
	var buf bytes.Buffer
	binary.Write(&buf, binary.BigEndian, struct {
		A uint16
		B int32
	}{258, -2})
	fmt.Printf("% x\n", buf.Bytes())
	rows, err := csv.NewReader(strings.NewReader("a,\"b,c\"\n1,2\n")).ReadAll()
	fmt.Printf("%q %v\n", rows, err)
	buf.Reset()
	gob.NewEncoder(&buf).Encode(map[string][]int{"k": {1, 2}})
	var m map[string][]int
	fmt.Println(gob.NewDecoder(&buf).Decode(&m), m)
}

func hashes() {
	data := []byte("The quick brown fox")
	fmt.Printf("%x\n%x\n%x\n%x\n", md5.Sum(data), sha1.Sum(data), sha256.Sum256(data), sha512.Sum512(data))
	mac := hmac.New(sha256.New, []byte("key"))
	mac.Write(data)
	fmt.Printf("%x\n", mac.Sum(nil))
	f := fnv.New64a()
	f.Write(data)
	fmt.Println(crc32.ChecksumIEEE(data), f.Sum64())
}

func texts() {
	re := regexp.MustCompile(`(\w+)@(\w+)\.(com|org)`)
	fmt.Println(re.FindAllStringSubmatch("ann@example.com, bob@site.org", -1))
	fmt.Println(re.ReplaceAllString("ann@example.com", "$2:$1"))
	t := template.Must(template.New("t").Funcs(template.FuncMap{"up": strings.ToUpper}).Parse(
		"{{range $i, $x := .}}{{if $i}}, {{end}}{{$x | up | printf \"%q\"}}{{else}}none{{end}}\n"))
	t.Execute(os.Stdout, []string{"a", "b"})
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 1, ' ', tabwriter.AlignRight|tabwriter.Debug)
	fmt.Fprintln(w, "a\tbbb\tc")
	fmt.Fprintln(w, "aaaa\tb\tc")
	w.Flush()
	var s scanner.Scanner
	s.Init(strings.NewReader("x := 3.14 // note"))
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		fmt.Print(s.TokenText(), "|")
	}
	fmt.Println(html.EscapeString("<a & b>"), html.UnescapeString("&eacute;&lt;"))
	u, err := url.Parse("https://user@host:8080/p/a%20th?q=1&r=a+b#frag")
	fmt.Println(u.Host, u.Path, u.Query()["r"], u.Fragment, err, url.QueryEscape("a b&c"))
	fmt.Println(filepath.Join("a", "../b", "c.go"), filepath.Ext("x.tar.gz"))
	fmt.Println(mime.TypeByExtension(".html"))
}

func numbers() {
	x := new(big.Int).Exp(big.NewInt(7), big.NewInt(120), nil)
	y, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	fmt.Println(x, new(big.Int).Mod(x, y), new(big.Int).GCD(nil, nil, x, y), y.ProbablyPrime(10))
	fmt.Println(big.NewRat(3, 4).Add(big.NewRat(3, 4), big.NewRat(1, 6)), new(big.Float).Quo(big.NewFloat(1), big.NewFloat(3)))
	fmt.Printf("%.4f\n", cmplx.Sqrt(-1+2i))
}

func tools() {
	src := "package p\nfunc f(a int)int{return a+1}"
	out, err := format.Source([]byte(src))
	fmt.Println(string(out), err)
	f, _ := parser.ParseFile(token.NewFileSet(), "p.go", src, 0)
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			fmt.Print(id.Name, " ")
		}
		return true
	})
	fmt.Println(suffixarray.New([]byte("banana")).Lookup([]byte("nan"), -1))
	fs := flag.NewFlagSet("x", flag.ContinueOnError)
	n := fs.Int("n", 1, "number")
	fmt.Println(fs.Parse([]string{"-n", "5", "rest"}), *n, fs.Args())
	log.New(os.Stdout, "log: ", log.Lmsgprefix).Printf("v=%d", 3)
}

func streams() {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	z.Write(bytes.Repeat([]byte("compress me "), 100))
	z.Close()
	r, err := gzip.NewReader(&buf)
	data, err2 := io.ReadAll(r)
	fmt.Println(len(data), err, err2)
	img := image.NewRGBA(image.Rect(0, 0, 4, 4))
	img.Set(1, 2, color.RGBA{1, 2, 3, 255})
	buf.Reset()
	png.Encode(&buf, img)
	back, err := png.Decode(&buf)
	fmt.Println(back.At(1, 2), back.Bounds(), err)
}

func main() {
	containers()
	encodings()
	hashes()
	texts()
	numbers()
	tools()
	streams()
}

// Output:
// 1 2 5 8 a b 0 1 2 
// {
//   "name": "Ann \u003c\u0026\u003e",
//   "age": 3,
//   "tags": [
//     "x",
//     "y"
//   ],
//   "extra": {
//     "a": null,
//     "k": 1.5
//   }
// } <nil>
// <nil> map[q:[1 2 true]] {1 2}
// json: cannot unmarshal number into Go struct field person.name of type string
// <person name="Ann &lt;&amp;&gt;"><age>3</age><tags><tag>x</tag><tag>y</tag></tags></person> <nil>
// aGVsbG8= 6869
// 01 02 ff ff ff fe
// [["a" "b,c"] ["1" "2"]] <nil>
// <nil> map[k:[1 2]]
// a2004f37730b9445670a738fa0fc9ee5
// c519c1a06cdbeb2bc499e22137fb48683858b345
// 5cac4f980fedc3d3f1f99b4be3472c9b30d56523e632d151237ec9309048bda9
// 015e6d23e760f612cca616c54f110cb12dd54213f1e046c7607081372402eff4936b379296ed549236020afb37bd3e728a044a4243754f095498c98bc24f77e0
// 203d1e5cedd2d18f8c5a3beff0bd9c1ebcb97097dfcb288c46b00c9227fde2c0
// 3074782430 2554721226862139266
// [[ann@example.com ann example com] [bob@site.org bob site org]]
// example:ann
// "A", "B"
//     a| bbb|c
//  aaaa|   b|c
// x|:|=|3.14|&lt;a &amp; b&gt; é<
// host:8080 /p/a th [a b] frag <nil> a+b%26c
// b/c.go .gz
// text/html; charset=utf-8
// 258086210989349276047917817413172383631691140276099547911280598425927853437317437263620645695945672001 89960055345658386786472347241 7 false
// 11/12 0.3333333333333333
// (0.7862+1.2720i)
// package p
// 
// func f(a int) int { return a + 1 }
//  <nil>
// p f a int int a [2]
// <nil> 5 [rest]
// log: v=3
// 1200 <nil> <nil>
// {1 2 3 255} (0,0)-(4,4) <nil>
