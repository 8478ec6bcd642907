/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Type descriptors, itabs and string literals in rodata, each once: found in a library image by
 * link string, or made here. A descriptor's symbol is defined before its parts are made, so recursive
 * types end; methods are filled in last, because they name functions.
 */
#include <stdio.h>
#include <string.h>

#include "base/exact.h"
#include "compile/compile_int.h"

static TypeDesc *desc_at(Compiler *c, uint64_t addr)
{
	return image_at(c->im, addr);
}

static uint64_t find_symbol(Compiler *c, const char *name, size_t len)
{
	uint64_t addr = image_lookup(c->im, name, len);

	for (size_t i = 0; i < c->in->nlibs && !addr; i++)
		addr = image_lookup(c->in->libs[i], name, len);
	return addr;
}

/* For who looks at rodata; by place and length, because its bytes may be no name. */
static void define_literal(Compiler *c, uint64_t addr, size_t n)
{
	char name[48];
	int len = snprintf(name, sizeof name, "str:%lx:%zu", (unsigned long)addr, n);

	image_define(c->im, name, (size_t)len, addr);
}

uint64_t desc_string(Compiler *c, const char *bytes, size_t n)
{
	uint64_t *have;
	char *copy;

	if (n == 0)
		return 0;
	have = strmap_find(&c->strings, bytes, n);
	if (have)
		return *have;
	copy = arena_copy(c->arena, bytes, n);
	uint64_t addr = image_rodata(c->im, bytes, n, 1);

	strmap_put(&c->strings, copy, n, addr);
	if (c->in->part == PART_USER)
		define_literal(c, addr, n);
	return addr;
}

static GoString go_string(Compiler *c, const char *text, size_t n)
{
	return (GoString){ desc_string(c, text, n), n };
}

static GoString c_string(Compiler *c, const char *text)
{
	return go_string(c, text, strlen(text));
}

static GoString sym_string(Compiler *c, const Sym *s)
{
	return s ? go_string(c, s->text, s->len) : (GoString){ 0, 0 };
}

uint64_t desc_zeros(Compiler *c, uint64_t bytes)
{
	if (bytes <= c->im->zeros_size && c->im->zeros)
		return c->im->zeros;
	for (size_t i = 0; i < c->in->nlibs; i++)
		if (bytes <= c->in->libs[i]->zeros_size)
			return c->in->libs[i]->zeros;
	c->im->zeros_size = bytes < 1024 ? 1024 : bytes;
	c->im->zeros = image_rodata(c->im, NULL, c->im->zeros_size, 16);
	return c->im->zeros;
}

/* ---- facts about a type ---- */

bool rep_direct(Rep *r)
{
	return type_is_pointer_shaped(r->type);
}

static uint8_t kind_of(Type *t)
{
	static const uint8_t basic[] = {
		[BASIC_BOOL] = KIND_BOOL, [BASIC_INT] = KIND_INT, [BASIC_INT8] = KIND_INT8,
		[BASIC_INT16] = KIND_INT16, [BASIC_INT32] = KIND_INT32, [BASIC_INT64] = KIND_INT64,
		[BASIC_UINT] = KIND_UINT, [BASIC_UINT8] = KIND_UINT8, [BASIC_UINT16] = KIND_UINT16,
		[BASIC_UINT32] = KIND_UINT32, [BASIC_UINT64] = KIND_UINT64, [BASIC_UINTPTR] = KIND_UINTPTR,
		[BASIC_FLOAT32] = KIND_FLOAT32, [BASIC_FLOAT64] = KIND_FLOAT64,
		[BASIC_COMPLEX64] = KIND_COMPLEX64, [BASIC_COMPLEX128] = KIND_COMPLEX128,
		[BASIC_STRING] = KIND_STRING, [BASIC_UNSAFE_POINTER] = KIND_UNSAFE_POINTER,
		[BASIC_UNTYPED_BOOL] = KIND_BOOL, [BASIC_UNTYPED_INT] = KIND_INT,
		[BASIC_UNTYPED_RUNE] = KIND_INT32, [BASIC_UNTYPED_FLOAT] = KIND_FLOAT64,
		[BASIC_UNTYPED_COMPLEX] = KIND_COMPLEX128, [BASIC_UNTYPED_STRING] = KIND_STRING,
		[BASIC_UNTYPED_NIL] = KIND_UNSAFE_POINTER,
	};

	t = type_under(t);
	switch (t->kind) {
	case TYPE_BASIC: return basic[t->basic.kind];
	case TYPE_POINTER: return KIND_POINTER;
	case TYPE_SLICE: return KIND_SLICE;
	case TYPE_ARRAY: return KIND_ARRAY;
	case TYPE_MAP: return KIND_MAP;
	case TYPE_CHAN: return KIND_CHAN;
	case TYPE_STRUCT: return KIND_STRUCT;
	case TYPE_FUNC: return KIND_FUNC;
	case TYPE_INTERFACE: return KIND_INTERFACE;
	default: return KIND_INVALID;
	}
}

