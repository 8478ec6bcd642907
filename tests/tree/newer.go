package main

import (
	"archive/tar"
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"debug/elf"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"math/big"
	"net/netip"
	"regexp"
	"strings"
	"testing/fstest"
	"time"
)

func links() {
	fsys := fstest.MapFS{
		"dir/file": {Data: []byte("text")},
		"link":     {Data: []byte("dir"), Mode: fs.ModeSymlink},
		"dir/up":   {Data: []byte("../link/file"), Mode: fs.ModeSymlink},
		"out":      {Data: []byte("../x"), Mode: fs.ModeSymlink},
	}
	for _, name := range []string{"dir/file", "link/file", "dir/up", "link/up", "out", "nothing"} {
		data, err := fs.ReadFile(fsys, name)
		fmt.Printf("%s %q %v\n", name, data, err)
		info, err := fsys.Lstat(name)
		if err == nil {
			fmt.Println(info.Name(), info.Mode(), info.IsDir())
		} else {
			fmt.Println(errors.Is(err, fs.ErrNotExist))
		}
		target, err := fsys.ReadLink(name)
		fmt.Println(target, err)
	}
}

func closing() {
	var b bytes.Buffer
	e := xml.NewEncoder(&b)
	e.EncodeToken(xml.StartElement{Name: xml.Name{Local: "a"}})
	fmt.Println(e.Close(), b.String())
	fmt.Println(e.Close(), e.EncodeToken(xml.CharData("x")), e.Encode(1), e.Flush())
	e = xml.NewEncoder(&b)
	fmt.Println(e.Encode([]int{1, 2}), e.Close(), b.String())
}

type named struct{ fs.FileInfo }

func (named) Uname() (string, error) { return "user", nil }
func (named) Gname() (string, error) { return "group", nil }

type nameless struct{ named }

func (nameless) Gname() (string, error) { return "", errors.New("no name") }

func headers() {
	fsys := fstest.MapFS{"f": {Data: []byte("12345"), Mode: 0o640, ModTime: time.Unix(7, 0)}}
	info, _ := fsys.Stat("f")
	h, err := tar.FileInfoHeader(named{info}, "")
	fmt.Println(h.Name, h.Size, h.Mode, h.Uname, h.Gname, err)
	h, err = tar.FileInfoHeader(nameless{named{info}}, "")
	fmt.Println(h, err)
}

const source = `//go:build linux && go1.21 || go1.23

package p // about p

//go:generate stringer -type "a b"

func f(m map[string]int) {
	for /* range */ k, v := range m { _, _ = k, v }
	for range 3 {}
	_ = ` + "`a\r\nb`" + ` + "c"
}
`

func syntax() {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	fmt.Println(err, f.FileStart, f.FileEnd, f.GoVersion, fset.File(1).End(), fset.File(1).Lines())
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			fmt.Println("range", fset.Position(n.Range))
		case *ast.BasicLit:
			fmt.Printf("%q %v %v %v\n", n.Value, fset.Position(n.Pos()), fset.Position(n.ValueEnd), n.End() == n.ValueEnd)
		}
		return true
	})
	for _, g := range f.Comments {
		d, ok := ast.ParseDirective(g.Pos(), g.List[0].Text)
		args, err := d.ParseArgs()
		fmt.Println(d, ok, args, err)
	}
	for _, s := range []string{"//a:b \"q\"x", "//a:b `x", "//a:b w\"x \u00a0y", "//Go:x"} {
		d, ok := ast.ParseDirective(10, s)
		args, err := d.ParseArgs()
		fmt.Println(d, ok, args, err, d.Pos(), d.End())
	}
	other, _ := parser.ParseFile(fset, "q.go", "// about q\npackage p\nimport \"fmt\"\nfunc f() {}\n", parser.ParseComments)
	merged := ast.MergePackageFiles(&ast.Package{Name: "p", Files: map[string]*ast.File{"q.go": other, "p.go": f}},
		ast.FilterFuncDuplicates)
	fmt.Println(len(merged.Decls), len(merged.Imports), len(merged.Comments), merged.FileStart, merged.FileEnd, merged.Doc.Text())

	set := token.NewFileSet()
	a := token.NewFileSet().AddFile("a", 10, 5)
	b := token.NewFileSet().AddFile("b", 1, 5)
	set.AddExistingFiles(a, b, a)
	fmt.Println(set.Base(), set.File(3).Name(), set.File(12).Name())
	set.RemoveFile(b)
	fmt.Println(set.File(3), set.File(12).Name())
	func() {
		defer func() { fmt.Println(recover()) }()
		set.AddExistingFiles(token.NewFileSet().AddFile("c", 8, 4))
	}()
	for _, s := range []string{"linux && go1.22", "(linux && go1.22) || (windows && go1.20)", "linux", "linux || (windows && go1.22)",
		"!go1.22", "go1 && !(a || !go1.5)", "!!go1.2"} {
		x, err := constraint.Parse("//go:build " + s)
		fmt.Printf("%s: %q %v\n", s, constraint.GoVersion(x), err)
	}
}

