# usage: session.sh COMMAND: `go` or strata, in this directory. flags.out is what Go says.
export GOMAXPROCS=1
$1 run -ldflags "-s -w -X main.Version=1.2 -X 'main.Commit=a \"b\"' -X=main.name=n -X main.sum=s -X main.made=other -X main.nothing=x -X example.com/defined/version.Number=9 -X runtime.x=1" .
cd version
$1 run -C=.. -a -trimpath -gcflags all=-N -mod=mod -buildvcs=false .
GOFLAGS="-tags=a,b -ldflags=-X=main.Version=7 -count=1" GOMAXPROCS=3 $1 run ..
