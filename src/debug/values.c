/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as data: read from memory by their type descriptor, with limits on length and depth. */
#include "debug/expr.h"

#include "base/mem.h"
#include "base/utf8.h"

/* Types whose printers are at work: within what they give such values are shown as they are. */
typedef struct Saying { uint64_t type; const struct Saying *outer; } Saying;

typedef struct Reader {
	DebugSession *s;
	const Saying *saying;
	unsigned depth;
	const uint8_t *local;		/* bytes of ours instead of the program's memory, from local_base on */
	uint64_t local_base, local_len;
	bool in_interface;		/* one level of what an interface points at is shown */
} Reader;

static const TypeDesc *desc(uint64_t type)
{
	return (const TypeDesc *)type;
}

static bool fetch(Reader *r, uint64_t addr, void *out, size_t n)
{
	if (r->local && addr - r->local_base < r->local_len && addr - r->local_base + n <= r->local_len) {
		memcpy(out, r->local + (addr - r->local_base), n);
		return true;
	}
	return machine_read(r->s->machine, addr, out, n);
}

static const char *go_text(DebugSession *s, GoString g)
{
	return arena_strndup(s->values, (const char *)g.ptr, g.len);
}

DebugValue *value_new(DebugSession *s, DebugKind kind, const char *type)
{
	DebugValue *v = arena_make(s->values, DebugValue);

	v->kind = kind;
	v->type = type;
	return v;
}

const DebugValue *value_int(DebugSession *s, int64_t n)
{
	DebugValue *v = value_new(s, DEBUG_INT, "int");

	v->size = 8;
	v->bits = (uint64_t)n;
	return v;
}

static const DebugValue *read_at(Reader *r, uint64_t type, uint64_t addr);

enum { ORIGIN_BYTES = 1 << 20 };	/* more is not kept */

static const DebugValue *with_origin(Reader *r, const DebugValue *value, uint64_t type, uint64_t addr, Type *t)
{
	Origin *o = arena_make(r->s->values, Origin);
	DebugValue *v = arena_copy(r->s->values, value, sizeof *value);

	*o = (Origin){ .desc = desc(type), .program = r->s->program, .type = t };
	if (v->size <= ORIGIN_BYTES) {
		void *bytes = arena_alloc(r->s->values, v->size + 8);

		memset(bytes, 0, v->size + 8);
		if (fetch(r, addr, bytes, v->size))
			o->bytes = bytes;
	}
	v->private = o;
	return v;
}

/* ---- scalars ---- */

static void read_integer(Reader *r, DebugValue *v, uint64_t addr, bool is_signed)
{
	uint64_t bits = 0;
	unsigned shift = 64 - 8 * v->size;

	fetch(r, addr, &bits, v->size);
	v->bits = is_signed ? (uint64_t)((int64_t)(bits << shift) >> shift) : bits;
}

static void read_float(Reader *r, DebugValue *v, uint64_t addr)
{
	float f;
	double d = 0;

	if (v->size == 4) {
		f = 0;
		fetch(r, addr, &f, 4);
		d = f;
	} else {
		fetch(r, addr, &d, 8);
	}
	memcpy(&v->bits, &d, 8);
}

static void read_complex(Reader *r, DebugValue *v, uint64_t addr)
{
	double parts[2] = { 0, 0 };
	float narrow[2] = { 0, 0 };

	if (v->size == 8) {
		fetch(r, addr, narrow, 8);
		parts[0] = narrow[0];
		parts[1] = narrow[1];
	} else {
		fetch(r, addr, parts, 16);
	}
	memcpy(&v->bits, &parts[0], 8);
	memcpy(&v->bits2, &parts[1], 8);
}

/* ---- limits ---- */

enum { MOST_ELEMENTS = 1 << 20, MOST_BYTES = 64 << 20, CHUNK = 4096 };

/* How many elements or characters of a row are shown. A long run counts as `repeats` and is shown whole when it begins within the limit;
 * before it is known to be one, the last `run` ones may be read for nothing. */
typedef struct Count {
	const DebugLimits *limits;
	uint64_t seen, run;
	uint64_t things, before;	/* that count so far, and that did when the run began */
	uint64_t shown;
} Count;

