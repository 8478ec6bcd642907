/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Natives behind internal/abi: values, maps and channels of types known only at run time, and calls of
 * functions of any type. */
#include "machine/natives.h"
#include "machine/bubble.h"

#include <stdio.h>

#include "base/mem.h"

Flow rt_find_itab(Machine *m, uint64_t *w)
{
	const char *missing;

	w[2] = w[1] ? iface_itab(m, w[0], w[1], &missing) : 0;
	return FLOW_NEXT;
}

Flow rt_typed_move(Machine *m, uint64_t *w)
{
	uint64_t n = type_at(w[0])->size;

	if (n)
		heap_copy(m, w[1], w[2], n, w[0]);
	return FLOW_NEXT;
}

Flow rt_new(Machine *m, uint64_t *w)
{
	uint64_t n = type_at(w[0])->size;

	w[1] = n ? heap_alloc(m, n, w[0], 1) : image_zerobase(m->base);
	return w[1] ? FLOW_NEXT : FLOW_STOP;
}

Flow rt_new_array(Machine *m, uint64_t *w)
{
	uint64_t n = w[1], size = type_at(w[0])->size;

	if ((int64_t)n < 0 || (size && n > (1ULL << 47) / size))
		return panic_plain(m, "reflect: slice length out of range");
	w[2] = n && size ? heap_alloc(m, n * size, w[0], n) : image_zerobase(m->base);
	return w[2] ? FLOW_NEXT : FLOW_STOP;
}

Flow rt_round_size(Machine *m, uint64_t *w)
{
	(void)m;
	w[2] = heap_round_size(w[0], w[1]);
	return FLOW_NEXT;
}

Flow rt_equal(Machine *m, uint64_t *w)
{
	uint64_t bad = 0;
	int equal = value_equal(m, w[0], w[1], w[2], &bad);

	if (equal < 0)
		return panic_runtime(m, "comparing uncomparable type %.*s", (int)type_at(bad)->str.len,
				     (const char *)type_at(bad)->str.ptr);
	w[3] = (uint64_t)equal;
	return FLOW_NEXT;
}

/* ---- maps: the ops, on words of their own ---- */

typedef struct Op { SideIns ins; uint64_t x, y; } Op;

enum { MAP_RESULT, MAP_WORD, MAP_FOUND, MAP_KEY };

/* Words {result, map, found, key…} for a map op. */
static uint64_t *map_words(uint64_t type, uint64_t map, uint64_t key)
{
	const TypeDesc *t = type_at(type_at(type)->key);
	uint64_t *r = mem_array(MAP_KEY + type_passed_words(t), 8);

	r[MAP_WORD] = map;
	if (type_by_address(t))
		r[MAP_KEY] = key;
	else
		memcpy(&r[MAP_KEY], at(key), t->size);
	return r;
}

Flow rt_make_map(Machine *m, uint64_t *w)
{
	Op op = { { .a = 2, .b = 1 }, w[0], 0 };

	return op_mkmap(m, w, &op.ins);
}

Flow rt_map_len(Machine *m, uint64_t *w)
{
	return op_maplen(m, w, &(SideIns){ .a = 1, .b = 0 });
}

Flow rt_map_get(Machine *m, uint64_t *w)
{
	Op op = { { .a = MAP_RESULT, .b = MAP_WORD, .c = MAP_KEY, .d = MAP_FOUND }, w[0], 0 };
	uint64_t *r = map_words(w[0], w[1], w[2]);
	Flow flow = op_mapref(m, r, &op.ins);

	if (flow == FLOW_NEXT)
		w[3] = r[MAP_FOUND] ? r[MAP_RESULT] : 0;
	mem_free(r);
	return flow;
}

Flow rt_map_set(Machine *m, uint64_t *w)
{
	Op op = { { .a = MAP_RESULT, .b = MAP_WORD, .c = MAP_KEY }, w[0], 0 };
	uint64_t *r = map_words(w[0], w[1], w[2]), elem = type_at(w[0])->elem;
	Flow flow = op_mapasg(m, r, &op.ins);

	if (flow == FLOW_NEXT && type_at(elem)->size)
		heap_copy(m, r[MAP_RESULT], w[3], type_at(elem)->size, elem);
	mem_free(r);
	return flow;
}

