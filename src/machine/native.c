/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Natives: how the NATIVE op calls them, and those that are about the running program itself. Files
 * are in native_file.c, what reflect needs is in native_abi.c. */
#include "machine/bubble.h"
#include "machine/heap.h"
#include "machine/natives.h"
#include "machine/race.h"
#include "machine/record.h"
#include "machine/sched.h"
#include "machine/special.h"
#include "natives/leaf/words.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"

/* ---- the table ---- */

typedef struct NativeEntry {
	Flow (*call)(Machine *m, uint64_t *w);	/* NULL: a leaf */
	uint32_t leaf;				/* index in leaf_natives */
	const char *shape;
	int8_t fills;				/* a WORLD native: the word with the address of what it fills, or NOTHING */
} NativeEntry;

enum { NOT_WORLD = -2, NOTHING = -1 };

/* Leaves are numbered in the order of the list. */
enum { FIRST_COUNTER = __COUNTER__ + 1 };

static const NativeEntry natives[] = {
#define LEAF(package, function, c_function, shape, signature, doc) { NULL, __COUNTER__ - FIRST_COUNTER, #shape, NOT_WORLD },
#define NATIVE(package, function, c_function, shape, signature, doc) { c_function, 0, #shape, NOT_WORLD },
#define WORLD(package, function, c_function, shape, signature, fills, doc) { c_function, 0, #shape, fills },
#include "golib/natives.def"
};

/* Texts and slices must lie in the hull: their headers may be forged. */
static bool words_ok(const char *shape, const uint64_t *w)
{
	for (; *shape != '_'; shape++) {
		switch (*shape) {
		case 's': case 'b': case 'w': case 'W':
			if (w[1] && (!hull_ok(w[0]) || !hull_ok(w[0] + w[1])))
				return false;
			w += *shape == 's' ? 2 : 3;
			break;
		case 'q':
			if (w[1] && (!hull_ok(w[0]) || w[1] >> 40 || !hull_ok(w[0] + w[1] * 8)))
				return false;
			w += 3;
			break;
		case 'e':
			w += 2;
			break;
		default:
			w++;
		}
	}
	return true;
}

/* The elements of a slice of strings are about to be reordered. */
static void shade_strings(Machine *m, const uint64_t *w)
{
	for (uint64_t i = 0; m->state->barrier && i < w[1]; i++)
		gc_shade(m, *word(w[0] + i * sizeof(GoString)));
}

static Flow leaf_call(Machine *m, const NativeEntry *e, uint64_t *w)
{
	uint64_t written = w[0], n = w[1];
	char first = e->shape[0];

	if (!words_ok(e->shape, w))
		return panic_nil(m, w[0]);
	if (first == 'W')
		shade_strings(m, w);
	leaf_natives[e->leaf].call(w);
	if (first == 'q')
		card_mark_range(written, n * 8);
	else if (first == 'w')	/* elements of at most 8 bytes */
		card_mark_range(written, n * (e->shape[1] == '_' ? 8 : 1));
	else if (first == 'W')
		card_mark_range(written, n * sizeof(GoString));
	return FLOW_NEXT;
}

static unsigned shape_words(const char *from, const char *to)
{
	unsigned words = 0;

	for (; from < to; from++)
		words += strchr("bwWq", *from) ? 3 : strchr("se", *from) ? 2 : 1;
	return words;
}

/* The native asks the world, unless a recording has the answer. */
static Flow world_call(Machine *m, const NativeEntry *e, uint64_t *w)
{
	const char *bar = strchr(e->shape, '_');
	uint64_t *results = w + shape_words(e->shape, bar);
	size_t bytes = shape_words(bar + 1, bar + strlen(bar)) * 8, n;
	const char *old = record_replay(m, &n);
	void *filled = e->fills == NOTHING ? NULL : at(w[e->fills]);
	Flow flow;

	if (old) {
		memcpy(results, old, bytes);
		if (n > bytes)
			memcpy(filled, old + bytes, n - bytes);
		card_mark_range((uint64_t)filled, n - bytes);
		return FLOW_NEXT;
	}
	flow = e->call(m, w);
	if (flow == FLOW_NEXT)
		record_log(m, results, bytes, filled, filled && (int64_t)results[0] > 0 ? results[0] : 0);
	return flow;
}

Flow native_call(Machine *m, unsigned index, uint64_t fp)
{
	const NativeEntry *e = &natives[index];
	uint64_t *w = word(fp) + FRAME_HEADER_WORDS;

	if (!e->call)
		return leaf_call(m, e, w);
	return e->fills == NOT_WORLD ? e->call(m, w) : world_call(m, e, w);
}

