/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types made at run time, for reflect: descriptors in the table of code/typedesc.h's layout. A type that the program
 * has is found by its link string, which is spelled here as types/typestring.c spells it. */
#include "machine/natives.h"

#include "base/mem.h"

static GoString table_text(Machine *m, const char *text, size_t n)
{
	char *p = machine_table_alloc(m, n + 1);

	if (n)
		memcpy(p, text, n);
	return (GoString){ (uint64_t)p, n };
}

static void add_text(StrBuf *out, const GoString *s)
{
	sb_addn(out, at(s->ptr), s->len);
}

/* The descriptor with this link string, or a new one with these texts; *made tells. */
static TypeDesc *derived(Machine *m, StrBuf *link, StrBuf *str, bool *made)
{
	uint64_t hash = hash_bytes(link->data, link->len), have = type_by_link(m, link->data, link->len);
	TypeDesc *t;

	*made = !have;
	if (have)
		return type_at(have);
	t = machine_table_alloc(m, sizeof *t);
	t->link = table_text(m, link->data, link->len);
	t->str = table_text(m, str->data, str->len);
	t->hash = (uint32_t)hash;
	map_put(&m->types_by_link, hash, (uint64_t)t);
	return t;
}

/* Layout and flags of the kinds that are one pointer. */
static void pointer_shaped(Machine *m, TypeDesc *t)
{
	uint8_t *mask = machine_table_alloc(m, 8);

	*mask = 1;
	t->size = t->ptr_bytes = t->align = 8;
	t->gcmask = (uint64_t)mask;
	t->flags = TD_DIRECT;
	if (t->kind == KIND_POINTER || t->kind == KIND_CHAN)
		t->flags |= TD_COMPARABLE | TD_MEMEQUAL;
}

static void fill_derived(Machine *m, TypeDesc *t)
{
	const TypeDesc *elem = type_at(t->elem);

	if (t->kind == KIND_SLICE) {
		pointer_shaped(m, t);
		t->size = 24;
		t->flags = 0;
	} else if (t->kind == KIND_ARRAY) {
		t->size = elem->size * t->len;
		t->align = elem->align;
		t->ptr_bytes = elem->ptr_bytes && t->len ? elem->size * (t->len - 1) + elem->ptr_bytes : 0;
		t->flags = (elem->flags & (TD_COMPARABLE | TD_MEMEQUAL)) | (t->ptr_bytes ? TD_NO_MASK : 0);
		t->flags |= t->len == 1 ? elem->flags & TD_DIRECT : 0;
	} else {
		pointer_shaped(m, t);
	}
}

static void derived_text(StrBuf *out, uint64_t kind, const GoString *elem, const GoString *key, uint64_t n)
{
	static const char *const chan[] = { "chan ", "<-chan ", "chan<- ", "chan " };

	switch (kind) {
	case KIND_POINTER: sb_addc(out, '*'); break;
	case KIND_SLICE: sb_add(out, "[]"); break;
	case KIND_ARRAY: sb_printf(out, "[%lu]", n); break;
	case KIND_CHAN: sb_add(out, chan[n & 3]); break;
	default:
		sb_add(out, "map[");
		add_text(out, key);
		sb_addc(out, ']');
	}
	if (kind == KIND_CHAN && (n & 3) != 1 && elem->len > 2 && memcmp(at(elem->ptr), "<-", 2) == 0) {
		sb_addc(out, '(');
		add_text(out, elem);
		sb_addc(out, ')');
		return;
	}
	add_text(out, elem);
}

/* w: kind, elem, key, n; result. */
Flow rt_derived_type(Machine *m, uint64_t *w)
{
	TypeDesc *elem = type_at(w[1]), *key = w[2] ? type_at(w[2]) : elem, *t;
	StrBuf link = { 0 }, str = { 0 };
	bool made;

	derived_text(&link, w[0], &elem->link, &key->link, w[3]);
	derived_text(&str, w[0], &elem->str, &key->str, w[3]);
	t = derived(m, &link, &str, &made);
	if (made) {
		t->kind = (uint8_t)w[0];
		t->elem = w[1];
		t->key = w[0] == KIND_MAP ? w[2] : 0;
		t->len = w[0] == KIND_ARRAY ? w[3] : 0;
		t->chan_dir = w[0] == KIND_CHAN ? (uint8_t)w[3] : 0;
		fill_derived(m, t);
	}
	sb_free(&link);
	sb_free(&str);
	w[4] = (uint64_t)t;
	return FLOW_NEXT;
}