Flow rt_map_delete(Machine *m, uint64_t *w)
{
	Op op = { { .a = MAP_WORD, .b = MAP_KEY }, w[0], 0 };
	uint64_t *r = map_words(w[0], w[1], w[2]);
	Flow flow = op_mapdel(m, r, &op.ins);

	mem_free(r);
	return flow;
}

Flow rt_map_clear(Machine *m, uint64_t *w)
{
	Op op = { { .a = 1 }, w[0], 0 };

	return op_mapclr(m, w, &op.ins);
}

enum { ITER_WORDS = 16 };	/* of abi.MapIter */

/* The iterator lies in the program's memory: what its words held is shaded, and its cards are marked. */
static void iter_changes(Machine *m, uint64_t it)
{
	for (unsigned i = 0; m->state->barrier && i < ITER_WORDS; i++)
		gc_shade(m, word(it)[i]);
	card_mark_range(it, ITER_WORDS * 8);
}

Flow rt_map_iter_start(Machine *m, uint64_t *w)
{
	Op op = { { .a = 0, .b = ITER_WORDS - 1 }, w[0], 0 };
	uint64_t *it = word(w[2]);

	iter_changes(m, w[2]);
	it[ITER_WORDS - 1] = w[1];
	return op_mapit(m, it, &op.ins);
}

Flow rt_map_iter_next(Machine *m, uint64_t *w)
{
	Op op = { { .a = 0 }, w[0], 0 };

	iter_changes(m, w[1]);
	if (!op_mapnx(m, word(w[1]), &op.ins))
		word(w[1])[0] = 0;
	return FLOW_NEXT;
}

/* ---- channels ---- */

Flow rt_make_chan(Machine *m, uint64_t *w)
{
	Op op = { { .a = 2, .b = 1 }, w[0], 0 };

	return op_mkchan(m, w, &op.ins);
}

Flow rt_chan_len(Machine *m, uint64_t *w)
{
	return op_chlen(m, w, &(SideIns){ .a = 1, .b = 0 });
}

Flow rt_chan_cap(Machine *m, uint64_t *w)
{
	return op_chcap(m, w, &(SideIns){ .a = 1, .b = 0 });
}

Flow rt_chan_close(Machine *m, uint64_t *w)
{
	return chan_close(m, w[0]);
}

/* w: type, channel, address, block; done. The waker of a blocked send leaves done as it was: true. */
Flow rt_chan_send(Machine *m, uint64_t *w)
{
	ChanResult result;

	if (w[1] && bubble_is_outside(m, at(w[1])))
		return fatal(m, "send on synctest channel from outside bubble");
	result = w[1] ? chan_send(m, w[1], w[2]) : CHAN_BLOCKS;
	if (result == CHAN_CLOSED)
		return panic_plain(m, "send on closed channel");
	w[4] = result == CHAN_DONE || w[3];
	if (result == CHAN_DONE || !w[3])
		return FLOW_NEXT;
	if (!w[1])
		return sched_park(m, WAIT_CHAN_SEND_NIL, 0);
	if (!wait_enter(m, &((Chan *)w[1])->sendq,
			&(Waiter){ .send = 1, .slots = 1, .object = w[1], .elem = w[2] }))
		return fatal(m, "runtime: out of memory");
	return sched_park(m, WAIT_CHAN_SEND, w[1]);
}

/* w: type, channel, address, block; done, ok. */
Flow rt_chan_recv(Machine *m, uint64_t *w)
{
	bool ok = false;
	ChanResult result;

	if (w[1] && bubble_is_outside(m, at(w[1])))
		return fatal(m, "receive on synctest channel from outside bubble");
	result = w[1] ? chan_recv(m, w[1], w[2], &ok) : CHAN_BLOCKS;
	w[4] = result == CHAN_DONE || w[3];
	w[5] = ok && result == CHAN_DONE;
	if (result == CHAN_DONE || !w[3])
		return FLOW_NEXT;
	if (!w[1])
		return sched_park(m, WAIT_CHAN_RECEIVE_NIL, 0);
	if (!wait_enter(m, &((Chan *)w[1])->recvq,
			&(Waiter){ .slots = 1, .object = w[1], .elem = w[2], .ok = (uint64_t)&w[5] }))
		return fatal(m, "runtime: out of memory");
	return sched_park(m, WAIT_CHAN_RECEIVE, w[1]);
}

