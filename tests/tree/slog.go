// Package log/slog: handlers, groups, levels, replacing, odd values.
package main

import (
	"context"
	"errors"
	"log"
	"log/slog"
	"math"
	"os"
	"strings"
	"time"
)

type user struct{ name, secret string }

func (u user) LogValue() slog.Value {
	return slog.GroupValue(slog.String("name", u.name), slog.Int("length", len(u.secret)))
}

type text struct{}

func (text) MarshalText() ([]byte, error) { return []byte("as text"), nil }

type fails struct{}

func (fails) MarshalText() ([]byte, error) { return nil, errors.New("no text") }
func (fails) MarshalJSON() ([]byte, error) { return nil, errors.New("no json") }

func without(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 {
		return slog.Attr{}
	}
	if a.Key == "password" {
		return slog.String(strings.Join(groups, "/")+"/password", "***")
	}
	if a.Key == slog.SourceKey {
		return slog.Int("line", a.Value.Any().(*slog.Source).Line)
	}
	return a
}

func all(l *slog.Logger) {
	l.Debug("not shown")
	l.Info("hello", "n", 1, "s", "a b", "empty", "", "quote", `x"y`, "eq", "a=b", "nl", "a\nb", "utf", "ä\xff\u2028")
	l.Warn("kinds", "b", true, "f", 1.5, "d", 3*time.Second, "t", time.Unix(0, 5e6).UTC(), "u", uint8(7), "nil", nil,
		"err", errors.New("wrong"), "bytes", []byte("xy"), "list", []int{1, 2}, "map", map[string]int{"k": 1}, "ptr", (*int)(nil))
	l.Error("odd", "key alone")
	l.Info("odd", 5, slog.Int("x", 2), "text", text{}, "fails", fails{}, "inf", math.Inf(1), "html", "<&>")
	l.Info("groups", slog.Group("g", "a", 1, slog.Group("h", "b", 2), slog.Group("none")), slog.Group("", "inline", 3), "user", user{"me", "12345"})
	m := l.With("with", 1).WithGroup("first").With("in", 2, "password", "p")
	m.Info("nested", "password", "q", slog.Group("deep", "password", "r"))
	m.WithGroup("second").Info("nothing in it")
	m.WithGroup("second").With("x", 1).WithGroup("third").Info("nothing in the last")
	l.LogAttrs(context.Background(), slog.Level(5), "level", slog.Any("level of", slog.LevelDebug-1))
	l.Log(nil, slog.LevelError+2, "more")
}

func main() {
	for _, add := range []bool{false, true} {
		opts := &slog.HandlerOptions{ReplaceAttr: without, AddSource: add}
		all(slog.New(slog.NewTextHandler(os.Stdout, opts)))
		all(slog.New(slog.NewJSONHandler(os.Stdout, opts)))
	}
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	slog.Info("by log", "a", 1, slog.Group("g", "b", "x y"))
	slog.With("c", 2).WithGroup("h").Warn("more", "d", 3)
	var level slog.LevelVar
	l := slog.New(slog.NewMultiHandler(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{Level: &level, ReplaceAttr: without}), slog.DiscardHandler))
	l.Debug("not shown")
	level.Set(slog.LevelDebug)
	l.With("x", 1).Debug("shown")
	slog.SetDefault(l)
	log.Print("from log")
	var parsed slog.Level
	log.Println(parsed.UnmarshalText([]byte("warn+3")), parsed, parsed.UnmarshalText([]byte("loud")), level.Level())
	slog.NewLogLogger(l.Handler(), slog.LevelWarn).Print("as a log.Logger")
	v := slog.AnyValue([]slog.Attr{slog.Int("a", 1)})
	println(v.Kind().String(), v.Equal(slog.GroupValue(slog.Int("a", 1))), slog.Int("k", 3).String(), slog.DurationValue(5).String())
}

