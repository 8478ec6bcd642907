// Literals whose parts are computed by calls, in all places where they stand: the parts are roots meanwhile.
package main

import (
	"fmt"
	"strings"
)

type T struct {
	n    int
	text string
}

type P struct{ a, b *T }
type N struct {
	x  [2]*T
	y  P
	s  string
	ss []string
	m  map[string]*T
	i  any
}
type W struct {
	p P
	q P
}

var count int

//go:noinline
func f() *T {
	count++
	// garbage, so that what is freed is used again
	for range 3 {
		_ = strings.Repeat("x", count%7+20)
	}
	return &T{count, fmt.Sprint("t", count)}
}

//go:noinline
func s() string { return f().text + "!" }

func show(ps ...*T) {
	text := ""
	for _, p := range ps {
		text += fmt.Sprint(" ", p.n, p.text)
	}
	fmt.Println(text)
}

func ret1() P               { return P{f(), f()} }
func ret2() (P, [2]*T)      { return P{f(), f()}, [2]*T{f(), f()} }
func named() (w W, e error) { w = W{P{f(), f()}, P{f(), f()}}; return }
func arg(w W, x [3]*T, v ...P) {
	show(w.p.a, w.p.b, w.q.a, w.q.b, x[0], x[1], x[2])
	for _, p := range v {
		show(p.a, p.b)
	}
}
func (w W) method(p P) { show(w.p.a, w.p.b, w.q.a, w.q.b, p.a, p.b) }

type pair[K any] struct{ a, b K }

func mk[K any](g func() K) pair[K] { return pair[K]{g(), g()} }

var global = W{}
var arr [2]P
var gs []P

func main() {
	p := P{f(), f()}
	show(p.a, p.b)
	var q = [4]*T{f(), f(), f(), f()}
	show(q[:]...)
	p = P{f(), f()}
	show(p.a, p.b)
	q = [4]*T{f(), q[0], f(), f()}
	show(q[:]...)
	p, q = P{f(), f()}, [4]*T{f(), f(), f(), f()}
	show(p.a, p.b)
	show(q[:]...)
	n := N{x: [2]*T{f(), f()}, y: P{f(), f()}, s: s() + s(), ss: []string{s(), s()}, m: map[string]*T{s(): f(), s(): f()}, i: P{f(), f()}}
	show(n.x[0], n.x[1], n.y.a, n.y.b, n.i.(P).a, n.i.(P).b)
	fmt.Println(n.s, n.ss, len(n.m))
	n = N{x: [2]*T{f(), f()}, y: P{f(), f()}, s: s() + s(), ss: []string{s(), s()}, m: map[string]*T{s(): f()}, i: [2]*T{f(), f()}}
	show(n.x[0], n.x[1], n.y.a, n.y.b)
	fmt.Println(n.s, n.ss, len(n.m))
	pn := &N{x: [2]*T{f(), f()}, y: P{f(), f()}, s: s() + s(), ss: []string{s(), s()}, i: &P{f(), f()}}
	show(pn.x[0], pn.x[1], pn.y.a, pn.y.b, pn.i.(*P).b)
	r := ret1()
	show(r.a, r.b)
	r, x := ret2()
	show(r.a, r.b, x[0], x[1])
	w, _ := named()
	show(w.p.a, w.p.b, w.q.a, w.q.b)
	arg(W{P{f(), f()}, P{f(), f()}}, [3]*T{f(), f(), f()}, P{f(), f()}, P{f(), f()})
	W{P{f(), f()}, P{f(), f()}}.method(P{f(), f()})
	global = W{P{f(), f()}, P{f(), f()}}
	show(global.p.a, global.q.b)
	arr[1] = P{f(), f()}
	show(arr[1].a, arr[1].b)
	gs = append(gs, P{f(), f()}, P{f(), f()})
	show(gs[0].a, gs[0].b, gs[1].a, gs[1].b)
	gs = []P{{f(), f()}, {f(), f()}, {f(), f()}}
	show(gs[0].a, gs[2].b)
	ch := make(chan W, 1)
	ch <- W{P{f(), f()}, P{f(), f()}}
	w = <-ch
	show(w.p.a, w.p.b, w.q.a, w.q.b)
	m := map[P]W{}
	k := P{f(), f()}
	m[k] = W{P{f(), f()}, P{f(), f()}}
	m[P{f(), f()}] = W{P{f(), f()}, P{f(), f()}}
	show(m[k].p.a, m[k].q.b)
	var i any = W{P{f(), f()}, P{f(), f()}}
	show(i.(W).p.a, i.(W).q.b)
	func() {
		defer arg(W{P{f(), f()}, P{f(), f()}}, [3]*T{f(), f(), f()}, P{f(), f()})
		defer func(w W) { show(w.p.a, w.q.b) }(W{P{f(), f()}, P{f(), f()}})
		fmt.Println(s() + s() + s())
	}()
	done := make(chan bool)
	go func(w W, p ...P) { show(w.p.a, w.q.b, p[0].a, p[1].b); done <- true }(W{P{f(), f()}, P{f(), f()}}, P{f(), f()}, P{f(), f()})
	<-done
	for _, p := range [3]P{{f(), f()}, {f(), f()}, {f(), f()}} {
		show(p.a, f(), p.b)
	}
	for _, p := range []P{{f(), f()}, {f(), f()}} {
		show(p.a, f(), p.b)
	}
	switch v := (W{P{f(), f()}, P{f(), f()}}); {
	case v.p.a.n > 0:
		show(v.p.a, v.q.b)
	}
	if v := [2]P{{f(), f()}, {f(), f()}}; v[0].a != v[1].b {
		show(v[0].a, v[1].b)
	}
	y := W{P{f(), f()}, P{f(), f()}}.q
	show(y.a, y.b)
	z := [3]P{{f(), f()}, {f(), f()}, {f(), f()}}[count%3]
	show(z.a, z.b)
	fmt.Println(P{f(), f()} == P{f(), f()}, [2]string{s(), s()} == [2]string{s(), s()}, [2]string{s(), s()})
	mm := mk(f)
	show(mm.a, mm.b)
	ms := mk(s)
	fmt.Println(ms.a, ms.b)
	mp := mk(func() W { return W{P{f(), f()}, P{f(), f()}} })
	show(mp.a.p.a, mp.b.q.b)
	clo := func() W { return W{w.p, P{f(), f()}} }
	w = clo()
	show(w.p.a, w.q.b)
	aa := [2][2]*T{{f(), f()}, {f(), f()}}
	show(aa[0][0], aa[0][1], aa[1][0], aa[1][1])
	aa = [...][2]*T{{aa[1][0], f()}, {f(), aa[0][0]}}
	show(aa[0][0], aa[0][1], aa[1][0], aa[1][1])
	st := struct {
		a, b string
		c    [3]string
	}{s(), s(), [3]string{s(), s(), s()}}
	fmt.Println(st)
	w.p, w.q = P{f(), f()}, P{w.p.a, f()}
	show(w.p.a, w.p.b, w.q.a, w.q.b)
	e := [2]any{f(), W{P{f(), f()}, P{f(), f()}}}
	show(e[0].(*T), e[1].(W).p.a, e[1].(W).q.b)
	e2 := [3]error{fmt.Errorf("%s", s()), fmt.Errorf("%s", s()), fmt.Errorf("%s", s())}
	fmt.Println(e2)
	sl := [2][]string{{s(), s()}, {s()}}
	fmt.Println(sl)
	fn := [2]func() string{func() string { return w.p.a.text }, func() string { return s() }}
	fmt.Println(fn[0](), fn[1]())
	select {
	case ch <- W{P{f(), f()}, P{f(), f()}}:
		w = <-ch
		show(w.p.a, w.q.b)
	}
	fmt.Println(count)
}