/* ---- calls ---- */

/* A value as it lies in a frame: scalars are extended to a word. */
static void load_argument(uint64_t *to, const TypeDesc *t, uint64_t from)
{
	bool is_signed = t->kind >= KIND_INT && t->kind <= KIND_INT64;

	if (type_by_address(t)) {
		*to = from;	/* internal/abi has made the copy */
		return;
	}
	memcpy(to, at(from), t->size);
	if (!is_signed)
		return;
	if (t->size == 1)
		*to = (uint64_t)(int64_t)*(const int8_t *)to;
	else if (t->size == 2)
		*to = (uint64_t)(int64_t)*(const int16_t *)to;
	else if (t->size == 4)
		*to = (uint64_t)(int64_t)*(const int32_t *)to;
}

enum { CALL_TYPE, CALL_FUNC, CALL_RECEIVER, CALL_ARGS, CALL_RESULTS = CALL_ARGS + 3 };

static uint64_t param_words(const TypeDesc *sig, bool receiver)
{
	const uint64_t *types = at(sig->funcs.ptr);
	uint64_t n = receiver;

	for (uint64_t i = 0; i < sig->len; i++)
		n += type_passed_words(type_at(types[i]));
	return n;
}

/* The call is done: its results lie in its frame. */
static Flow call_results(Machine *m, const uint64_t *w)
{
	const TypeDesc *sig = type_at(w[CALL_TYPE]);
	const uint64_t *types = at(sig->funcs.ptr), *to = at(w[CALL_RESULTS]);
	uint64_t from = frame_top(m->state->fp) +
			(FRAME_HEADER_WORDS + param_words(sig, w[CALL_RECEIVER] != 0)) * 8;

	for (uint64_t i = sig->len; i < sig->funcs.len; i++) {
		const TypeDesc *t = type_at(types[i]);

		if (t->size)
			heap_copy(m, to[i - sig->len], type_by_address(t) ? *word(from) : from, t->size, types[i]);
		from += type_passed_words(t) * 8;
	}
	return FLOW_NEXT;
}

/* Calls with this instruction as return address; then it finds the func word gone and fetches the
 * results. */
Flow rt_call(Machine *m, uint64_t *w)
{
	const TypeDesc *sig = type_at(w[CALL_TYPE]);
	const uint64_t *types = at(sig->funcs.ptr), *from = at(w[CALL_ARGS]);
	uint64_t func = w[CALL_FUNC], n = param_words(sig, w[CALL_RECEIVER] != 0), at_word = 0;
	uint64_t *params;
	Flow flow;

	if (!func)
		return call_results(m, w);
	params = mem_array(n + 1, 8);
	if (w[CALL_RECEIVER])
		params[at_word++] = *word(w[CALL_RECEIVER]);
	for (uint64_t i = 0; i < sig->len; i++) {
		load_argument(&params[at_word], type_at(types[i]), from[i]);
		at_word += type_passed_words(type_at(types[i]));
	}
	w[CALL_FUNC] = 0;
	m->state->budget--;
	flow = call_func(m, frame_top(m->state->fp), func, params, (unsigned)n, m->state->pc);
	mem_free(params);
	return flow;
}

Flow rt_code(Machine *m, uint64_t *w)
{
	(void)m;
	w[1] = w[0] ? func_word_entry(w[0]) : 0;
	return FLOW_NEXT;
}

Flow rt_made_code(Machine *m, uint64_t *w)
{
	char link[64];
	int n = snprintf(link, sizeof link, MAKEFUNC_LINK, (unsigned)w[0]);

	w[1] = w[0] < MAKEFUNC_WORDS ? image_lookup(m->library, link, (size_t)n) : 0;
	return FLOW_NEXT;
}