/* One more, the same as the last one or not; false: it need not be looked at further. */
static bool counts(Count *c, bool same)
{
	uint64_t limit = c->limits->elements ? c->limits->elements : UINT64_MAX, repeats = c->limits->repeats;

	if (!same && c->things >= limit)
		return false;
	c->seen++;
	c->run = same ? c->run + 1 : 1;
	c->before = same ? c->before : c->things;
	if (repeats && c->run > repeats) {
		c->things = c->before + repeats;
		c->shown = c->seen;
	} else if (c->things < limit) {
		c->things++;
		c->shown = c->seen;
	} else {
		return repeats != 0;
	}
	return true;
}

/* A row of characters: as far as they have come, and where those that are shown end. */
typedef struct Characters { Count count; size_t at, end; int last; bool over; } Characters;

/* Of more text, as far as whole characters go, unless it is the rest. */
static void count_characters(Characters *c, const StrBuf *text, bool rest)
{
	int width;

	while (!c->over && c->at < text->len && (rest || text->len - c->at >= UTF8_MAX)) {
		const char *p = text->data + c->at;

		utf8_decode(p, text->len - c->at, &width);
		c->over = !counts(&c->count, c->last == width && memcmp(p - width, p, (size_t)width) == 0);
		c->last = width;
		c->at += c->over ? 0 : (size_t)width;
		if (c->count.shown == c->count.seen)
			c->end = c->at;
	}
}

static void read_string(Reader *r, DebugValue *v, uint64_t addr)
{
	uint64_t parts[2] = { 0, 0 };
	StrBuf text = { 0 };
	Characters c = { .count.limits = &r->s->limits };

	fetch(r, addr, parts, 16);
	v->bits = parts[0];
	v->len = parts[1];
	while (text.len < v->len && text.len < MOST_BYTES && !c.over) {
		size_t chunk = v->len - text.len < CHUNK ? v->len - text.len : CHUNK;

		if (!machine_read(r->s->machine, parts[0] + text.len, sb_room(&text, chunk), chunk))
			break;
		text.len += chunk;
		count_characters(&c, &text, text.len == v->len);
	}
	v->text = arena_strndup(r->s->values, sb_text(&text), c.end);
	v->nchildren = c.end;
	sb_free(&text);
}

static void read_pointer(Reader *r, DebugValue *v, uint64_t addr)
{
	fetch(r, addr, &v->bits, 8);
}

static void read_function(Reader *r, DebugValue *v, uint64_t addr)
{
	uint64_t code = 0;
	CodeAt at;

	fetch(r, addr, &v->bits, 8);
	if (v->bits && machine_read(r->s->machine, v->bits, &code, 8) && machine_code_at(r->s->machine, code, &at))
		v->text = image_text(at.image, at.func->name);
}

/* ---- composites ---- */

static void set_children(Reader *r, DebugValue *v, const DebugValue **list, size_t n)
{
	v->children = arena_copy(r->s->values, list, n * sizeof *list);
	v->nchildren = n;
}

static void read_struct(Reader *r, DebugValue *v, const TypeDesc *t, uint64_t addr)
{
	const FieldDesc *f = (const FieldDesc *)t->fields.ptr;
	size_t n = t->fields.len;
	const DebugValue **list = arena_make_n(r->s->values, const DebugValue *, n + 1);
	const char **names = arena_make_n(r->s->values, const char *, n + 1);

	for (size_t i = 0; i < n; i++) {
		names[i] = go_text(r->s, f[i].name);
		list[i] = read_at(r, f[i].type, addr + f[i].offset);
	}
	v->names = names;
	v->children = list;
	v->nchildren = n;
}

static void read_elements(Reader *r, DebugValue *v, uint64_t elem, uint64_t addr, uint64_t len)
{
	size_t size = desc(elem)->size;
	uint8_t *before = mem_alloc(size + 1), *now = mem_alloc(size + 1), *other;
	VEC(const DebugValue *) list = { 0 };
	const DebugValue *last = NULL;
	Count count = { .limits = &r->s->limits };

	for (uint64_t i = 0; i < len && i < MOST_ELEMENTS; i++) {
		bool there = fetch(r, addr + i * size, now, size), same = i && there && memcmp(now, before, size) == 0;

		if (!counts(&count, same))
			break;
		last = same ? last : read_at(r, elem, addr + i * size);
		vec_push(&list, last);
		other = before;
		before = now;
		now = other;
	}
	set_children(r, v, list.data, count.shown);
	vec_free(&list);
	mem_free(before);
	mem_free(now);
}

