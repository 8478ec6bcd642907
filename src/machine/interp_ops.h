/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bodies of all opcodes, written once and included by each loop: by those that interp_threaded.h makes, where NEXT jumps
 * to the handler in the side copy, and by interp_observed.c, where it goes through the hooks. This
 * is the one long function of the machine.
 *
 * Locals of the loop: pc (side copy), fp, budget; r is fp as words. CASE opens a body; NEXT(n) goes
 * n slots on; GOTO(disp) jumps; AGAIN() begins the same instruction anew, unseen by hooks. Every body reads all its operands before it writes.
 */

CASE(NOP) NEXT(1);
CASE(MOV) R(A) = R(B); NEXT(1);
CASE(MOV2) { uint64_t x = R(B), y = R(B + 1); R(A) = x; R(A + 1) = y; NEXT(1); }
CASE(MOV3) { uint64_t x = R(B), y = R(B + 1), z = R(B + 2); R(A) = x; R(A + 1) = y; R(A + 2) = z; NEXT(1); }
CASE(MOVN) memmove(&R(A), &R(B), C * 8u); NEXT(1);
CASE(LDI) S(A) = BCD; NEXT(1);
CASE(LDK) R(A) = SIDE_X(pc); NEXT(2);
CASE(ZERO) R(A) = 0; NEXT(1);
CASE(ZERO2) R(A) = R(A + 1) = 0; NEXT(1);
CASE(ZERO3) R(A) = R(A + 1) = R(A + 2) = 0; NEXT(1);
CASE(ZERON) memset(&R(A), 0, (size_t)CD * 8); NEXT(1);
CASE(LEA) R(A) = (uint64_t)fp + (uint64_t)(int64_t)CD; NEXT(1);

CASE(ADD) R(A) = R(B) + R(C); NEXT(1);
CASE(SUB) R(A) = R(B) - R(C); NEXT(1);
CASE(MUL) R(A) = R(B) * R(C); NEXT(1);
CASE(DIV) if (unlikely(!R(C))) goto divide; S(A) = S(C) == -1 ? (int64_t)(0 - R(B)) : S(B) / S(C); NEXT(1);
CASE(MOD) if (unlikely(!R(C))) goto divide; S(A) = S(C) == -1 ? 0 : S(B) % S(C); NEXT(1);
CASE(DIVU) if (unlikely(!R(C))) goto divide; R(A) = R(B) / R(C); NEXT(1);
CASE(MODU) if (unlikely(!R(C))) goto divide; R(A) = R(B) % R(C); NEXT(1);
CASE(AND) R(A) = R(B) & R(C); NEXT(1);
CASE(OR) R(A) = R(B) | R(C); NEXT(1);
CASE(XOR) R(A) = R(B) ^ R(C); NEXT(1);
CASE(ANDN) R(A) = R(B) & ~R(C); NEXT(1);
CASE(SHL) R(A) = R(C) < 64 ? R(B) << R(C) : 0; NEXT(1);
CASE(SHR) S(A) = S(B) >> (R(C) < 64 ? R(C) : 63); NEXT(1);
CASE(SHRU) R(A) = R(C) < 64 ? R(B) >> R(C) : 0; NEXT(1);
CASE(NEG) R(A) = 0 - R(B); NEXT(1);
CASE(NOT) R(A) = ~R(B); NEXT(1);
CASE(LNOT) R(A) = !R(B); NEXT(1);
CASE(ADDI) R(A) = R(B) + (uint64_t)(int64_t)CD; NEXT(1);
CASE(MULI) R(A) = R(B) * (uint64_t)(int64_t)CD; NEXT(1);
CASE(ANDI) R(A) = R(B) & (uint64_t)(int64_t)CD; NEXT(1);
CASE(ORI) R(A) = R(B) | (uint64_t)(int64_t)CD; NEXT(1);
CASE(XORI) R(A) = R(B) ^ (uint64_t)(int64_t)CD; NEXT(1);
CASE(SHLI) R(A) = R(B) << C; NEXT(1);
CASE(SHRI) S(A) = S(B) >> C; NEXT(1);
CASE(SHRUI) R(A) = R(B) >> C; NEXT(1);
CASE(DIVI) S(A) = S(B) / CD; NEXT(1);
CASE(MODI) S(A) = S(B) % CD; NEXT(1);
CASE(CHKSH) if (unlikely(S(A) < 0)) OUT(panic_runtime(m, "negative shift amount"), 1); NEXT(1);