// Output:
//  1t1 2t2
//  3t3 4t4 5t5 6t6
//  7t7 8t8
//  9t9 3t3 10t10 11t11
//  12t12 13t13
//  14t14 15t15 16t16 17t17
//  18t18 19t19 20t20 21t21 30t30 31t31
// t22!t23! [t24! t25!] 2
//  32t32 33t33 34t34 35t35
// t36!t37! [t38! t39!] 1
//  44t44 45t45 46t46 47t47 53t53
//  54t54 55t55
//  56t56 57t57 58t58 59t59
//  60t60 61t61 62t62 63t63
//  64t64 65t65 66t66 67t67 68t68 69t69 70t70
//  71t71 72t72
//  73t73 74t74
//  75t75 76t76 77t77 78t78 79t79 80t80
//  81t81 84t84
//  85t85 86t86
//  87t87 88t88 89t89 90t90
//  91t91 96t96
//  97t97 98t98 99t99 100t100
//  103t103 106t106
//  113t113 116t116
// t130!t131!t132!
//  126t126 129t129
//  117t117 118t118 119t119 120t120 121t121 122t122 123t123
//  124t124 125t125
//  133t133 136t136 137t137 140t140
//  141t141 147t147 142t142
//  143t143 148t148 144t144
//  145t145 149t149 146t146
//  150t150 154t154 151t151
//  152t152 155t155 153t153
//  156t156 159t159
//  160t160 163t163
//  166t166 167t167
//  172t172 173t173
// false false [t182! t183!]
//  184t184 185t185
// t186! t187!
//  188t188 195t195
//  97t97 197t197
//  198t198 199t199 200t200 201t201
//  200t200 202t202 203t203 198t198
// {t204! t205! [t206! t207! t208!]}
//  209t209 210t210 97t97 211t211
//  212t212 213t213 216t216
// [t217! t218! t219!]
// [[t220! t221!] [t222!]]
// t209 t223!
//  224t224 227t227
// 227
