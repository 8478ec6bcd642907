module example.com/block

go 1.26

godebug (
	default=go1.22 // timers
	panicnil=1
)