bool memory_equal(Compiler *c, Type *t)
{
	Type *u = type_under(t);
	int64_t end = 0;

	switch (u->kind) {
	case TYPE_BASIC:
		return !(type_basic_flags(u) & (BF_FLOAT | BF_COMPLEX | BF_STRING));
	case TYPE_POINTER: case TYPE_CHAN:
		return true;
	case TYPE_ARRAY:
		return memory_equal(c, u->array.elem);
	case TYPE_STRUCT:
		for (uint32_t i = 0; i < u->strct.nfields; i++) {
			Object *field = u->strct.fields[i];

			if (field->name == c->blank || !memory_equal(c, obj_type(field)) ||
			    type_field_offset(c->types, u, i) != end)
				return false;
			end += type_size(c->types, obj_type(field));
		}
		return end == type_size(c->types, u);
	default:
		return false;
	}
}

static uint8_t flags_of(Compiler *c, Rep *r)
{
	Type *t = r->type, *u = type_under(t);
	uint8_t flags = 0;

	if (t->kind == TYPE_NAMED || t->kind == TYPE_BASIC)
		flags |= TD_NAMED;
	if (rep_direct(r))
		flags |= TD_DIRECT;
	if (type_comparable(t))
		flags |= TD_COMPARABLE;
	if (type_comparable(t) && memory_equal(c, t))
		flags |= TD_MEMEQUAL;
	if (u->kind == TYPE_FUNC && u->func.variadic)
		flags |= TD_VARIADIC;
	return flags;
}

enum { MASK_WORDS_LIMIT = 8192 };

static void add_mask(Compiler *c, uint64_t addr, Rep *r)
{
	uint64_t words = (uint64_t)type_ptrdata(c->types, r->type) / 8, mask;

	desc_at(c, addr)->ptr_bytes = words * 8;
	if (!words)
		return;
	if (words > MASK_WORDS_LIMIT) {
		desc_at(c, addr)->flags |= TD_NO_MASK;
		return;
	}
	mask = image_rodata(c->im, r->mask, (words + 7) / 8, 1);
	desc_at(c, addr)->gcmask = mask;
}

/* ---- parts ---- */

static void add_fields(Compiler *c, uint64_t addr, Type *st)
{
	uint32_t n = st->strct.nfields;
	FieldDesc *fields = arena_make_n(c->arena, FieldDesc, n + 1);
	uint64_t at;

	for (uint32_t i = 0; i < n; i++) {
		Object *o = st->strct.fields[i];

		fields[i] = (FieldDesc){
			.name = sym_string(c, o->name), .type = desc_of(c, rep_of(c, obj_type(o))),
			.pkg_path = obj_exported(o) || !o->pkg ? (GoString){ 0, 0 } : sym_string(c, o->pkg->path),
			.offset = (uint64_t)type_field_offset(c->types, st, i),
			.tag = sym_string(c, st->strct.tags ? st->strct.tags[i] : NULL),
			.embedded = (o->flags & OBJF_EMBEDDED) != 0,
		};
	}
	at = image_rodata(c->im, fields, n * sizeof *fields, 8);
	desc_at(c, addr)->fields = (GoSlice){ at, n, n };
}