/* func(int, ...string) (bool, error) */
static void func_text(StrBuf *out, const uint64_t *w, bool link)
{
	const uint64_t *in = at(w[0]), *results = at(w[3]);
	uint64_t nin = w[1], nout = w[4];

	sb_add(out, "func(");
	for (uint64_t i = 0; i < nin; i++) {
		const TypeDesc *t = type_at(in[i]);
		bool last = w[6] && i + 1 == nin;

		sb_add(out, i ? ", " : "");
		sb_add(out, last ? "..." : "");
		t = last ? type_at(t->elem) : t;
		add_text(out, link ? &t->link : &t->str);
	}
	sb_addc(out, ')');
	sb_add(out, nout == 1 ? " " : nout ? " (" : "");
	for (uint64_t i = 0; i < nout; i++) {
		sb_add(out, i ? ", " : "");
		add_text(out, link ? &type_at(results[i])->link : &type_at(results[i])->str);
	}
	if (nout > 1)
		sb_addc(out, ')');
}

/* w: in, out slices, variadic; result. */
Flow rt_func_type(Machine *m, uint64_t *w)
{
	StrBuf link = { 0 }, str = { 0 };
	TypeDesc *t;
	bool made;

	func_text(&link, w, true);
	func_text(&str, w, false);
	t = derived(m, &link, &str, &made);
	if (made) {
		uint64_t n = w[1] + w[4], *types = machine_table_alloc(m, n * 8 + 8);

		memcpy(types, at(w[0]), w[1] * 8);
		memcpy(types + w[1], at(w[3]), w[4] * 8);
		t->kind = KIND_FUNC;
		t->len = w[1];
		t->funcs = (GoSlice){ (uint64_t)types, n, n };
		pointer_shaped(m, t);
		t->flags |= w[6] ? TD_VARIADIC : 0;
	}
	sb_free(&link);
	sb_free(&str);
	w[7] = (uint64_t)t;
	return FLOW_NEXT;
}

/* ---- structs ---- */

static bool exported(const FieldDesc *f)
{
	return !f->pkg_path.len;
}

/* struct { A int; p.b int "tag"; C=p.C }; the name that %T prints has no packages of fields and no names of embedded ones. */
static void struct_text(StrBuf *out, const FieldDesc *fields, uint64_t n, bool link)
{
	sb_add(out, "struct {");
	for (uint64_t i = 0; i < n; i++) {
		const FieldDesc *f = &fields[i];

		sb_add(out, i ? "; " : " ");
		if (link && !exported(f)) {
			add_text(out, &f->pkg_path);
			sb_addc(out, '.');
		}
		if (link || !f->embedded) {
			add_text(out, &f->name);
			sb_addc(out, f->embedded ? '=' : ' ');
		}
		add_text(out, link ? &type_at(f->type)->link : &type_at(f->type)->str);
		if (f->tag.len) {
			sb_addc(out, ' ');
			sb_quote(out, at(f->tag.ptr), f->tag.len);
		}
	}
	sb_add(out, n ? " }" : "}");
}

static bool round_up(uint64_t *n, uint64_t align)
{
	return !__builtin_add_overflow(*n, align - 1, n) && (*n &= -align, true);
}

/* Offsets, size and alignment as gc lays structs out: something lies behind a last field without size, so that its address
 * is not the neighbour's. false: too large. */
static bool lay_out(TypeDesc *t, FieldDesc *fields, uint64_t n)
{
	t->size = 0;
	t->align = 1;
	for (uint64_t i = 0; i < n; i++) {
		const TypeDesc *type = type_at(fields[i].type);

		if (!round_up(&t->size, type->align))
			return false;
		fields[i].offset = t->size;
		if (type->ptr_bytes)
			t->ptr_bytes = t->size + type->ptr_bytes;
		if (type->align > t->align)
			t->align = type->align;
		if (__builtin_add_overflow(t->size, type->size, &t->size) ||
		    (t->size && !type->size && i + 1 == n && !++t->size))
			return false;
	}
	return round_up(&t->size, t->align);
}

static bool blank(const FieldDesc *f)
{
	return f->name.len == 1 && *(const char *)at(f->name.ptr) == '_';
}