static void read_slice(Reader *r, DebugValue *v, const TypeDesc *t, uint64_t addr)
{
	uint64_t parts[3] = { 0, 0, 0 };

	fetch(r, addr, parts, 24);
	v->bits = parts[0];
	v->len = parts[1];
	v->cap = parts[2];
	read_elements(r, v, t->elem, parts[0], parts[1]);
}

typedef struct MapWalk { Reader *r; const TypeDesc *t; VEC(const DebugValue *) list; unsigned limit; } MapWalk;

static bool map_entry(void *ctx, uint64_t key, uint64_t elem)
{
	MapWalk *w = ctx;

	if (w->limit && w->list.len / 2 >= w->limit)
		return false;
	vec_push(&w->list, read_at(w->r, w->t->key, key));
	vec_push(&w->list, read_at(w->r, w->t->elem, elem));
	return true;
}

/* Entries in order of key where keys have one, so that what is shown does not depend on chance. */
static int key_order(const void *a, const void *b)
{
	const DebugValue *x = *(const DebugValue *const *)a, *y = *(const DebugValue *const *)b;

	if (x->kind == DEBUG_STRING && y->kind == DEBUG_STRING)
		return strcmp(x->text, y->text);
	if (x->kind == DEBUG_FLOAT) {
		double a1, b1;

		memcpy(&a1, &x->bits, 8);
		memcpy(&b1, &y->bits, 8);
		return a1 < b1 ? -1 : a1 > b1;
	}
	if (x->kind == DEBUG_INT)
		return (int64_t)x->bits < (int64_t)y->bits ? -1 : (int64_t)x->bits > (int64_t)y->bits;
	return x->bits < y->bits ? -1 : x->bits > y->bits;
}

static void read_map(Reader *r, DebugValue *v, const TypeDesc *t, uint64_t type, uint64_t addr)
{
	MapWalk w = { .r = r, .t = t, .limit = r->s->limits.elements };

	fetch(r, addr, &v->bits, 8);
	if (!v->bits) {
		v->len = 0;
		return;
	}
	v->len = machine_map_entries(r->s->machine, v->bits, type, map_entry, &w);
	/* Keys and values alternate: pairs are sorted as wholes. */
	if (w.list.len)
		qsort(w.list.data, w.list.len / 2, 2 * sizeof *w.list.data, key_order);
	set_children(r, v, w.list.data, w.list.len);
	vec_free(&w.list);
}

/* An interface follows one level: a pointer in it comes with the struct it points at. */
static const DebugValue *with_target(Reader *r, const DebugValue *pointer, uint64_t type)
{
	DebugValue *v = arena_copy(r->s->values, pointer, sizeof *pointer);
	Reader plain = { .s = r->s, .saying = r->saying, .depth = r->depth };
	const DebugValue *target;

	if (r->in_interface || !desc(type)->elem || desc(desc(type)->elem)->kind != KIND_STRUCT)
		return pointer;
	plain.in_interface = true;
	target = read_at(&plain, desc(type)->elem, v->bits);
	set_children(r, v, &target, 1);
	return v;
}

static void read_interface(Reader *r, DebugValue *v, const TypeDesc *t, uint64_t addr)
{
	uint64_t parts[2] = { 0, 0 }, type;
	const DebugValue *child;

	fetch(r, addr, parts, 16);
	type = parts[0];
	if (type && t->methods.len)
		type = ((const Itab *)type)->type;
	v->bits = parts[1];
	if (!type)
		return;
	addr = desc(type)->flags & TD_DIRECT ? addr + 8 : parts[1];
	child = with_origin(r, read_at(r, type, addr), type, addr, NULL);
	if (child->kind == DEBUG_POINTER && child->bits)
		child = with_target(r, child, type);
	set_children(r, v, &child, 1);
}

static void read_chan(Reader *r, DebugValue *v, uint64_t addr)
{
	Reader plain = { .s = r->s, .saying = r->saying, .depth = r->depth };
	unsigned limit = r->s->limits.elements;
	const DebugValue **list;
	ChanInfo c;
	uint64_t n;

	fetch(r, addr, &v->bits, 8);
	if (!machine_chan(r->s->machine, v->bits, &c))
		return;
	v->len = c.len;
	v->cap = c.cap;
	n = limit && c.len > limit ? limit : c.len;
	list = arena_make_n(r->s->values, const DebugValue *, n + 1);
	for (uint64_t i = 0; i < n; i++)
		list[i] = read_at(&plain, c.elem_type, machine_chan_elem(r->s->machine, v->bits, i));
	v->children = list;
	v->nchildren = n;
}

/* ---- one value ---- */