const char *native_shape(unsigned index)
{
	return natives[index].shape;
}

bool native_string(Machine *m, const char *text, size_t n, uint64_t *out)
{
	uint64_t p = n ? heap_alloc(m, n, 0, n) : image_zerobase(m->base);

	if (!p)
		return false;
	if (n) {
		memcpy(at(p), text, n);
		card_mark_range(p, n);
	}
	out[0] = p;
	out[1] = n;
	return true;
}

/* ---- slices of any type ---- */

Flow rt_slice_len(Machine *m, uint64_t *w)
{
	(void)m;
	w[2] = w[0] && type_at(w[0])->kind == KIND_SLICE ? ((const GoSlice *)w[1])->len : UINT64_MAX;
	return FLOW_NEXT;
}

static void swap_bytes(char *a, char *b, size_t n)
{
	char part[64];

	for (size_t k; n; n -= k, a += k, b += k) {
		k = n < sizeof part ? n : sizeof part;
		memcpy(part, a, k);
		memcpy(a, b, k);
		memcpy(b, part, k);
	}
}

Flow rt_swap_elements(Machine *m, uint64_t *w)
{
	const GoSlice *s = at(w[1]);
	uint64_t type = type_at(w[0])->elem, size = type_at(type)->size, i = w[2], j = w[3];

	if (i >= s->len || j >= s->len || i == j || !size)
		return FLOW_NEXT;
	if (m->state->barrier && type_at(type)->ptr_bytes) {
		gc_barrier_range(m, s->ptr + i * size, size, type);
		gc_barrier_range(m, s->ptr + j * size, size, type);
	}
	swap_bytes(at(s->ptr + i * size), at(s->ptr + j * size), size);
	card_mark_range(s->ptr + i * size, size);
	card_mark_range(s->ptr + j * size, size);
	return FLOW_NEXT;
}

Flow rt_move(Machine *m, uint64_t *w)
{
	if (!w[2])
		return FLOW_NEXT;
	if (!hull_ok(w[0]) || !hull_ok(w[1]) || !hull_ok(w[0] + w[2] - 1) || !hull_ok(w[1] + w[2] - 1))
		return panic_nil(m, hull_ok(w[0]) ? w[1] : w[0]);
	memmove(at(w[0]), at(w[1]), w[2]);
	card_mark_range(w[0], w[2]);
	return FLOW_NEXT;
}

/* ---- arguments, environment, the end ---- */

static Flow string_slice(Machine *m, char *const *texts, size_t n, uint64_t *w)
{
	uint64_t type = type_by_link(m, "string", strlen("string")), p;

	p = n ? heap_alloc(m, n * sizeof(GoString), type, n) : image_zerobase(m->base);
	if (!p)
		return FLOW_STOP;
	for (size_t i = 0; i < n; i++)
		if (!native_string(m, texts[i], strlen(texts[i]), word(p) + 2 * i))
			return FLOW_STOP;
	card_mark_range(p, n * sizeof(GoString));
	w[0] = p;
	w[1] = w[2] = n;
	return FLOW_NEXT;
}

Flow rt_args(Machine *m, uint64_t *w)
{
	return string_slice(m, m->config.argv, (size_t)m->config.argc, w);
}

Flow rt_environ(Machine *m, uint64_t *w)
{
	size_t n = 0;

	while (m->config.envp && m->config.envp[n])
		n++;
	return string_slice(m, m->config.envp, n, w);
}

Flow rt_exit(Machine *m, uint64_t *w)
{
	return program_exit(m, (int)w[0]);
}

Flow rt_fatal(Machine *m, uint64_t *w)
{
	return fatal(m, "%.*s", (int)w[1], (const char *)w[0]);
}

/* ---- time, chance ---- */

Flow rt_walltime(Machine *m, uint64_t *w)
{
	int64_t ns;

	w[2] = 0;
	if (!bubble_clock(m, &ns)) {
		ns = clock_wall(m);
		w[2] = (uint64_t)clock_mono(m) + 1;
	}
	w[0] = (uint64_t)(ns / 1000000000);
	w[1] = (uint64_t)(ns % 1000000000);
	return FLOW_NEXT;
}

Flow rt_nanotime(Machine *m, uint64_t *w)
{
	int64_t ns;

	w[0] = bubble_clock(m, &ns) ? (uint64_t)ns : (uint64_t)clock_mono(m) + 1;	/* never zero */
	return FLOW_NEXT;
}

