/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operands, registers and ways out of the instruction loop, for the bodies in interp_ops.h. */
#ifndef MACHINE_INTERP_MACROS_H
#define MACHINE_INTERP_MACROS_H

#include "machine/machine_int.h"

#define A (pc->a)
#define B (pc->b)
#define C (pc->c)
#define D (pc->d)
#define R(n) (((uint64_t *)fp)[n])
#define S(n) (((int64_t *)fp)[n])
#define CD ((int32_t)((uint32_t)pc->c | (uint32_t)pc->d << 16))
#define BCD ((int64_t)(((uint64_t)pc->b | (uint64_t)pc->c << 16 | (uint64_t)pc->d << 32) << 16) >> 16)
#define CANON(p) ((uint64_t)(p) - SIDE_DELTA)
#define SIDE(a) ((const SideIns *)((a) + SIDE_DELTA))

#define SAVE() (st->pc = CANON(pc), st->fp = (uint64_t)fp, st->budget = budget)
#define LOAD() (pc = SIDE(st->pc), fp = (char *)st->fp, budget = st->budget)

/* For the loops that look at accesses: n bytes are about to be loaded, or a helper to be called; n bytes were stored; a helper
 * is done, of an instruction of n slots; a helper has moved the registers. */
#define LOADED(addr, n) ((void)0)
#define LOADED_RANGE(addr, n) ((void)0)
#define HELPING() ((void)0)
#define STORED(addr, n) ((void)0)
#define STORED_RANGE(addr, n) ((void)0)
#define HELPED(n) ((void)0)
#define FLOW_TAKEN() ((void)0)

#define PASS_BREAK() goto *(void *)(uintptr_t)labels[((const Ins *)CANON(pc))->op]
/* A writer of a watched slot stands before pc: its bytes are compared, and pc is next. */
#define WATCH_PATCH() do { \
	if (watch_stops(m)) \
		return NULL; \
	PASS_BREAK(); \
} while (0)

/* A helper outside the loop: it sees the registers in State and says how to go on. */
#define OUT(call, n) do { \
	HELPING(); \
	SAVE(); \
	flow_result = (call); \
	budget = st->budget; \
	if (likely(flow_result == FLOW_NEXT)) { \
		HELPED(n); \
		NEXT(n); \
	} \
	goto flow_taken; \
} while (0)

#define CHECK(addr) do { if (unlikely((addr) >> HULL_SHIFT != 1)) { bad = (addr); goto nil; } } while (0)
#define CARD(addr, n) do { *(uint8_t *)(CARD_BASE + ((addr) >> CARD_SHIFT)) = 1; STORED(addr, n); } while (0)
#define INDEX(i, n) do { if (unlikely((i) >= (n))) { bad = (i); limit = (n); goto index; } } while (0)

/* Counts a tick after a jump or call is done: the machine stands at pc, a safepoint. */
#define TICK() do { if (unlikely(--budget <= 0)) goto attend; } while (0)
#define JUMP() do { GOTO(CD); } while (0)
#define JUMPB() do { pc += CD; TICK(); NEXT(0); } while (0)

/* The frame at slot a of the caller becomes the callee's: header written, stack checked, tick. */
#define ENTER() do { \
	char *nfp = fp + A * 8u; \
	const FnHeader *h = (const FnHeader *)(callee - 1); /* the side copy has headers too */ \
	uint64_t *frame = (uint64_t *)nfp; \
	frame[FRAME_RET_PC] = CANON(pc) + sizeof(SideIns); \
	frame[FRAME_CALLER] = (uint64_t)fp; \
	frame[FRAME_FUNC] = callee_word; \
	if (unlikely((uint64_t)nfp + h->frame_bytes > st->limit)) { \
		SAVE(); \
		st->pc = CANON(callee); \
		flow_result = call_grow(m, (uint64_t)nfp, CANON(callee)); \
		budget = st->budget; \
		if (flow_result != FLOW_NEXT) \
			goto flow_taken; \
		nfp = (char *)st->fp; \
	} \
	fp = nfp; \
	pc = callee; \
	HOOK_CALL(); \
	TICK(); \
	NEXT(0); \
} while (0)

/* Values in memory: a struct of two int32s moves as 64 bits and is 4-aligned, and through unsafe anything may lie
 * anywhere, as on amd64. */
typedef int16_t mem_i16 __attribute__((aligned(1)));
typedef uint16_t mem_u16 __attribute__((aligned(1)));
typedef int32_t mem_i32 __attribute__((aligned(1)));
typedef uint32_t mem_u32 __attribute__((aligned(1)));
typedef int64_t mem_i64 __attribute__((aligned(1)));
typedef uint64_t mem_u64 __attribute__((aligned(1)));

static inline double f64(uint64_t x) { double d; memcpy(&d, &x, 8); return d; }
static inline uint64_t u64(double d) { uint64_t x; memcpy(&x, &d, 8); return x; }
static inline float f32(uint64_t x) { float d; uint32_t w = (uint32_t)x; memcpy(&d, &w, 4); return d; }
static inline uint64_t u32(float d) { uint32_t x; memcpy(&x, &d, 4); return x; }

/* cvttsd2si: what is out of range gives the smallest integer. */
static inline int64_t to_int(double d)
{
	return d >= -9223372036854775808.0 && d < 9223372036854775808.0 ? (int64_t)d : INT64_MIN;
}

static inline uint64_t to_uint(double d)
{
	if (d < 9223372036854775808.0)
		return (uint64_t)to_int(d);
	return (uint64_t)to_int(d - 9223372036854775808.0) ^ 0x8000000000000000ULL;
}

#endif