static void add_signature(Compiler *c, uint64_t addr, Type *sig)
{
	uint32_t np = sig->func.params->tuple.n, nr = sig->func.results->tuple.n;
	uint64_t *types = arena_make_n(c->arena, uint64_t, np + nr + 1), at;

	for (uint32_t i = 0; i < np; i++)
		types[i] = desc_of(c, rep_of(c, obj_type(sig->func.params->tuple.vars[i])));
	for (uint32_t i = 0; i < nr; i++)
		types[np + i] = desc_of(c, rep_of(c, obj_type(sig->func.results->tuple.vars[i])));
	at = image_rodata(c->im, types, (np + nr) * sizeof *types, 8);
	desc_at(c, addr)->funcs = (GoSlice){ at, np + nr, np + nr };
	desc_at(c, addr)->len = np;
}

static void add_parts(Compiler *c, uint64_t addr, Type *u)
{
	uint64_t elem = 0, key = 0;

	switch (u->kind) {
	case TYPE_POINTER: elem = desc_of(c, rep_of(c, u->pointer.elem)); break;
	case TYPE_SLICE: elem = desc_of(c, rep_of(c, u->slice.elem)); break;
	case TYPE_ARRAY: elem = desc_of(c, rep_of(c, u->array.elem)); break;
	case TYPE_CHAN: elem = desc_of(c, rep_of(c, u->chan.elem)); break;
	case TYPE_MAP:
		elem = desc_of(c, rep_of(c, u->map.elem));
		key = desc_of(c, rep_of(c, u->map.key));
		break;
	case TYPE_STRUCT: add_fields(c, addr, u); break;
	case TYPE_FUNC: add_signature(c, addr, u); break;
	default: break;
	}
	desc_at(c, addr)->elem = elem;
	desc_at(c, addr)->key = key;
	if (u->kind == TYPE_ARRAY)
		desc_at(c, addr)->len = (uint64_t)u->array.len;
	if (u->kind == TYPE_CHAN)
		desc_at(c, addr)->chan_dir = u->chan.dir == CHAN_BOTH ? 3 : u->chan.dir == CHAN_SEND ? 2 : 1;
	if (u->kind == TYPE_POINTER && desc_at(c, elem))
		desc_at(c, elem)->ptr_to = addr;
}

/* What reflection finds in a descriptor ends before the types that it refers to: who walks values by reflection, and meets one, has a
 * few words to walk, as in Go, and not all types of the program. */
static void hide_types(Compiler *c, uint64_t addr, const Type *u, const char *link)
{
	GoSlice *fields = &desc_at(c, addr)->fields;

	for (uint32_t i = 0; strcmp(link, "internal/abi.Type") == 0 && i < u->strct.nfields; i++)
		if (strcmp(u->strct.fields[i]->name->text, "Elem") == 0)
			fields->len = fields->cap = i;
}

/* The name without its package: Node, Map[int,string]. */
static GoString bare_name(Compiler *c, Type *t)
{
	const char *text = type_reflect_string(c->types, t);
	const char *bracket = strchr(text, '['), *dot = text;

	for (const char *p = text; *p && (!bracket || p < bracket); p++)
		if (*p == '.')
			dot = p + 1;
	return c_string(c, dot);
}

static void fill(Compiler *c, uint64_t addr, Rep *r, const char *link)
{
	Type *t = r->type;
	TypeDesc d = {
		.size = (uint64_t)r->size, .align = (uint8_t)type_align(c->types, t),
		.hash = (uint32_t)hash_bytes(link, strlen(link)), .kind = kind_of(t), .flags = flags_of(c, r),
		.str = c_string(c, type_reflect_string(c->types, t)), .link = c_string(c, link),
	};

	if (d.flags & TD_NAMED)
		d.name = bare_name(c, t);
	if (t->kind == TYPE_NAMED && t->named.obj->pkg)
		d.pkg_path = sym_string(c, t->named.obj->pkg->path);
	else if (d.kind == KIND_UNSAFE_POINTER)
		d.pkg_path = c_string(c, "unsafe");
	*desc_at(c, addr) = d;
	add_mask(c, addr, r);
	add_parts(c, addr, type_under(t));
	hide_types(c, addr, type_under(t), link);
}