const program = `package p
import . "fmt"
type T struct { F int; E }
type E struct{}
func (e *E) M(p int) (r string) { l := 1; _ = l; return Sprint(p) }
var V T
type C interface { comparable; M(int) string }
type I interface { ~int | ~string }
`

func checking() {
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, "p.go", program, 0)
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, FileVersions: map[*ast.File]string{}}
	stub := types.NewPackage("fmt", "fmt")
	text := types.NewVar(0, stub, "", types.Typ[types.String])
	stub.Scope().Insert(types.NewFunc(0, stub, "Sprint", types.NewSignatureType(nil, nil, nil,
		types.NewTuple(types.NewVar(0, stub, "x", types.Typ[types.Int])), types.NewTuple(text), false)))
	stub.MarkComplete()
	conf := types.Config{GoVersion: "go1.18", Importer: importer{stub}}
	pkg, err := conf.Check("p", fset, []*ast.File{f}, info)
	fmt.Println(err, pkg.GoVersion(), info.FileVersions[f], info.PkgNameOf(f.Imports[0]).Name())
	for _, name := range []string{"V", "F", "e", "p", "r", "l"} {
		for id, obj := range info.Defs {
			if v, ok := obj.(*types.Var); ok && id.Name == name {
				fmt.Println(name, v.Kind())
			}
		}
	}
	t := pkg.Scope().Lookup("T").Type()
	for v := range t.Underlying().(*types.Struct).Fields() {
		fmt.Println(v)
	}
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		fmt.Println(m)
	}
	s, ok := types.LookupSelection(t, true, pkg, "M")
	fmt.Println(s.Obj(), s.Index(), s.Indirect(), ok, s.Obj().(*types.Func).Signature())
	_, ok = types.LookupSelection(t, true, pkg, "N")
	c := pkg.Scope().Lookup("C").Type().Underlying().(*types.Interface)
	fmt.Println(ok, types.Satisfies(t, c), types.Satisfies(types.NewPointer(t), c))
	for m := range c.Methods() {
		fmt.Println(m.Name())
	}
	for t := range c.EmbeddedTypes() {
		fmt.Println(t)
		for u := range pkg.Scope().Lookup("I").Type().Underlying().(*types.Interface).EmbeddedTypes() {
			for t := range u.(*types.Union).Terms() {
				fmt.Println(t)
			}
		}
	}
	alias := types.NewAlias(types.NewTypeName(0, pkg, "A", nil), t)
	fmt.Println(alias, alias.Rhs(), types.Unalias(alias) == t, types.Identical(types.NewSlice(alias), types.NewSlice(t)), alias.Obj().IsAlias())
	fmt.Println(types.ParamVar, types.VarKind(9))
}

type importer struct{ pkg *types.Package }

func (i importer) Import(string) (*types.Package, error) { return i.pkg, nil }

func fromHex(s string) []byte {
	b, _ := hex.DecodeString(s)
	return b
}

// counting is a source of bytes that are no secret.
type counting byte

func (c *counting) Read(b []byte) (int, error) {
	for i := range b {
		*c++
		b[i] = byte(*c)
	}
	return len(b), nil
}

