#include "textflag.h"
#include "funcdata.h"

// func YAdd(x, y int) (r int)
TEXT ·YAdd(SB), NOSPLIT, $24-24
	GO_ARGS
	NO_LOCAL_POINTERS
	MOVQ x+0(FP), AX	// the first
	MOVQ AX, 0(SP)
	MOVQ y+8(FP), BX
	MOVQ BX, 8(SP)
	CALL ·Add(SB)
	MOVQ 16(SP), AX
	MOVQ AX, r+16(FP)
	RET

TEXT ·YMixed(SB), $72-72
	MOVB b+0(FP), AX
	MOVB AX, 0(SP)
	MOVSD f+8(FP), X0
	MOVSD X0, 8(SP)
	MOVQ s_base+16(FP), AX
	MOVQ AX, 16(SP)
	MOVQ s_len+24(FP), AX
	MOVQ AX, 24(SP)
	MOVL n+32(FP), AX
	MOVL AX, 32(SP)
	MOVQ d+40(FP), AX
	MOVQ AX, 40(SP)
	MOVQ p+48(FP), AX
	MOVQ AX, 48(SP)
	CALL ·Mixed(SB)
	MOVQ 56(SP), AX
	MOVQ AX, n+56(FP)
	MOVQ 64(SP), AX
	MOVQ AX, err_itable+64(FP)
	MOVQ 72(SP), AX
	MOVQ AX, err_data+72(FP)
	RET

TEXT ·YNothing(SB), $0-0
	CALL ·Nothing(SB)
	RET

TEXT ·YSwapped(SB), $24-24
	MOVQ x+0(FP), AX
	MOVQ AX, 8(SP)
	MOVQ y+8(FP), AX
	MOVQ AX, 0(SP)
	CALL ·Sub(SB)
	MOVQ 16(SP), AX
	MOVQ AX, ret+16(FP)
	RET

TEXT ·YTwice(SB), $16-16
	MOVQ x+0(FP), AX
	MOVQ AX, 0(SP)
	CALL ·Add(SB)
	CALL ·Add(SB)
	RET

TEXT ·YMissing(SB), $16-16
	MOVQ x+0(FP), AX
	MOVQ AX, 0(SP)
	CALL ·NotThere(SB)
	RET
