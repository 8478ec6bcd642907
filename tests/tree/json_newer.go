// What encoding/json has learned since 1.19: omitzero, and \b and \f; encoding/xml: that names have one colon.
package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"time"
)

type even int

func (e even) IsZero() bool { return e%2 == 0 }

type byAddress struct{ N int }

func (b *byAddress) IsZero() bool { return b == nil || b.N == 7 }

type zeroer interface{ IsZero() bool }

type inner struct {
	Deep int `json:"deep,omitzero"`
}

type all struct {
	T      time.Time          `json:"t,omitzero"`
	P      *int               `json:"p,omitzero"`
	S      struct{ A, B int } `json:"s,omitzero"`
	L      []int              `json:"l,omitzero"`
	M      map[string]int     `json:"m,omitempty,omitzero"`
	E      even               `json:",omitzero"`
	A      byAddress          `json:"a,omitzero"`
	AP     *byAddress         `json:"ap,omitzero"`
	I      zeroer             `json:"i,omitzero"`
	F      float64            `json:"f,string,omitzero"`
	Arr    [2]string          `json:"arr,omitzero"`
	Always int                `json:"always"`
	*inner
}

func show(v any) {
	b, err := json.Marshal(v)
	fmt.Println(string(b), err)
}

func main() {
	one, minus := 0, -1
	show(all{})
	show(&all{})
	show(all{T: time.Unix(0, 0).UTC(), P: &one, L: []int{}, M: map[string]int{}, E: 3, A: byAddress{1}, AP: &byAddress{7}, I: even(4), F: 0.5})
	show(&all{S: struct{ A, B int }{0, 1}, E: 2, A: byAddress{7}, AP: &byAddress{8}, I: even(5), Arr: [2]string{"", "x"}, inner: &inner{}})
	show(all{I: (*byAddress)(nil), P: &minus, A: byAddress{7}, inner: &inner{4}})
	show(map[string]any{"\b\f\\u0008": "a\bb\f\\u000c\u2028<\n\t\x01", "bytes": []byte("\b")})
	show(struct {
		N int `json:"n,omitzero"`
	}{})
	var back all
	fmt.Println(json.Unmarshal([]byte(`{"t":"2020-01-02T03:04:05Z","always":1,"ap":{"N":2}}`), &back), back.T, back.Always, back.AP.N)
	fmt.Println(xml.Unmarshal([]byte("<x:y:z/>"), new(struct{})))
}

// Output:
// {"a":{"N":0},"always":0} <nil>
// {"a":{"N":0},"always":0} <nil>
// {"t":"1970-01-01T00:00:00Z","p":0,"l":[],"E":3,"a":{"N":1},"f":"0.5","always":0} <nil>
// {"s":{"A":0,"B":1},"ap":{"N":8},"i":5,"arr":["","x"],"always":0} <nil>
// {"p":-1,"always":0,"deep":4} <nil>
// {"\b\f\\u0008":"a\bb\f\\u000c\u2028\u003c\n\t\u0001","bytes":"CA=="} <nil>
// {} <nil>
// <nil> 2020-01-02 03:04:05 +0000 UTC 1 2
// XML syntax error on line 1: expected element name after <