func keys() {
	// RFC 7748, section 6.1
	a, _ := ecdh.X25519().NewPrivateKey(fromHex("77076d0a7318a57d3c16c17251b26645c6caa2cf8adee9d4d7e3f8e5a3c5b3b3"))
	b, _ := ecdh.X25519().NewPrivateKey(fromHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"))
	x, err := a.ECDH(b.PublicKey())
	y, _ := b.ECDH(a.PublicKey())
	fmt.Printf("%x %x %v %v\n", a.PublicKey().Bytes(), x, bytes.Equal(x, y), err)
	zero, _ := ecdh.X25519().NewPublicKey(make([]byte, 32))
	_, err = a.ECDH(zero)
	fmt.Println(err, ecdh.X25519())
	for _, c := range []elliptic.Curve{elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		d := big.NewInt(1234567890123456789)
		size := (c.Params().N.BitLen() + 7) / 8
		k, err := ecdsa.ParseRawPrivateKey(c, d.FillBytes(make([]byte, size)))
		raw, _ := k.Bytes()
		point, _ := k.PublicKey.Bytes()
		again, _ := ecdsa.ParseUncompressedPublicKey(c, point)
		fmt.Printf("%v %x %x %v\n", err, raw, point, again.Equal(&k.PublicKey))
		e, err := k.ECDH()
		p, _ := k.PublicKey.ECDH()
		shared, _ := e.ECDH(p)
		fmt.Printf("%v %v %x %v %v\n", e.Curve(), err, shared, p.Equal(e.Public()), e.Equal(e))
		_, err = e.ECDH(a.PublicKey())
		_, err2 := ecdsa.ParseRawPrivateKey(c, make([]byte, size))
		_, err3 := ecdsa.ParseUncompressedPublicKey(c, point[1:])
		fmt.Println(err, err2 != nil, err3)
		own, err := e.Curve().GenerateKey(rand.Reader)
		_, err2 = e.Curve().NewPublicKey(own.PublicKey().Bytes())
		fmt.Println(err, err2, len(own.Bytes()) == size)
	}
}

func signatures() {
	// RFC 8032, sections 7.2 and 7.3
	k := ed25519.NewKeyFromSeed(fromHex("0305334e381af78f141cb666f6199f57bc3495335a256a95bd2a55bf546663f6"))
	opts := &ed25519.Options{Context: "foo"}
	sig, err := k.Sign(nil, fromHex("f726936d19c800494e3fdaff20b276a8"), opts)
	fmt.Printf("%x %v\n", sig, err)
	public := k.Public().(ed25519.PublicKey)
	fmt.Println(ed25519.VerifyWithOptions(public, fromHex("f726936d19c800494e3fdaff20b276a8"), sig, opts),
		ed25519.VerifyWithOptions(public, []byte("x"), sig, opts), ed25519.VerifyWithOptions(public, nil, sig[1:], opts))
	k = ed25519.NewKeyFromSeed(fromHex("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42"))
	hash := sha512.Sum512([]byte("abc"))
	sig, err = k.Sign(nil, hash[:], crypto.SHA512)
	fmt.Printf("%x %v\n", sig, err)
	_, err = k.Sign(nil, hash[1:], crypto.SHA512)
	_, err2 := k.Sign(nil, hash[:], crypto.SHA256)
	_, err3 := k.Sign(nil, nil, &ed25519.Options{Context: strings.Repeat("x", 256)})
	fmt.Println(err, err2, err3)
	sig, err = crypto.SignMessage(k, nil, []byte("abc"), crypto.Hash(0))
	fmt.Println(ed25519.Verify(k.Public().(ed25519.PublicKey), []byte("abc"), sig), err)
	_, ok := crypto.Signer(k).(crypto.MessageSigner)
	fmt.Println(ok)
}

// rsaKey makes a key of two primes that are no secret: that takes no time.
func rsaKey() *rsa.PrivateKey {
	p, _ := new(big.Int).SetString("12278468347630990063814376095776790157464743242761930359124128954764422040069536972252548455288644222004302485717339699070502886024783348758378269730406837", 10)
	q, _ := new(big.Int).SetString("10534521106760402783946866397230282300492594069068264745154182989940316024073871278945571798746678080140070680407362791716473546145068886245944531418444683", 10)
	one := big.NewInt(1)
	order := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: new(big.Int).Mul(p, q), E: 65537}, Primes: []*big.Int{p, q}}
	key.D = new(big.Int).ModInverse(big.NewInt(65537), order)
	key.Precompute()
	return key
}

func ciphers() {
	block, _ := aes.NewCipher(make([]byte, 16))
	g, err := cipher.NewGCMWithRandomNonce(block)
	fmt.Println(g.NonceSize(), g.Overhead(), err)
	sealed := g.Seal([]byte("x"), nil, []byte("plain"), []byte("data"))
	plain, err := g.Open(nil, nil, sealed[1:], []byte("data"))
	fmt.Println(len(sealed), string(plain), err)
	_, err = g.Open(nil, nil, sealed, []byte("data"))
	fmt.Println(err)

	key := rsaKey()
	opts := &rsa.OAEPOptions{Hash: crypto.SHA256, MGFHash: crypto.SHA1, Label: []byte("l")}
	c, err := rsa.EncryptOAEPWithOptions(rand.Reader, &key.PublicKey, []byte("secret"), opts)
	fmt.Println(len(c), err)
	p, err := key.Decrypt(nil, c, opts)
	fmt.Println(string(p), err)
	p, err = rsa.DecryptOAEP(sha256.New(), nil, key, c, []byte("l"))
	fmt.Println(string(p), err)
	c, _ = rsa.EncryptOAEP(sha1.New(), rand.Reader, &key.PublicKey, []byte("secret"), nil)
	p, err = key.Decrypt(nil, c, &rsa.OAEPOptions{Hash: crypto.SHA1})
	fmt.Println(string(p), err)
}