Flow rt_rand64(Machine *m, uint64_t *w)
{
	w[0] = rng_next(&m->state->rng);
	return FLOW_NEXT;
}

/* ---- goroutines ---- */

Flow rt_sleep(Machine *m, uint64_t *w)
{
	return sched_sleep(m, (int64_t)w[0]);
}

/* w: function, id. */
Flow rt_background(Machine *m, uint64_t *w)
{
	int64_t g = gor_new(m, w[0], NULL, 0, m->state->pc);

	if (g < 0)
		return fatal(m, "runtime: out of memory");
	if (!race_go(m, (uint64_t)g))
		return fatal(m, "race: too many goroutines are alive");
	m->gors[g].background = 1;
	m->state->background_gors++;
	bubble_enter(m, &m->gors[g]);
	w[1] = m->gors[g].id;
	return FLOW_NEXT;
}

Flow rt_rouse(Machine *m, uint64_t *w)
{
	sched_rouse(m, w[0]);
	return FLOW_NEXT;
}

Flow rt_gosched(Machine *m, uint64_t *w)
{
	(void)w;
	m->state->pc += sizeof(Ins);
	return sched_gosched(m);
}

/* The reason that a golib function gives for its wait. */
static WaitReason wait_reason(const char *text, size_t len)
{
	static const uint8_t lengths[] = {
#define WAIT(name, text, profiled) sizeof text - 1,
#include "machine/wait.def"
	};

	for (unsigned i = 0; i < WAIT_COUNT; i++)
		if (lengths[i] == len && memcmp(wait_text[i], text, len) == 0)
			return (WaitReason)i;
	return WAIT_SEMACQUIRE;
}

Flow rt_semacquire(Machine *m, uint64_t *w)
{
	return semaphore_acquire(m, w[0], wait_reason((const char *)w[1], w[2]));
}

Flow rt_semrelease(Machine *m, uint64_t *w)
{
	if (!semaphore_release(m, w[0]))
		return fatal(m, "semaphore wake of synctest goroutine from outside bubble");
	return FLOW_NEXT;
}

Flow rt_goexit(Machine *m, uint64_t *w)
{
	(void)w;
	return panic_goexit(m);
}

/* w: how many. */
Flow rt_races(Machine *m, uint64_t *w)
{
	w[0] = machine_races(m);
	return FLOW_NEXT;
}

Flow rt_num_goroutine(Machine *m, uint64_t *w)
{
	w[0] = m->state->live_gors - m->state->background_gors - (special_goroutine(m) != 0);	/* Go's own are not counted */
	return FLOW_NEXT;
}

Flow rt_goroutine_id(Machine *m, uint64_t *w)
{
	w[0] = machine_current(m);
	return FLOW_NEXT;
}

/* ---- memory ---- */

Flow rt_gc(Machine *m, uint64_t *w)
{
	(void)w;
	if (!m->scratch_heap)
		gc_full(m);
	m->state->pc += sizeof(Ins);
	return sched_requeue(m);	/* as Go, whose collector lets others run */
}

/* Behind a collection. An expression's is none, and changes nothing. */
Flow rt_release(Machine *m, uint64_t *w)
{
	(void)w;
	if (m->scratch_heap)
		return FLOW_NEXT;
	heap_sweep_some(m, UINT64_MAX, NULL);
	freeruns_release(m);
	return FLOW_NEXT;
}

Flow rt_gc_percent(Machine *m, uint64_t *w)
{
	w[1] = (uint64_t)gcpace_percent(m, (int64_t)w[0]);
	return FLOW_NEXT;
}

Flow rt_memory_limit(Machine *m, uint64_t *w)
{
	w[1] = (uint64_t)gcpace_limit(m, (int64_t)w[0]);
	return FLOW_NEXT;
}

Flow rt_mem_stats(Machine *m, uint64_t *w)
{
	gcpace_stats(m, at(w[0]), w[1]);
	card_mark_range(w[0], w[1] * 8 + 1);
	return FLOW_NEXT;
}

/* ---- the stack ---- */

/* What Go's runtime calls the code that a stub stands for; NULL: none of it. */
static const char *stub_name(const Machine *m, uint64_t pc)
{
	return pc == image_stub(m->base, OP_GOEND) ? "runtime.goexit" : pc == image_stub(m->base, OP_PANICNX) ? "runtime.gopanic"
	       : pc == image_stub(m->base, OP_INITEND) ? "runtime.main" : NULL;
}