static uint8_t struct_flags(const TypeDesc *t, const FieldDesc *fields, uint64_t n)
{
	uint8_t flags = TD_COMPARABLE | TD_MEMEQUAL;
	uint64_t end = 0;

	for (uint64_t i = 0; i < n; i++) {
		const TypeDesc *type = type_at(fields[i].type);

		flags &= type->flags | (uint8_t)~(TD_COMPARABLE | TD_MEMEQUAL);
		if (fields[i].offset != end || blank(&fields[i]))
			flags &= (uint8_t)~TD_MEMEQUAL;
		end += type->size;
		if (type->flags & TD_NO_MASK)
			flags |= TD_NO_MASK;
	}
	if (end != t->size)
		flags &= (uint8_t)~TD_MEMEQUAL;
	return n == 1 ? flags | (type_at(fields[0].type)->flags & TD_DIRECT) : flags;
}

enum { MASK_WORDS_LIMIT = 8192 };	/* larger types are walked, as the compiler's are */

static void struct_mask(Machine *m, TypeDesc *t, const FieldDesc *fields, uint64_t n)
{
	uint8_t *mask;

	if (t->ptr_bytes / 8 > MASK_WORDS_LIMIT)
		t->flags |= TD_NO_MASK;
	if (!t->ptr_bytes || t->flags & TD_NO_MASK)
		return;
	mask = machine_table_alloc(m, (t->ptr_bytes / 8 + 7) / 8);
	for (uint64_t i = 0; i < n; i++) {
		const TypeDesc *type = type_at(fields[i].type);
		const uint8_t *from = at(type->gcmask);

		for (uint64_t k = 0; k < type->ptr_bytes / 8; k++)
			if (from[k / 8] >> k % 8 & 1) {
				uint64_t bit = fields[i].offset / 8 + k;

				mask[bit / 8] |= (uint8_t)(1 << bit % 8);
			}
	}
	t->gcmask = (uint64_t)mask;
}

static GoString kept(Machine *m, const GoString *s)
{
	return table_text(m, at(s->ptr), s->len);
}

/* The fields with texts of their own. */
static FieldDesc *table_fields(Machine *m, const FieldDesc *from, uint64_t n)
{
	FieldDesc *fields = machine_table_alloc(m, (n + 1) * sizeof *fields);

	for (uint64_t i = 0; i < n; i++) {
		fields[i] = from[i];
		fields[i].name = kept(m, &from[i].name);
		fields[i].pkg_path = kept(m, &from[i].pkg_path);
		fields[i].tag = kept(m, &from[i].tag);
	}
	return fields;
}

/* Methods through interfaces alone: where the receiver is the value itself nobody calls them. */
static GoSlice table_methods(Machine *m, const MethodDesc *from, uint64_t n)
{
	MethodDesc *methods = machine_table_alloc(m, (n + 1) * sizeof *methods);

	if (n)
		memcpy(methods, from, n * sizeof *methods);
	for (uint64_t i = 0; i < n; i++)
		methods[i].tfn = 0;
	return (GoSlice){ (uint64_t)methods, n, n };
}

/* w: slice of fields without offsets, slice of methods, sorted; result, nil: too large. */
Flow rt_struct_type(Machine *m, uint64_t *w)
{
	uint64_t n = w[1];
	FieldDesc *fields = mem_array(n + 1, sizeof *fields);
	TypeDesc layout = { .kind = KIND_STRUCT }, *t = NULL;
	StrBuf link = { 0 }, str = { 0 };
	bool made = false;

	if (n)
		memcpy(fields, at(w[0]), n * sizeof *fields);
	if (lay_out(&layout, fields, n)) {
		struct_text(&link, fields, n, true);
		struct_text(&str, fields, n, false);
		t = derived(m, &link, &str, &made);
	}
	if (made) {
		t->kind = KIND_STRUCT;
		t->size = layout.size;
		t->align = layout.align;
		t->ptr_bytes = layout.ptr_bytes;
		t->flags = struct_flags(&layout, fields, n);
		t->fields = (GoSlice){ (uint64_t)table_fields(m, fields, n), n, n };
		t->methods = table_methods(m, at(w[3]), w[4]);
		struct_mask(m, t, fields, n);
	}
	sb_free(&link);
	sb_free(&str);
	mem_free(fields);
	w[6] = (uint64_t)t;
	return FLOW_NEXT;
}