func numbers() {
	for _, s := range []string{"0", "1", "1/2", "1/3", "1/4", "1/6", "7/160", "3/1000000", "1/7", "22/8"} {
		x, _ := new(big.Rat).SetString(s)
		fmt.Print(s, " ")
		fmt.Println(x.FloatPrec())
	}
	fmt.Println(netip.IPv6Loopback(), netip.IPv6LinkLocalAllRouters())
	p := netip.MustParsePrefix("10.1.2.3/8")
	b, err := p.AppendText([]byte("p="))
	fmt.Println(string(b), err, p.Compare(netip.MustParsePrefix("10.0.0.0/8")), p.Compare(netip.MustParsePrefix("10.0.0.0/9")),
		p.Compare(netip.MustParsePrefix("::/8")), p.Compare(p), p.Compare(netip.Prefix{}))
	a := netip.MustParseAddrPort("1.2.3.4:80")
	b, err = a.AppendBinary(nil)
	fmt.Println(b, err, a.Compare(netip.MustParseAddrPort("1.2.3.4:81")), a.Compare(netip.MustParseAddrPort("1.2.3.3:90")))
	_, err = regexp.Compile(strings.Repeat("(xx", 10) + strings.Repeat("){900}", 10))
	fmt.Println(err != nil)
	fmt.Println(elf.R_LARCH_CALL36, elf.R_PPC64_COPY, elf.R_MIPS_PC32, elf.DynFlag1(elf.DF_1_NOW|elf.DF_1_PIE), elf.R_LARCH(101),
		elf.VersionIndex(0x8003).Index(), elf.VersionIndex(0x8003).IsHidden(), elf.COMPRESS_ZSTD)
}

func main() {
	links()
	closing()
	headers()
	syntax()
	checking()
	keys()
	signatures()
	ciphers()
	numbers()
}

