/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hull: the address map of everything a Go program can touch.
 *
 * All program-visible memory lies in [2^45, 2^46), so that one shift and compare on the final
 * address (hull_ok) keeps every load and store away from host memory. The hull has 8 slots of
 * 1 TB, one a machine; inside a slot the fourth hex digit names the segment:
 *
 *     0x2010'0000'0000  code     canonical instructions, read-only
 *     0x2020'0000'0000  rodata   string literals, type descriptors, itabs, static func values
 *     0x2030'0000'0000  data     package variables with an initial value
 *     0x2040'0000'0000  bss      package variables that start as zero
 *     0x2050'0000'0000  stack    goroutine stacks, growing upwards
 *     0x2080'0000'0000  heap     spans
 *     0x20e0'0000'0000  mapped   what the program maps itself (syscall.Mmap)
 *     0x20f0'0000'0000           heap of the debugger's expressions
 *
 * In code, rodata, data and bss the user's part starts at the segment's start and the library's
 * part LIBRARY_OFFSET further on, so that the user's addresses do not move when the library grows.
 * The debugger's scratch part (expressions) starts at SCRATCH_OFFSET.
 *
 * Outside the hull, at constant distances:
 *     side copy of code   canonical address + SIDE_DELTA (handlers instead of opcodes)
 *     private tables      slot + PRIVATE_DELTA (spans, marks, goroutine records: inside snapshots, but
 *                         out of the program's reach)
 *     cards               address / 4096 + CARD_BASE, one byte a page
 */
#ifndef CODE_HULL_H
#define CODE_HULL_H

#include <stdbool.h>
#include <stdint.h>

#define HULL_SHIFT 45
#define HULL_BASE (1ULL << HULL_SHIFT)
#define HULL_END (1ULL << (HULL_SHIFT + 1))
#define HULL_SLOT_SIZE (1ULL << 40)
#define HULL_SLOTS 8

/* Offsets within a machine's slot. */
#define SEG_CODE 0x1000000000ULL
#define SEG_RODATA 0x2000000000ULL
#define SEG_DATA 0x3000000000ULL
#define SEG_BSS 0x4000000000ULL
#define SEG_STACK 0x5000000000ULL
#define SEG_HEAP 0x8000000000ULL
#define SEG_MAPPED 0xE000000000ULL
#define SEG_STACK_END SEG_HEAP
#define SEG_HEAP_END SEG_MAPPED
#define SEG_MAPPED_END 0xF000000000ULL
#define SEG_SCRATCH 0xF000000000ULL

#define LIBRARY_OFFSET 0x100000000ULL
#define SCRATCH_OFFSET 0x200000000ULL

/* Host-side tables, each at a constant distance from what it describes and clear of the places
 * where Linux puts executables (0x55..), libraries (0x7f..) and AddressSanitizer its shadow (to
 * 0x1000..) and heap (0x60..). */
#define SIDE_DELTA 0x280000000000ULL		/* side copy of code: 0x4810.. */
#define PRIVATE_DELTA (1ULL << 45)		/* private tables of a slot: its start + PRIVATE_DELTA, from 2^46 on */
#define CARD_BASE 0x500000000000ULL		/* card of a page: CARD_BASE + (addr >> CARD_SHIFT) */
#define CARD_SHIFT 12

static inline bool hull_ok(uint64_t addr)
{
	return addr >> HULL_SHIFT == 1;
}

static inline uint8_t *hull_card(uint64_t addr)
{
	return (uint8_t *)(CARD_BASE + (addr >> CARD_SHIFT));
}

/* The start of the address range of machine slot n. */
static inline uint64_t hull_slot(unsigned n)
{
	return HULL_BASE + n * HULL_SLOT_SIZE;
}

/* The start of the slot that an address lies in. */
static inline uint64_t hull_slot_of(uint64_t addr)
{
	return addr & ~(HULL_SLOT_SIZE - 1);
}

#endif