CASE(SX8) S(A) = (int8_t)R(B); NEXT(1);
CASE(SX16) S(A) = (int16_t)R(B); NEXT(1);
CASE(SX32) S(A) = (int32_t)R(B); NEXT(1);
CASE(ZX8) R(A) = (uint8_t)R(B); NEXT(1);
CASE(ZX16) R(A) = (uint16_t)R(B); NEXT(1);
CASE(ZX32) R(A) = (uint32_t)R(B); NEXT(1);
#define NARROW(W, type) \
CASE(ADD##W) S(A) = (type)(R(B) + R(C)); NEXT(1); \
CASE(SUB##W) S(A) = (type)(R(B) - R(C)); NEXT(1); \
CASE(MUL##W) S(A) = (type)(R(B) * R(C)); NEXT(1); \
CASE(ADDI##W) S(A) = (type)(R(B) + (uint64_t)(int64_t)CD); NEXT(1);
NARROW(I8, int8_t) NARROW(U8, uint8_t) NARROW(I16, int16_t) NARROW(U16, uint16_t)
NARROW(I32, int32_t) NARROW(U32, uint32_t)
#undef NARROW

CASE(FADD) R(A) = u64(f64(R(B)) + f64(R(C))); NEXT(1);
CASE(FSUB) R(A) = u64(f64(R(B)) - f64(R(C))); NEXT(1);
CASE(FMUL) R(A) = u64(f64(R(B)) * f64(R(C))); NEXT(1);
CASE(FDIV) R(A) = u64(f64(R(B)) / f64(R(C))); NEXT(1);
CASE(FNEG) R(A) = R(B) ^ 0x8000000000000000ULL; NEXT(1);
CASE(FMULADD) R(A) = u64(f64(R(B)) * f64(R(C)) + f64(R(D))); NEXT(1);
CASE(FMULSUB) R(A) = u64(f64(R(B)) * f64(R(C)) - f64(R(D))); NEXT(1);
CASE(FSUBMUL) R(A) = u64(f64(R(D)) - f64(R(B)) * f64(R(C))); NEXT(1);
CASE(FADD32) R(A) = u32(f32(R(B)) + f32(R(C))); NEXT(1);
CASE(FSUB32) R(A) = u32(f32(R(B)) - f32(R(C))); NEXT(1);
CASE(FMUL32) R(A) = u32(f32(R(B)) * f32(R(C))); NEXT(1);
CASE(FDIV32) R(A) = u32(f32(R(B)) / f32(R(C))); NEXT(1);
CASE(FNEG32) R(A) = R(B) ^ 0x80000000u; NEXT(1);
CASE(CDIV) complex_divide(&R(A), &R(B), &R(C)); NEXT(1);
CASE(F2F32) R(A) = u32((float)f64(R(B))); NEXT(1);
CASE(F322F) R(A) = u64(f32(R(B))); NEXT(1);
CASE(I2F) R(A) = u64((double)S(B)); NEXT(1);
CASE(U2F) R(A) = u64((double)R(B)); NEXT(1);
CASE(I2F32) R(A) = u32((float)S(B)); NEXT(1);
CASE(U2F32) R(A) = u32((float)R(B)); NEXT(1);
CASE(F2I) S(A) = to_int(f64(R(B))); NEXT(1);
CASE(F2U) R(A) = to_uint(f64(R(B))); NEXT(1);

CASE(EQ) R(A) = R(B) == R(C); NEXT(1);
CASE(NE) R(A) = R(B) != R(C); NEXT(1);
CASE(LT) R(A) = S(B) < S(C); NEXT(1);
CASE(LE) R(A) = S(B) <= S(C); NEXT(1);
CASE(LTU) R(A) = R(B) < R(C); NEXT(1);
CASE(LEU) R(A) = R(B) <= R(C); NEXT(1);
CASE(EQI) R(A) = S(B) == CD; NEXT(1);
CASE(LTI) R(A) = S(B) < CD; NEXT(1);
CASE(GTI) R(A) = S(B) > CD; NEXT(1);
CASE(FEQ) R(A) = f64(R(B)) == f64(R(C)); NEXT(1);
CASE(FNE) R(A) = f64(R(B)) != f64(R(C)); NEXT(1);
CASE(FLT) R(A) = f64(R(B)) < f64(R(C)); NEXT(1);
CASE(FLE) R(A) = f64(R(B)) <= f64(R(C)); NEXT(1);
CASE(FEQ32) R(A) = f32(R(B)) == f32(R(C)); NEXT(1);
CASE(FNE32) R(A) = f32(R(B)) != f32(R(C)); NEXT(1);
CASE(FLT32) R(A) = f32(R(B)) < f32(R(C)); NEXT(1);
CASE(FLE32) R(A) = f32(R(B)) <= f32(R(C)); NEXT(1);
CASE(SEQ) {
	uint64_t n = R(B + 1), p = R(B), q = R(C);

	if (n != R(C + 1)) {
		R(A) = 0;
	} else if (n == 0 || p == q) {
		R(A) = 1;
	} else {
		CHECK(p); CHECK(q);
		R(A) = memcmp(at(p), at(q), n) == 0;
	}
	NEXT(1);
}
CASE(SLT) R(A) = string_compare(&R(B), &R(C)) < 0; NEXT(1);
CASE(SLE) R(A) = string_compare(&R(B), &R(C)) <= 0; NEXT(1);
CASE(EFEQ) OUT(op_iface_equal(m, &R(0), pc, false), 1);
CASE(IFEQ) OUT(op_iface_equal(m, &R(0), pc, true), 1);
CASE(EQT) CHECK(R(B)); CHECK(R(C)); OUT(op_value_equal(m, &R(0), pc), 2);

CASE(JMP) JUMP();
CASE(JMPB) JUMPB();
#define BRANCH(N, condition) \
CASE(N) if (condition) JUMP(); NEXT(1); \
CASE(N##B) if (condition) JUMPB(); NEXT(1);
BRANCH(BT, R(A) != 0)
BRANCH(BF, R(A) == 0)
BRANCH(BEQ, R(A) == R(B))
BRANCH(BNE, R(A) != R(B))
BRANCH(BLT, S(A) < S(B))
BRANCH(BLE, S(A) <= S(B))
BRANCH(BLTU, R(A) < R(B))
BRANCH(BLEU, R(A) <= R(B))
BRANCH(BEQI, S(A) == (int16_t)B)
BRANCH(BNEI, S(A) != (int16_t)B)
BRANCH(BLTI, S(A) < (int16_t)B)
BRANCH(BLEI, S(A) <= (int16_t)B)
BRANCH(BGTI, S(A) > (int16_t)B)
BRANCH(BGEI, S(A) >= (int16_t)B)
BRANCH(BFEQ, f64(R(A)) == f64(R(B)))
BRANCH(BFNE, f64(R(A)) != f64(R(B)))
BRANCH(BFLT, f64(R(A)) < f64(R(B)))
BRANCH(BFLE, f64(R(A)) <= f64(R(B)))
BRANCH(BFNLT, !(f64(R(A)) < f64(R(B))))
BRANCH(BFNLE, !(f64(R(A)) <= f64(R(B))))
#undef BRANCH
CASE(INCBLT) { int64_t i = S(A) + 1; S(A) = i; if (i < S(B)) JUMPB(); NEXT(1); }
CASE(INCBLTI) { int64_t i = S(A) + 1; S(A) = i; if (i < (int16_t)B) JUMPB(); NEXT(1); }
CASE(SWITCH) {
	if (R(A) < SIDE_X(pc))
		GOTO(((const int32_t *)SIDE_Y(pc))[R(A)]);
	NEXT(2);
}

#define LOADS(W, type) \
CASE(LD##W) { uint64_t p = R(B) + C; CHECK(p); LOADED(p, sizeof(type)); S(A) = (int64_t)*(const type *)p; NEXT(1); } \
CASE(LDL##W) LOADED((uint64_t)fp + (uint64_t)(int64_t)CD, sizeof(type)); S(A) = (int64_t)*(const type *)(fp + CD); NEXT(1); \
CASE(LDG##W) LOADED((uint64_t)BCD, sizeof(type)); S(A) = (int64_t)*(const type *)BCD; NEXT(1); \
CASE(LDX##W) { uint64_t i = R(C); INDEX(i, R(B + 1)); uint64_t p = R(B) + i * sizeof(type); CHECK(p); LOADED(p, sizeof(type)); S(A) = (int64_t)*(const type *)p; NEXT(1); } \
CASE(LDA##W) { uint64_t i = R(C); INDEX(i, (uint64_t)D); uint64_t p = R(B) + i * sizeof(type); CHECK(p); LOADED(p, sizeof(type)); S(A) = (int64_t)*(const type *)p; NEXT(1); }
LOADS(I8, int8_t) LOADS(U8, uint8_t) LOADS(I16, mem_i16) LOADS(U16, mem_u16)
LOADS(I32, mem_i32) LOADS(U32, mem_u32) LOADS(64, mem_i64)
#undef LOADS
#define STORES(W, type) \
CASE(ST##W) { uint64_t p = R(A) + C; CHECK(p); *(type *)p = (type)R(B); CARD(p, sizeof(type)); NEXT(1); } \
CASE(STX##W) { uint64_t i = R(B); INDEX(i, R(A + 1)); uint64_t p = R(A) + i * sizeof(type); CHECK(p); *(type *)p = (type)R(C); CARD(p, sizeof(type)); NEXT(1); } \
CASE(STA##W) { uint64_t i = R(B); INDEX(i, (uint64_t)D); uint64_t p = R(A) + i * sizeof(type); CHECK(p); *(type *)p = (type)R(C); CARD(p, sizeof(type)); NEXT(1); } \
CASE(STG##W) { *(type *)BCD = (type)R(A); CARD((uint64_t)BCD, sizeof(type)); NEXT(1); }
STORES(8, uint8_t) STORES(16, mem_u16) STORES(32, mem_u32) STORES(64, mem_u64)
#undef STORES
#define STORE_IMMEDIATE(W, type) \
CASE(STXI##W) { uint64_t i = R(B); INDEX(i, R(A + 1)); uint64_t p = R(A) + i * sizeof(type); CHECK(p); *(type *)p = (type)C; CARD(p, sizeof(type)); NEXT(1); }
STORE_IMMEDIATE(8, uint8_t) STORE_IMMEDIATE(16, mem_u16) STORE_IMMEDIATE(32, mem_u32) STORE_IMMEDIATE(64, mem_u64)
#undef STORE_IMMEDIATE
#define BARRIER(p) do { if (unlikely(st->barrier)) gc_shade(m, *(uint64_t *)(p)); } while (0)
CASE(STP) { uint64_t p = R(A) + C; CHECK(p); BARRIER(p); *(uint64_t *)p = R(B); CARD(p, 8); NEXT(1); }
CASE(STXP) { uint64_t i = R(B); INDEX(i, R(A + 1)); uint64_t p = R(A) + i * 8; CHECK(p); BARRIER(p); *(uint64_t *)p = R(C); CARD(p, 8); NEXT(1); }
CASE(STAP) { uint64_t i = R(B); INDEX(i, (uint64_t)D); uint64_t p = R(A) + i * 8; CHECK(p); BARRIER(p); *(uint64_t *)p = R(C); CARD(p, 8); NEXT(1); }
CASE(STGP) { BARRIER(BCD); *(uint64_t *)BCD = R(A); CARD((uint64_t)BCD, 8); NEXT(1); }
CASE(STL8) *(uint8_t *)(fp + CD) = (uint8_t)R(A); NEXT(1);	/* watched behind it: watch.c */
CASE(STL16) *(mem_u16 *)(fp + CD) = (uint16_t)R(A); NEXT(1);
CASE(STL32) *(mem_u32 *)(fp + CD) = (uint32_t)R(A); NEXT(1);
CASE(STL64) *(mem_u64 *)(fp + CD) = R(A); NEXT(1);
CASE(LD2) { uint64_t p = R(B) + C; CHECK(p); LOADED_RANGE(p, 16); uint64_t x = *(mem_u64 *)p, y = *(mem_u64 *)(p + 8); R(A) = x; R(A + 1) = y; NEXT(1); }
CASE(LD3) { uint64_t p = R(B) + C; CHECK(p); LOADED_RANGE(p, 24); uint64_t x = *(mem_u64 *)p, y = *(mem_u64 *)(p + 8), z = *(mem_u64 *)(p + 16); R(A) = x; R(A + 1) = y; R(A + 2) = z; NEXT(1); }
CASE(LDM) {
	uint64_t p = R(B), n = (uint64_t)CD;

	CHECK(p); CHECK(p + n - 1);
	LOADED_RANGE(p, n);
	if (n % 8)
		R(A + n / 8) = 0;
	memmove(&R(A), at(p), n);
	NEXT(1);
}
CASE(STM) {
	uint64_t p = R(A), n = (uint64_t)CD;

	CHECK(p); CHECK(p + n - 1);
	memmove(at(p), &R(B), n);
	card_mark_range(p, n);
	STORED_RANGE(p, n);
	NEXT(1);
}
CASE(STMT) {
	uint64_t p = R(A), n = type_at(SIDE_X(pc))->size;

	CHECK(p); CHECK(p + n - 1);
	if (unlikely(st->barrier))
		gc_barrier_range(m, p, n, SIDE_X(pc));
	memmove(at(p), &R(B), n);
	card_mark_range(p, n);
	STORED_RANGE(p, n);
	NEXT(2);
}
CASE(CPM) {
	uint64_t p = R(A), q = R(B), n = (uint64_t)CD;

	CHECK(p); CHECK(q); CHECK(p + n - 1); CHECK(q + n - 1);
	LOADED_RANGE(q, n);
	memmove(at(p), at(q), n);
	card_mark_range(p, n);
	STORED_RANGE(p, n);
	NEXT(1);
}
CASE(CPMT) {
	uint64_t p = R(A), q = R(B), n = type_at(SIDE_X(pc))->size;

	CHECK(p); CHECK(q); CHECK(p + n - 1); CHECK(q + n - 1);
	LOADED_RANGE(q, n);
	heap_copy(m, p, q, n, SIDE_X(pc));
	STORED_RANGE(p, n);
	NEXT(2);
}
CASE(ZEROM) {
	uint64_t p = R(A), n = type_at(SIDE_X(pc))->size;

	CHECK(p); CHECK(p + n - 1);
	heap_zero(m, p, n, SIDE_X(pc));
	STORED_RANGE(p, n);
	NEXT(2);
}
CASE(NILCHK) CHECK(R(A)); NEXT(1);
CASE(CHK) INDEX(R(A), (uint64_t)CD); NEXT(1);
CASE(CHKLEN) INDEX(R(A), R(B)); NEXT(1);
CASE(LEAX) { uint64_t i = R(C); INDEX(i, R(B + 1)); R(A) = R(B) + i * D; NEXT(1); }
CASE(LEAXW) { uint64_t i = R(C); INDEX(i, R(B + 1)); R(A) = R(B) + i * SIDE_X(pc); NEXT(2); }

CASE(SLICE) OUT(op_slice(m, &R(0), pc), 2);
CASE(SLARR) OUT(op_slarr(m, &R(0), pc), 2);
CASE(SLSTR) OUT(op_slstr(m, &R(0), pc), 2);
CASE(S2ARR) OUT(op_s2arr(m, &R(0), pc), 2);
CASE(CHKUNS) OUT(op_chkuns(m, &R(0), pc), 2);
CASE(MKSLICE) OUT(op_mkslice(m, &R(0), pc), 2);
#define APPEND(W, type, size, pointer, before) \
CASE(APP##W) { \
	uint64_t p = R(B), n = R(B + 1), cap = R(B + 2), v = R(C); \
	if (unlikely(n >= cap)) \
		OUT(op_append(m, &R(0), pc, size, pointer), 2); \
	uint64_t to = p + n * size; \
	CHECK(to); \
	before; \
	*(type *)to = (type)v; \
	R(A) = p; R(A + 1) = n + 1; R(A + 2) = cap; \
	CARD(to, size); \
	NEXT(2); \
}
APPEND(8, uint8_t, 1, false, (void)0)
APPEND(16, uint16_t, 2, false, (void)0)
APPEND(32, uint32_t, 4, false, (void)0)
APPEND(64, uint64_t, 8, false, (void)0)
APPEND(P, uint64_t, 8, true, BARRIER(to))
#undef APPEND
CASE(GROW) OUT(op_grow(m, &R(0), pc), 2);
CASE(APPS) OUT(op_apps(m, &R(0), pc), 2);
CASE(COPY) OUT(op_copy(m, &R(0), pc), 2);
CASE(CLRS) OUT(op_clrs(m, &R(0), pc), 2);
CASE(SCAT) OUT(op_scat(m, &R(0), pc), 1);
CASE(S2B) OUT(op_s2b(m, &R(0), pc), 2);
CASE(B2S) OUT(op_b2s(m, &R(0), pc), 1);
CASE(S2R) OUT(op_s2r(m, &R(0), pc), 2);
CASE(R2S) OUT(op_r2s(m, &R(0), pc), 1);
CASE(I2S) OUT(op_i2s(m, &R(0), pc), 1);
CASE(RUNE) {
	uint64_t i = R(C), p = R(B) + i;
	uint8_t first;

	CHECK(p);
	first = *(const uint8_t *)p;
	if (unlikely(first >= 0x80))
		OUT(op_rune(m, &R(0), pc), 1);
	R(A) = first;
	R(D) = i + 1;
	NEXT(1);
}
CASE(NEW) OUT(op_new(m, &R(0), pc), 2);
CASE(BOX) OUT(op_box(m, &R(0), pc), 2);

CASE(TYPW) { uint64_t tab = R(B); R(A) = tab ? ((const Itab *)tab)->type : 0; NEXT(1); }
CASE(ASSERT) if (unlikely(R(A) != SIDE_X(pc))) OUT(panic_assert(m, SIDE_Y(pc), R(A), SIDE_X(pc), NULL), 2); NEXT(2);
CASE(ITAB) OUT(op_itab(m, &R(0), pc), 2);
CASE(IMPL) { uint64_t w = R(B); if (unlikely(!w)) OUT(panic_assert(m, SIDE_X(pc), 0, SIDE_X(pc), NULL), 2); R(A) = w; NEXT(2); }
CASE(IMETH) { uint64_t tab = R(B); CHECK(tab); R(A) = ((const Itab *)tab)->fun[C]; NEXT(1); }

CASE(MKMAP) OUT(op_mkmap(m, &R(0), pc), 2);
CASE(MAPREF) OUT(op_mapref(m, &R(0), pc), 2);
CASE(MAPASG) OUT(op_mapasg(m, &R(0), pc), 2);
CASE(MAPDEL) OUT(op_mapdel(m, &R(0), pc), 2);
CASE(MAPCLR) OUT(op_mapclr(m, &R(0), pc), 2);
CASE(MAPLEN) OUT(op_maplen(m, &R(0), pc), 1);
CASE(MAPIT) OUT(op_mapit(m, &R(0), pc), 2);
CASE(MAPNX) HELPING(); SAVE(); if (op_mapnx(m, &R(0), pc)) NEXT(2); JUMP();

CASE(MKCHAN) OUT(op_mkchan(m, &R(0), pc), 2);
CASE(SEND) OUT(op_send(m, &R(0), pc), 1);
CASE(RECV) OUT(op_recv(m, &R(0), pc), 1);
CASE(CLOSE) OUT(op_close(m, &R(0), pc), 1);
CASE(CHLEN) OUT(op_chlen(m, &R(0), pc), 1);
CASE(CHCAP) OUT(op_chcap(m, &R(0), pc), 1);
CASE(SELECT) OUT(op_select(m, &R(0), pc), 2);
CASE(GO) OUT(op_go(m, &R(0), pc), 1);

/* ---- calls: `to` is the callee's first instruction in the side copy ---- */
CASE(CALL) {
	callee = pc + CD;
	callee_word = CANON(callee);
	ENTER();	/* here and not by a jump: direct calls are the hot ones */
}
CASE(CALLC) {
	uint64_t w = R(B), code = w;

	CHECK(w);
	/* A closure object begins with its code address; a code address is its own. */
	if ((w & (HULL_SLOT_SIZE - 1)) >> 36 != SEG_CODE >> 36)
		code = *word(w);
	callee = SIDE(code);
	callee_word = w;
	goto enter;
}
CASE(CALLI) {
	uint64_t tab = R(B), data = R(B + 1), code;

	CHECK(tab);
	code = ((const Itab *)tab)->fun[C];
	R(A + FRAME_HEADER_WORDS) = data;
	callee = SIDE(code);
	callee_word = code;
	goto enter;
}
CASE(RET) {
	if (unlikely(budget <= 1) && !attended)
		goto attend_before;
	attended = false;
	HOOK_RETURN();
	budget--;
	pc = SIDE(R(FRAME_RET_PC));
	fp = (char *)R(FRAME_CALLER);
	NEXT(0);
}
CASE(RUND) {
	if (unlikely(budget <= 1) && !attended)
		goto attend_before;
	attended = false;
	budget--;
	OUT(op_rund(m), 1);
}
CASE(DEFER) OUT(op_defer(m, &R(0), pc), 1);
CASE(PANIC) OUT(panic_go(m, (GoIface){ R(A), R(A + 1) }), 1);
CASE(RECOVER) SAVE(); op_recover(m, &R(A)); NEXT(1);
CASE(NATIVE) OUT(native_call(m, (unsigned)CD, (uint64_t)fp), 1);

CASE(GOEND) OUT(sched_end(m), 0);
CASE(PANICNX) OUT(op_panicnx(m), 0);
CASE(BIGRET) OUT(call_big_return(m), 0);
CASE(EVALEND) OUT(eval_end(m), 0);
CASE(INITEND) OUT(init_next(m), 0);
CASE(UNREACH) OUT(fatal(m, "internal error: unreachable code"), 1);

/* ---- where bodies go when something is up ---- */
enter:
	ENTER();
nil:
	SAVE();
	flow_result = panic_nil(m, bad);
	goto flow_taken;
index:
	SAVE();
	flow_result = panic_index(m, (int64_t)bad, limit);
	goto flow_taken;
divide:
	SAVE();
	flow_result = panic_runtime(m, "integer divide by zero");
	goto flow_taken;
attend:
	SAVE();
	flow_result = attention(m);
	if (flow_result == FLOW_NEXT)
		flow_result = FLOW_RELOAD;
	goto flow_taken;
attend_before:
	SAVE();
	attended = true;
	flow_result = attention(m);
	if (flow_result == FLOW_NEXT) {
		budget = st->budget;
		AGAIN();
	}
	attended = false;
	goto flow_taken;
flow_taken:
	if (flow_result == FLOW_STOP)
		return;
	FLOW_TAKEN();
	LOAD();
	NEXT(0);

