#include "textflag.h"

// func cpuid(a, b uint32) (eax, ebx, ecx, edx uint32)
TEXT ·cpuid(SB), NOSPLIT, $0-24
	CPUID
	RET

// func own(x int) (r int)
TEXT ·own(SB), NOSPLIT, $16-16
	MOVQ x+0(FP), AX
	MOVQ AX, 0(SP)
	CALL ·twice(SB)
	MOVQ 8(SP), AX
	MOVQ AX, r+8(FP)
	RET

TEXT ·hasAVX2(SB), NOSPLIT, $0-1
	MOVB $1, ret+0(FP)
	RET