// Output:
// level=INFO msg=hello n=1 s="a b" empty="" quote="x\"y" eq="a=b" nl="a\nb" utf="ä\xff\u2028"
// level=WARN msg=kinds b=true f=1.5 d=3s t=1970-01-01T00:00:00.005Z u=7 nil=<nil> err=wrong bytes="xy" list="[1 2]" map=map[k:1] ptr=<nil>
// level=ERROR msg=odd !BADKEY="key alone"
// level=INFO msg=odd !BADKEY=5 x=2 text="as text" fails="!ERROR:no text" inf=+Inf html=<&>
// level=INFO msg=groups g.a=1 g.h.b=2 inline=3 user.name=me user.length=5
// level=INFO msg=nested with=1 first.in=2 first.first/password=*** first.first/password=*** first.deep.first/deep/password=***
// level=INFO msg="nothing in it" with=1 first.in=2 first.first/password=***
// level=INFO msg="nothing in the last" with=1 first.in=2 first.first/password=*** first.second.x=1
// level=WARN+1 msg=level "level of"=DEBUG-1
// level=ERROR+2 msg=more
// {"level":"INFO","msg":"hello","n":1,"s":"a b","empty":"","quote":"x\"y","eq":"a=b","nl":"a\nb","utf":"ä\ufffd\u2028"}
// {"level":"WARN","msg":"kinds","b":true,"f":1.5,"d":3000000000,"t":"1970-01-01T00:00:00.005Z","u":7,"nil":null,"err":"wrong","bytes":"eHk=","list":[1,2],"map":{"k":1},"ptr":null}
// {"level":"ERROR","msg":"odd","!BADKEY":"key alone"}
// {"level":"INFO","msg":"odd","!BADKEY":5,"x":2,"text":"as text","fails":"!ERROR:json: error calling MarshalJSON for type main.fails: no json","inf":"!ERROR:json: unsupported value: +Inf","html":"<&>"}
// {"level":"INFO","msg":"groups","g":{"a":1,"h":{"b":2}},"inline":3,"user":{"name":"me","length":5}}
// {"level":"INFO","msg":"nested","with":1,"first":{"in":2,"first/password":"***","first/password":"***","deep":{"first/deep/password":"***"}}}
// {"level":"INFO","msg":"nothing in it","with":1,"first":{"in":2,"first/password":"***"}}
// {"level":"INFO","msg":"nothing in the last","with":1,"first":{"in":2,"first/password":"***","second":{"x":1}}}
// {"level":"WARN+1","msg":"level","level of":"DEBUG-1"}
// {"level":"ERROR+2","msg":"more"}
// level=INFO line=45 msg=hello n=1 s="a b" empty="" quote="x\"y" eq="a=b" nl="a\nb" utf="ä\xff\u2028"
// level=WARN line=46 msg=kinds b=true f=1.5 d=3s t=1970-01-01T00:00:00.005Z u=7 nil=<nil> err=wrong bytes="xy" list="[1 2]" map=map[k:1] ptr=<nil>
// level=ERROR line=48 msg=odd !BADKEY="key alone"
// level=INFO line=49 msg=odd !BADKEY=5 x=2 text="as text" fails="!ERROR:no text" inf=+Inf html=<&>
// level=INFO line=50 msg=groups g.a=1 g.h.b=2 inline=3 user.name=me user.length=5
// level=INFO line=52 msg=nested with=1 first.in=2 first.first/password=*** first.first/password=*** first.deep.first/deep/password=***
// level=INFO line=53 msg="nothing in it" with=1 first.in=2 first.first/password=***
// level=INFO line=54 msg="nothing in the last" with=1 first.in=2 first.first/password=*** first.second.x=1
// level=WARN+1 line=55 msg=level "level of"=DEBUG-1
// level=ERROR+2 line=56 msg=more
// {"level":"INFO","line":45,"msg":"hello","n":1,"s":"a b","empty":"","quote":"x\"y","eq":"a=b","nl":"a\nb","utf":"ä\ufffd\u2028"}
// {"level":"WARN","line":46,"msg":"kinds","b":true,"f":1.5,"d":3000000000,"t":"1970-01-01T00:00:00.005Z","u":7,"nil":null,"err":"wrong","bytes":"eHk=","list":[1,2],"map":{"k":1},"ptr":null}
// {"level":"ERROR","line":48,"msg":"odd","!BADKEY":"key alone"}
// {"level":"INFO","line":49,"msg":"odd","!BADKEY":5,"x":2,"text":"as text","fails":"!ERROR:json: error calling MarshalJSON for type main.fails: no json","inf":"!ERROR:json: unsupported value: +Inf","html":"<&>"}
// {"level":"INFO","line":50,"msg":"groups","g":{"a":1,"h":{"b":2}},"inline":3,"user":{"name":"me","length":5}}
// {"level":"INFO","line":52,"msg":"nested","with":1,"first":{"in":2,"first/password":"***","first/password":"***","deep":{"first/deep/password":"***"}}}
// {"level":"INFO","line":53,"msg":"nothing in it","with":1,"first":{"in":2,"first/password":"***"}}
// {"level":"INFO","line":54,"msg":"nothing in the last","with":1,"first":{"in":2,"first/password":"***","second":{"x":1}}}
// {"level":"WARN+1","line":55,"msg":"level","level of":"DEBUG-1"}
// {"level":"ERROR+2","line":56,"msg":"more"}
// INFO by log a=1 g.b="x y"
// WARN more c=2 h.d=3
// level=DEBUG msg=shown x=1
// level=INFO msg="from log"
// level=INFO msg="<nil> WARN+3 slog: level string \"loud\": unknown name DEBUG"
// level=WARN msg="as a log.Logger"