static DebugKind kind_of(const TypeDesc *t)
{
	switch (t->kind) {
	case KIND_BOOL: return DEBUG_BOOL;
	case KIND_INT: case KIND_INT8: case KIND_INT16: case KIND_INT32: case KIND_INT64: return DEBUG_INT;
	case KIND_UINT: case KIND_UINT8: case KIND_UINT16: case KIND_UINT32: case KIND_UINT64:
	case KIND_UINTPTR: return DEBUG_UINT;
	case KIND_FLOAT32: case KIND_FLOAT64: return DEBUG_FLOAT;
	case KIND_COMPLEX64: case KIND_COMPLEX128: return DEBUG_COMPLEX;
	case KIND_STRING: return DEBUG_STRING;
	case KIND_POINTER: case KIND_UNSAFE_POINTER: return DEBUG_POINTER;
	case KIND_FUNC: return DEBUG_FUNC;
	case KIND_STRUCT: return DEBUG_STRUCT;
	case KIND_ARRAY: return DEBUG_ARRAY;
	case KIND_SLICE: return DEBUG_SLICE;
	case KIND_MAP: return DEBUG_MAP;
	case KIND_INTERFACE: return DEBUG_INTERFACE;
	case KIND_CHAN: return DEBUG_CHAN;
	default: return DEBUG_VOID;
	}
}

static void read_contents(Reader *r, DebugValue *v, const TypeDesc *t, uint64_t type, uint64_t addr)
{
	switch (v->kind) {
	case DEBUG_BOOL: case DEBUG_UINT: read_integer(r, v, addr, false); break;
	case DEBUG_INT: read_integer(r, v, addr, true); break;
	case DEBUG_FLOAT: read_float(r, v, addr); break;
	case DEBUG_COMPLEX: read_complex(r, v, addr); break;
	case DEBUG_STRING: read_string(r, v, addr); break;
	case DEBUG_FUNC: read_function(r, v, addr); break;
	case DEBUG_STRUCT: read_struct(r, v, t, addr); break;
	case DEBUG_ARRAY:
		v->len = t->len;
		read_elements(r, v, t->elem, addr, t->len);
		break;
	case DEBUG_SLICE: read_slice(r, v, t, addr); break;
	case DEBUG_MAP: read_map(r, v, t, type, addr); break;
	case DEBUG_INTERFACE: read_interface(r, v, t, addr); break;
	case DEBUG_CHAN: read_chan(r, v, addr); break;
	default: read_pointer(r, v, addr); break;
	}
}

/* ---- what values say of themselves ---- */

