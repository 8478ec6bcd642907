module example.com/wrong

go 1.26

godebug panicnil
godebug (
	x=1
	default=go1.99
	x509sha1=1
)