// Output:
// dir/file "text" <nil>
// file ---------- false
//  readlink dir/file: invalid argument
// link/file "text" <nil>
// file ---------- false
//  readlink link/file: invalid argument
// dir/up "text" <nil>
// up L--------- false
// ../link/file <nil>
// link/up "text" <nil>
// up L--------- false
// ../link/file <nil>
// out "" open out: file does not exist
// out L--------- false
// ../x <nil>
// nothing "" open nothing: file does not exist
// true
//  readlink nothing: file does not exist
// unclosed tag <a> <a>
// <nil> use of closed Encoder use of closed Encoder <nil>
// <nil> <nil> <a><int>1</int><int>2</int>
// f 5 416 user group <nil>
// <nil> no name
// <nil> 1 209 go1.21 209 [0 37 38 59 60 95 96 123 172 188 197 206]
// range p.go:8:26
// range p.go:9:6
// "3" p.go:9:12 p.go:9:13 true
// "`a\nb`" p.go:10:6 p.go:11:3 true
// "\"c\"" p.go:11:6 p.go:11:9 true
// {go build linux && go1.21 || go1.23 1 12} true [{linux 12} {&& 18} {go1.21 21} {|| 28} {go1.23 31}] <nil>
// {   0 0} false [] <nil>
// {go generate stringer -type "a b" 61 75} true [{stringer 75} {-type 84} {a b 90}] <nil>
// {   0 0} false [] <nil>
// {a b "q"x 10 16} true [] invalid quoted string in //a:b: x 10 20
// {a b `x 10 16} true [] invalid quoted string in //a:b: `x 10 18
// {a b w"x  y 10 16} true [{w"x 16} {y 22}] <nil> 10 23
// {   0 0} false [] <nil> 0 0
// 2 1 5 0 256 about q
//
// 16 b a
// <nil> a
// file a (10-15) overlaps with file c (8-12)
// linux && go1.22: "go1.22" <nil>
// (linux && go1.22) || (windows && go1.20): "go1.20" <nil>
// linux: "" <nil>
// linux || (windows && go1.22): "" <nil>
// !go1.22: "" <nil>
// go1 && !(a || !go1.5): "go1.5" <nil>
// !!go1.2: "" double negation not allowed
// <nil> go1.18 go1.18 .
// V PackageVar
// F FieldVar
// e RecvVar
// p ParamVar
// r ResultVar
// l LocalVar
// field F int
// field E p.E
// method (*p.T) M(p int) (r string)
// func (*p.E).M(p int) (r string) [1 0] false true func(p int) (r string)
// false false true
// M
// comparable
// ~int
// ~string
// p.A p.T true true true
// ParamVar VarKind(9)
// de3ce797cc27c4c072585320b1dcdf45ad7d1071736a29d7cfd47a70ac0b3f56 7fe045ab68aa76d18906b777427cf1a6bc18f9383769a6a113fa883d1e05a94d true <nil>
// crypto/ecdh: bad X25519 remote ECDH input: low order point X25519
// <nil> 000000000000000000000000000000000000000000000000112210f47de98115 042919dc76b967cbb57b83b45ee75776d0b56998dc2544703518adaf8b73a846eff810ddcaf538e8a61c6771587a425acc3197b11ac6f6086c0b0c9f54e9ba1752 true
// P-256 <nil> 6855095110282d07227baefdd7074978e0104ce016c146afd4b3faa6464becbc true true
// crypto/ecdh: private key and public key curves do not match true ecdsa: invalid uncompressed public key
// <nil> <nil> true
// <nil> 00000000000000000000000000000000000000000000000000000000000000000000000000000000112210f47de98115 048673bd0f098e4bdafcf579d97b49a00bb199f276d9b4baa96f56f77c85b8090903de437b46ceaa5eaa4dc49e077b2bcdd1f439e7a3cbc9caaf4f7fb4dce2b98fec9e72bc6a56729850bc9f4710fec031e74f26b64fe10a8c7f9e865fdf30dbb1 true
// P-384 <nil> cd36f99dfca8fa9f77cb6d79b5bea016abff805407739e31aeb26d9c32b15eff5a3c449d6a9e9468e41ae871c693eec2 true true
// crypto/ecdh: private key and public key curves do not match true ecdsa: invalid uncompressed public key
// <nil> <nil> true
// <nil> 00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000112210f47de98115 0400da96af9b9660ff6701c124f6c68fdbd85dd6d4ba8b87a2447d0932055c39166c750c475e99d2b252106971a9d2d4da5a3e36abfbb0a2ae78f8895984ab635be90c01852d458b420f3f5a68e60ac7fd9f73b4d115a7c1410b0e592ebdeab8917fca3c0e8f1420d7f14c318c498a4e836b0babb3d0995c3e36bc85e5d3ffd36f51c20513 true
// P-521 <nil> 01507cf7ca8a0565580709928d34c70ed29a5526616144ba28ddf5c4eb11bc601eb43ae20dae6754ed15bea964d8b412514ec594e749b89927f79d81845b5693ee2f true true
// crypto/ecdh: private key and public key curves do not match true ecdsa: invalid uncompressed public key
// <nil> <nil> true
// 55a4cc2f70a54e04288c5f4cd1e45a7bb520b36292911876cada7323198dd87a8b36950b95130022907a7fb7c4e9b2d5f6cca685a587b4b21f4b888e4e7edb0d <nil>
// <nil> ed25519: invalid signature ed25519: bad signature length: 63
// 98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae4131f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406 <nil>
// ed25519: bad Ed25519ph message hash length: 63 ed25519: expected opts.HashFunc() zero (unhashed message, for standard Ed25519) or SHA-512 (for Ed25519ph) ed25519: bad Ed25519ctx context length: 256
// true <nil>
// false
// 0 28 <nil>
// 34 plain <nil>
// cipher: message authentication failed
// 128 <nil>
// secret <nil>
//  crypto/rsa: decryption error
// secret <nil>
// 0 0 true
// 1 0 true
// 1/2 1 true
// 1/3 0 false
// 1/4 2 true
// 1/6 1 false
// 7/160 5 true
// 3/1000000 6 true
// 1/7 0 false
// 22/8 2 true
// ::1 ff02::2
// p=10.1.2.3/8 <nil> 1 -1 -1 0 1
// [1 2 3 4 80 0] <nil> -1 1
// true
// R_LARCH_CALL36 R_PPC64_COPY R_MIPS_PC32 DF_1_NOW+DF_1_PIE R_LARCH_DELETE 3 true COMPRESS_ZSTD