uint64_t desc_of(Compiler *c, Rep *r)
{
	const char *link;
	char *symbol;

	if (r->desc)
		return r->desc;
	link = type_link_string(c->types, r->type);
	symbol = arena_printf(c->arena, "type:%s", link);
	r->desc = find_symbol(c, symbol, strlen(symbol));
	if (r->desc)
		return r->desc;
	r->desc = image_rodata(c->im, NULL, sizeof(TypeDesc), 16);
	image_define(c->im, symbol, strlen(symbol), r->desc);
	vec_push(&c->im->types, r->desc);
	fill(c, r->desc, r, link);
	vec_push(&c->desc_queue, r);
	return r->desc;
}

/* ---- methods ---- */

static MethodDesc method_desc(Compiler *c, Object *m)
{
	return (MethodDesc){
		.name = sym_string(c, m->name),
		.pkg_path = obj_exported(m) || !m->pkg ? (GoString){ 0, 0 } : sym_string(c, m->pkg->path),
	};
}

static void interface_methods(Compiler *c, Rep *r)
{
	TypeSet *set = type_set(type_under(r->type));
	uint64_t at = image_rodata(c->im, NULL, set->nmethods * sizeof(MethodDesc), 8);

	for (uint32_t i = 0; i < set->nmethods; i++) {
		MethodDesc d = method_desc(c, set->methods[i]);

		d.type = desc_of(c, rep_of(c, obj_type(set->methods[i])));
		((MethodDesc *)image_at(c->im, at))[i] = d;
	}
	desc_at(c, r->desc)->methods = (GoSlice){ at, set->nmethods, set->nmethods };
}

/* The function behind an interface's method word: its receiver is the data word. */
static FnRef *interface_function(Compiler *c, Rep *r, const MethodSetEntry *e)
{
	Type *recv = rep_direct(r) ? r->type : type_pointer(c->types, r->type);
	MethodSetEntry *copy = arena_copy(c->arena, e, sizeof *e);

	return ref_method_wrapper(c, recv, copy);
}

static void concrete_methods(Compiler *c, Rep *r)
{
	MethodSetEntry *set;
	uint32_t n = type_method_set(c->types, r->type, &set);
	uint64_t at = n ? image_rodata(c->im, NULL, n * sizeof(MethodDesc), 8) : 0;

	for (uint32_t i = 0; i < n; i++) {
		MethodDesc d = method_desc(c, set[i].method);
		uint64_t word = at + i * sizeof d;

		d.type = desc_of(c, rep_of(c, obj_type(set[i].method)));
		*(MethodDesc *)image_at(c->im, word) = d;
		ref_word(c, word + offsetof(MethodDesc, ifn), interface_function(c, r, &set[i]));
		ref_word(c, word + offsetof(MethodDesc, tfn), ref_method_wrapper(c, r->type, &set[i]));
	}
	desc_at(c, r->desc)->methods = (GoSlice){ at, n, n };
	if (type_method_set(c->types, type_pointer(c->types, r->type), &set))	/* reflect can ask for it */
		desc_of(c, rep_of(c, type_pointer(c->types, r->type)));
}

void desc_finish(Compiler *c)
{
	while (c->desc_head < c->desc_queue.len) {
		Rep *r = c->desc_queue.data[c->desc_head++];

		if (type_is_interface(type_under(r->type)))
			interface_methods(c, r);
		else
			concrete_methods(c, r);
	}
}

/* ---- itabs, closures ---- */

static const MethodSetEntry *find_method(const MethodSetEntry *set, uint32_t n, Object *want)
{
	for (uint32_t i = 0; i < n; i++)
		if (set[i].method->name == want->name &&
		    (obj_exported(want) || set[i].method->pkg == want->pkg))
			return &set[i];
	return NULL;
}