/* A function's name as package runtime tells it: main.F[...] of main.F[int]. */
static void add_runtime_name(StrBuf *out, const char *name)
{
	unsigned depth = 0;

	for (const char *p = name; *p; p++) {
		if (*p == '[' && depth++ == 0)
			sb_add(out, "[...");
		if (depth == 0 || (*p == ']' && depth == 1))
			sb_addc(out, *p);
		depth -= *p == ']' && depth;
	}
}

uint64_t native_callers(Machine *m, const GorInfo *g, int64_t skip, uint64_t *dst, uint64_t room)
{
	MachineFrame f;
	uint64_t n = 0;

	for (bool more = machine_frame(m, g, &f, true); more && n < room; more = machine_frame(m, g, &f, false)) {
		if (!(f.code.func->flags & FN_WRAPPER) && skip-- <= 0)
			dst[n++] = f.pc == f.lookup_pc ? f.pc + sizeof(Ins) : f.pc;
		if (f.called_by_panic && n < room && skip-- <= 0)
			dst[n++] = image_stub(m->base, OP_PANICNX);
	}
	if (n < room && g->id == 1 && skip-- <= 0)
		dst[n++] = image_stub(m->base, OP_INITEND);
	if (n < room && skip-- <= 0)
		dst[n++] = image_stub(m->base, OP_GOEND);
	return n;
}

/* w: skip, dst slice, result. The native's own frame is not counted; Go's below the first function are. */
Flow rt_callers(Machine *m, uint64_t *w)
{
	GorInfo g;

	w[4] = machine_goroutine_by_id(m, machine_current(m), &g)
		       ? native_callers(m, &g, (int64_t)w[0] + 1, at(w[1]), w[2]) : 0;
	if (w[4])
		card_mark_range(w[1], w[4] * 8);
	return FLOW_NEXT;
}

const CodeFunc *native_place(const Machine *m, uint64_t pc, StrBuf *name, StrBuf *file, uint64_t *line)
{
	CodeAt code;
	StrBuf full = { 0 };

	*line = 0;
	if (stub_name(m, pc)) {
		sb_add(name, stub_name(m, pc));
		return NULL;
	}
	if (!hull_ok(pc) || !machine_code_at(m, pc, &code) || (code.func->flags & FN_STUB))
		return NULL;
	code_name(&code, &full);
	add_runtime_name(name, sb_text(&full));
	sb_free(&full);
	code_path(m, &code, file);
	*line = code.line ? code.line->line : code.func->line;
	return code.func;
}

/* Function, file and line of a pc into five words. */
static bool describe_pc(Machine *m, uint64_t pc, uint64_t *out, const CodeFunc **fn)
{
	StrBuf file = { 0 }, name = { 0 };
	bool ok;

	*fn = native_place(m, pc, &name, &file, &out[4]);
	ok = native_string(m, name.data, name.len, out) && native_string(m, file.data, file.len, out + 2);
	sb_free(&name);
	sb_free(&file);
	return ok;
}

Flow rt_where(Machine *m, uint64_t *w)
{
	const CodeFunc *fn;
	uint64_t pc = w[0];

	if (!describe_pc(m, stub_name(m, pc) ? pc : pc - sizeof(Ins), w + 1, &fn))
		return FLOW_STOP;
	w[6] = fn ? fn->entry : 0;
	return FLOW_NEXT;
}

Flow rt_func_at(Machine *m, uint64_t *w)
{
	const CodeFunc *fn;
	uint64_t pc = w[0], entry;

	if (machine_segment_of(m, pc) != SEGMENT_CODE && machine_read(m, pc, &entry, 8))
		pc = entry;	/* a func value */
	if (!describe_pc(m, pc, w + 1, &fn))
		return FLOW_STOP;
	if (!fn || !(fn->flags & FN_WRAPPER) || fn->flags & FN_EXPRESSION)
		return FLOW_NEXT;
	w[5] = 1;	/* no file has it: by this name and line Go's programs know methods that are promoted */
	return native_string(m, "<autogenerated>", strlen("<autogenerated>"), w + 3) ? FLOW_NEXT : FLOW_STOP;
}

/* w: level. */
Flow rt_traceback_level(Machine *m, uint64_t *w)
{
	traceback_level(m, at(w[0]), w[1]);
	return FLOW_NEXT;
}

Flow rt_stack(Machine *m, uint64_t *w)
{
	StrBuf text = { 0 };
	uint64_t n;

	traceback(m, &text, w[3] != 0, false);
	n = text.len < w[1] ? text.len : w[1];
	memcpy(at(w[0]), text.data, n);
	if (n)
		card_mark_range(w[0], n);
	w[4] = n;
	sb_free(&text);
	return FLOW_NEXT;
}