static bool is_time(const TypeDesc *t)
{
	static const char *const names[] = { "time.Time", "time.Duration", "time.Month", "time.Weekday" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (t->link.len == strlen(names[i]) && memcmp((const void *)t->link.ptr, names[i], t->link.len) == 0)
			return true;
	return false;
}

/* Where it lies in the machine, or is copied to. */
static bool machine_place(Reader *r, const TypeDesc *t, uint64_t addr, uint64_t *word)
{
	uint8_t bytes[256];

	if (!r->local) {
		*word = addr;
		return true;
	}
	return t->size <= sizeof bytes && fetch(r, addr, bytes, t->size) && machine_eval_place(r->s->machine, bytes, t->size, word);
}

/* The word that an interface with the value would hold. */
static bool data_word(Reader *r, const TypeDesc *t, uint64_t addr, uint64_t *word)
{
	return t->flags & TD_DIRECT ? fetch(r, addr, word, 8) && *word : machine_place(r, t, addr, word);
}

/* Two words that a function of one gives; false: it panicked. */
static bool ask_function(DebugSession *s, uint64_t code, uint64_t word, uint64_t *words)
{
	bool ok;

	s->saying = true;
	ok = machine_eval_method(s->machine, code, word, words);
	s->saying = false;
	return ok;
}

/* NULL: it is not there, or too long to be one. */
static const char *copy_text(DebugSession *s, const uint64_t *string)
{
	enum { LONGEST = 1 << 20 };
	char *copy;

	if (string[1] >= LONGEST)
		return NULL;
	copy = arena_alloc(s->values, string[1] + 1);
	if (string[1] && !machine_read(s->machine, string[0], copy, string[1]))
		return NULL;
	copy[string[1]] = '\0';
	return copy;
}

/* What an interface holds that the printer of this type gave. NULL: there is no room for it. */
static const DebugValue *printed_value(Reader *r, uint64_t type, const uint64_t *interface)
{
	Saying saying = { type, r->saying };
	Reader inner = { .s = r->s, .saying = &saying, .depth = r->depth };
	uint64_t dynamic = interface[0], addr = interface[1];

	if (!dynamic)
		return value_new(r->s, DEBUG_NIL, "nil");
	if (desc(dynamic)->flags & TD_DIRECT && !machine_eval_place(r->s->machine, &interface[1], 8, &addr))
		return NULL;
	return read_at(&inner, dynamic, addr);
}

static const Printer *printer_for(const Reader *r, uint64_t type)
{
	for (const Saying *at = r->saying; at; at = at->outer)
		if (at->type == type)
			return NULL;
	return r->s->say_times ? printer_of(r->s, desc(type)) : NULL;
}

/* What a printer makes of a value, or one of its methods says of it; nothing, when that panics. */
static void say(Reader *r, DebugValue *v, uint64_t type, uint64_t addr)
{
	DebugSession *s = r->s;
	const TypeDesc *t = desc(type);
	const Printer *p = s->saying ? NULL : printer_for(r, type);
	uint64_t word = 0, given[2], code;

	if (p) {
		if (!machine_place(r, t, addr, &word) || !ask_function(s, p->code, word, given))
			return;
		if (p->is_text)
			v->said = copy_text(s, given);
		else
			v->shown = printed_value(r, type, given);
		return;
	}
	if (s->saying || (!s->say_all && !(s->say_times && is_time(t))))
		return;
	code = machine_text_method(s->machine, type);
	if (code && data_word(r, t, addr, &word) && ask_function(s, code, word, given))
		v->said = copy_text(s, given);
}

static bool no_entry(void *ctx, uint64_t key, uint64_t elem)
{
	(void)ctx;
	(void)key;
	(void)elem;
	return false;
}

/* Of what lies too deep: that it is there, and how long. False: it is no aggregate. */
static bool read_head(Reader *r, DebugValue *v, const TypeDesc *t, uint64_t type, uint64_t addr)
{
	uint64_t parts[3] = { 0, 0, 0 };
	ChanInfo c;

	switch (v->kind) {
	case DEBUG_STRUCT: return true;
	case DEBUG_ARRAY: v->len = t->len; return true;
	case DEBUG_SLICE:
		fetch(r, addr, parts, 24);
		v->bits = parts[0];
		v->len = parts[1];
		v->cap = parts[2];
		return true;
	case DEBUG_MAP:
		fetch(r, addr, &v->bits, 8);
		v->len = v->bits ? machine_map_entries(r->s->machine, v->bits, type, no_entry, NULL) : 0;
		return true;
	case DEBUG_CHAN:
		fetch(r, addr, &v->bits, 8);
		v->len = machine_chan(r->s->machine, v->bits, &c) ? c.len : 0;
		return true;
	default:
		return false;
	}
}

static const DebugValue *read_at(Reader *r, uint64_t type, uint64_t addr)
{
	const TypeDesc *t = desc(type);
	DebugValue *v = value_new(r->s, kind_of(t), go_text(r->s, t->str));

	v->size = (unsigned)t->size;
	v->addr = addr;
	v->addressable = !r->local;
	if (r->depth >= r->s->limits.depth && read_head(r, v, t, type, addr))
		return v;
	r->depth++;
	read_contents(r, v, t, type, addr);
	r->depth--;
	say(r, v, type, addr);
	return v;
}

const DebugValue *value_read(DebugSession *s, uint64_t type, uint64_t addr)
{
	Reader r = { .s = s };

	return with_origin(&r, read_at(&r, type, addr), type, addr, NULL);
}

static DebugValue *read_row(Reader *r, uint64_t elem, uint64_t addr, uint64_t n)
{
	DebugValue *v = value_new(r->s, DEBUG_ARRAY, arena_printf(r->s->values, "[%lu]%s", (unsigned long)n,
								  go_text(r->s, desc(elem)->str)));

	v->len = n;
	v->size = (unsigned)(n * desc(elem)->size);
	read_elements(r, v, elem, addr, n);
	return v;
}

const DebugValue *value_row(DebugSession *s, uint64_t elem, uint64_t addr, uint64_t n)
{
	Reader r = { .s = s };
	DebugValue *v = read_row(&r, elem, addr, n);

	v->addr = addr;
	v->addressable = true;
	return with_origin(&r, v, elem, addr, NULL);
}

const DebugValue *value_row_bytes(DebugSession *s, uint64_t elem, const void *bytes, uint64_t n)
{
	Reader r = { .s = s, .local = bytes, .local_base = 1ULL << 62, .local_len = n * desc(elem)->size };

	return read_row(&r, elem, r.local_base, n);
}

/* Bytes in our own memory, as an evaluation returned them; they have no address. */
const DebugValue *value_bytes(DebugSession *s, uint64_t type, const void *bytes, Type *t)
{
	Reader r = { .s = s, .local = bytes, .local_base = 1ULL << 62, .local_len = desc(type)->size + 8 };

	return with_origin(&r, read_at(&r, type, r.local_base), type, r.local_base, t);
}

const DebugValue *debug_results(DebugSession *s, const DebugValue *const *list, size_t n)
{
	DebugValue *v = value_new(s, DEBUG_RESULTS, "results");

	v->children = arena_copy(s->values, list, n * sizeof *list);
	v->len = v->nchildren = n;
	return v;
}

const void *debug_value_bytes(const DebugValue *v)
{
	const Origin *o = v->private;

	return o ? o->bytes : NULL;
}

/* Numbers that the debugger has computed itself are of no program's memory. */
const void *value_memory(const DebugValue *v)
{
	bool number = v->kind == DEBUG_BOOL || v->kind == DEBUG_INT || v->kind == DEBUG_FLOAT;

	return v->private ? debug_value_bytes(v) : number && v->size && v->size <= sizeof v->bits ? &v->bits : NULL;
}

/* ---- history and convenience variables ---- */

void value_hold(DebugSession *s, const DebugValue *v)
{
	const Origin *o = v ? v->private : NULL;
	uint64_t word;

	if (!s->machine || !s->evaluated || !o || !o->bytes || !o->desc || !o->desc->ptr_bytes || v->kind == DEBUG_STRING)
		return;
	for (uint64_t i = 0; i + sizeof word <= v->size; i += sizeof word) {
		memcpy(&word, (const char *)o->bytes + i, sizeof word);
		if (!machine_eval_owns(s->machine, word))
			continue;
		image_held(s, s->evaluated);
		machine_eval_hold(s->machine, s->evaluated);
		s->evaluated = NULL;
		return;
	}
}

unsigned debug_history_add(DebugSession *s, const DebugValue *v)
{
	value_hold(s, v);
	vec_push(&s->history, v);
	s->stored++;
	return (unsigned)s->history.len;
}

const DebugValue *debug_history(DebugSession *s, int n)
{
	int64_t i = n > 0 ? n : (int64_t)s->history.len + n;

	return i >= 1 && i <= (int64_t)s->history.len ? s->history.data[i - 1] : NULL;
}

unsigned debug_history_count(const DebugSession *s)
{
	return (unsigned)s->history.len;
}

/* To be given a value. */
static Convenience *variable(DebugSession *s, const char *name)
{
	s->stored++;
	vec_each(&s->vars, v)
		if (strcmp(v->name, name) == 0)
			return v;
	vec_push(&s->vars, ((Convenience){ arena_strdup(s->values, name), NULL }));
	return &vec_last(&s->vars);
}

void debug_set_void(DebugSession *s, const char *name)
{
	set_variable(s, name, NULL);
}

void debug_set_int(DebugSession *s, const char *name, int64_t value)
{
	variable(s, name)->value = value_int(s, value);
}

const DebugValue *value_pointer(DebugSession *s, const char *type, uint64_t addr)
{
	DebugValue *v = value_new(s, DEBUG_POINTER, type);

	v->size = 8;
	v->bits = addr;
	return v;
}

void debug_set_pointer(DebugSession *s, const char *name, const char *type, uint64_t addr)
{
	variable(s, name)->value = value_pointer(s, arena_strdup(s->values, type), addr);
}

const DebugValue *debug_get_var(DebugSession *s, const char *name)
{
	vec_each(&s->vars, v)
		if (strcmp(v->name, name) == 0)
			return v->value;
	return NULL;
}

size_t debug_convenience(DebugSession *s, const char *const **names)
{
	const char **list = arena_make_n(s->scratch, const char *, s->vars.len + 1);

	for (size_t i = 0; i < s->vars.len; i++)
		list[i] = s->vars.data[i].name;
	*names = list;
	return s->vars.len;
}

void set_variable(DebugSession *s, const char *name, const DebugValue *v)
{
	value_hold(s, v);
	variable(s, name)->value = v;
}