uint64_t desc_itab(Compiler *c, Rep *inter, Rep *dynamic)
{
	const char *link = arena_printf(c->arena, "itab:%s,%s", type_link_string(c->types, inter->type),
					type_link_string(c->types, dynamic->type));
	uint64_t addr = find_symbol(c, link, strlen(link));
	TypeSet *want = type_set(type_under(inter->type));
	Itab itab;
	MethodSetEntry *set;
	uint32_t n;

	if (addr)
		return addr;
	addr = image_rodata(c->im, NULL, sizeof(Itab) + want->nmethods * 8, 8);
	image_define(c->im, link, strlen(link), addr);
	vec_push(&c->im->itabs, addr);
	itab = (Itab){ desc_of(c, inter), desc_of(c, dynamic), hash_bytes(link, strlen(link)) };
	memcpy(image_at(c->im, addr), &itab, sizeof itab);
	n = type_method_set(c->types, dynamic->type, &set);
	for (uint32_t i = 0; i < want->nmethods; i++) {
		const MethodSetEntry *e = find_method(set, n, want->methods[i]);

		if (e)
			ref_word(c, addr + sizeof(Itab) + i * 8, interface_function(c, dynamic, e));
	}
	return addr;
}

/* An object's part as its descriptor's field, and its pointers in the mask; *words: up to the last of them. */
static FieldDesc record_part(Compiler *c, const Capture *part, uint64_t *mask, uint64_t *words)
{
	Rep *held = part->by_ref ? rep_of(c, type_pointer(c->types, part->rep->type)) : part->rep;

	for (uint32_t w = 0; held->mask && w < held->words; w++)
		if (held->mask[w / 64] >> (w % 64) & 1) {
			uint64_t bit = part->offset / 8 + w;

			mask[bit / 64] |= 1ULL << (bit % 64);
			*words = bit + 1;
		}
	return (FieldDesc){
		.name = part->obj ? sym_string(c, part->obj->name) : c_string(c, "receiver"),
		.type = desc_of(c, held), .offset = part->offset,
	};
}

/* d, of an object with these parts, after the `first` fields that are there already. */
static uint64_t add_record(Compiler *c, TypeDesc d, FieldDesc *fields, uint32_t first, const Capture *parts, uint32_t n)
{
	uint64_t *mask = arena_make_n(c->arena, uint64_t, d.size / 8 / 64 + 1), words = 0, at;

	for (uint32_t i = 0; i < n; i++)
		fields[first + i] = record_part(c, &parts[i], mask, &words);
	d.ptr_bytes = words * 8;
	d.gcmask = words ? image_rodata(c->im, mask, (words + 7) / 8, 1) : 0;
	at = image_rodata(c->im, fields, (first + n) * sizeof *fields, 8);
	d.fields = (GoSlice){ at, first + n, first + n };
	at = image_rodata(c->im, &d, sizeof d, 16);
	vec_push(&c->im->types, at);
	return at;
}

/* The closure object's descriptor: the code word, then what is captured, by name. */
uint64_t desc_closure(Compiler *c, const Capture *caps, uint32_t n, uint64_t bytes)
{
	FieldDesc *fields = arena_make_n(c->arena, FieldDesc, n + 1);
	TypeDesc d = { .size = bytes, .align = 8, .kind = KIND_STRUCT, .flags = TD_CLOSURE, .str = c_string(c, "func closure") };

	fields[0] = (FieldDesc){ .name = c_string(c, "code"), .type = desc_of(c, rep_basic(c, BASIC_UINTPTR)) };
	return add_record(c, d, fields, 1, caps, n);
}

/* Of an object that the compiler makes up, called str: its parts, by name. */
uint64_t desc_record(Compiler *c, const char *str, const Capture *parts, uint32_t n, uint64_t bytes)
{
	TypeDesc d = { .size = bytes, .align = 8, .kind = KIND_STRUCT, .str = c_string(c, str) };

	return add_record(c, d, arena_make_n(c->arena, FieldDesc, n), 0, parts, n);
}
