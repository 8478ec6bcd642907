// Package cpu tells packages of Go's tree what the processor has of its own for cryptography: nothing that they could use.
package cpu

var X86 struct{ HasAES, HasPCLMULQDQ, HasSSE41, HasSSSE3 bool }

var ARM64 struct{ HasAES, HasPMULL bool }

var S390X struct{ HasAES, HasAESCBC, HasAESCTR, HasAESGCM, HasGHASH bool }
