# usage: session.sh COMMAND: `go` or strata, in this directory. flags.out is what Go says.
export GOMAXPROCS=1
$1 run -ldflags "-s -w -X main.Version=1.2 -X 'main.Commit=a \"b\"' -X=main.name=n -X main.sum=s -X main.made=other -X main.nothing=x -X example.com/defined/version.Number=9 -X runtime.x=1" .
$1 run -ldflags "-X main.alias=a -X main.known=k -X main.converted=c -X main.copied=x -X main.one=x -X main.constant=x -X main.main=x -X main.text=x -X main.=x" .
# What cannot be set; behind a line that go build begins with, and the name of its linker.
for flags in "-X main.number=1 -X main.typed=x -X main.number=2 -X example.com/defined/version.Number=3" "-X main.alias" "-X alias=1" -X; do
	$1 run -ldflags "$flags" . 2>&1 | sed -e '/^# /d' -e 's/^.*link: //'
done
cd version
$1 run -C=.. -a -trimpath -gcflags all=-N -mod=mod -buildvcs=false .
GOFLAGS="-tags=a,b -ldflags=-X=main.Version=7 -count=1" GOMAXPROCS=3 $1 run ..
