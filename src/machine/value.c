/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values by their type descriptor: equality, hashing, and the itab of a pair of types (Spec:
 * "Comparison operators", "Method sets"). Depth is bounded by the nesting of types, and through
 * interfaces by the values themselves, so it is counted. */
#include "machine/machine_int.h"

#include <math.h>

enum { MAX_DEPTH = 10000 };

/* ---- equality ---- */

static int equal_at(uint64_t type, uint64_t a, uint64_t b, uint64_t *bad, unsigned depth);

static int equal_eface(GoIface a, GoIface b, uint64_t *bad, unsigned depth)
{
	const TypeDesc *t;

	if (a.type != b.type)
		return 0;
	if (!a.type)
		return 1;
	t = type_at(a.type);
	if (!(t->flags & TD_COMPARABLE) || depth > MAX_DEPTH) {
		*bad = a.type;
		return -1;
	}
	if (t->flags & TD_DIRECT)
		return a.data == b.data;
	return a.data == b.data && (t->flags & TD_MEMEQUAL) ? 1 : equal_at(a.type, a.data, b.data, bad, depth + 1);
}

/* The empty-interface form of an interface with methods. */
static GoIface as_eface(GoIface i)
{
	return (GoIface){ i.type ? ((const Itab *)i.type)->type : 0, i.data };
}

static bool equal_string(const GoString *a, const GoString *b)
{
	return a->len == b->len && (a->ptr == b->ptr || !a->len || memcmp(at(a->ptr), at(b->ptr), a->len) == 0);
}

static bool is_blank(const FieldDesc *f)
{
	return f->name.len == 1 && *(const char *)f->name.ptr == '_';
}

/* From field i on, the first that is compared by its parts, whose comparison may panic; n: there is none. */
static uint64_t simple_fields(const FieldDesc *f, uint64_t i, uint64_t n)
{
	for (; i < n; i++) {
		const TypeDesc *t = type_at(f[i].type);

		if (!(t->flags & TD_MEMEQUAL) && (t->kind == KIND_INTERFACE || t->kind == KIND_STRUCT || t->kind == KIND_ARRAY) &&
		    !is_blank(&f[i]))
			break;
	}
	return i;
}

/* Texts of strings are compared when all else is equal, as gc does: it is seen when their memory cannot be read. */
static bool equal_simple(const FieldDesc *f, uint64_t from, uint64_t to, uint64_t a, uint64_t b, uint64_t *bad, unsigned depth)
{
	for (uint64_t i = from; i < to; i++) {
		bool string = type_at(f[i].type)->kind == KIND_STRING;
		uint64_t p = a + f[i].offset, q = b + f[i].offset;

		if (is_blank(&f[i]))
			continue;
		if (string ? ((const GoString *)p)->len != ((const GoString *)q)->len : equal_at(f[i].type, p, q, bad, depth) != 1)
			return false;
	}
	for (uint64_t i = from; i < to; i++)
		if (type_at(f[i].type)->kind == KIND_STRING && !is_blank(&f[i]) && !equal_string(at(a + f[i].offset), at(b + f[i].offset)))
			return false;
	return true;
}

static int equal_fields(const TypeDesc *t, uint64_t a, uint64_t b, uint64_t *bad, unsigned depth)
{
	const FieldDesc *f = at(t->fields.ptr);
	uint64_t n = t->fields.len;

	for (uint64_t i = 0, end; i < n; i = end + 1) {
		int e;

		end = simple_fields(f, i, n);
		if (!equal_simple(f, i, end, a, b, bad, depth + 1))
			return 0;
		if (end == n)
			break;
		e = equal_at(f[end].type, a + f[end].offset, b + f[end].offset, bad, depth + 1);
		if (e != 1)
			return e;
	}
	return 1;
}

static int equal_elements(const TypeDesc *t, uint64_t a, uint64_t b, uint64_t *bad, unsigned depth)
{
	uint64_t size = type_at(t->elem)->size;

	for (uint64_t i = 0; i < t->len; i++) {
		int e = equal_at(t->elem, a + i * size, b + i * size, bad, depth + 1);

		if (e != 1)
			return e;
	}
	return 1;
}

static int equal_at(uint64_t type, uint64_t a, uint64_t b, uint64_t *bad, unsigned depth)
{
	const TypeDesc *t = type_at(type);

	if (t->flags & TD_MEMEQUAL)
		return memcmp(at(a), at(b), t->size) == 0;
	switch (t->kind) {
	case KIND_FLOAT32: return *(float *)a == *(float *)b;
	case KIND_FLOAT64: return *(double *)a == *(double *)b;
	case KIND_COMPLEX64: return ((float *)a)[0] == ((float *)b)[0] && ((float *)a)[1] == ((float *)b)[1];
	case KIND_COMPLEX128: return ((double *)a)[0] == ((double *)b)[0] && ((double *)a)[1] == ((double *)b)[1];
	case KIND_STRING: return equal_string(at(a), at(b));
	case KIND_INTERFACE:
		return iface_equal(NULL, *(GoIface *)a, *(GoIface *)b, t->methods.len != 0, bad);
	case KIND_STRUCT: return equal_fields(t, a, b, bad, depth);
	case KIND_ARRAY: return equal_elements(t, a, b, bad, depth);
	default:
		*bad = type;
		return -1;
	}
}

int value_equal(Machine *m, uint64_t type, uint64_t a, uint64_t b, uint64_t *bad)
{
	(void)m;
	return equal_at(type, a, b, bad, 0);
}

int iface_equal(Machine *m, GoIface a, GoIface b, bool itabs, uint64_t *bad)
{
	(void)m;
	if (itabs) {
		a = as_eface(a);
		b = as_eface(b);
	}
	return equal_eface(a, b, bad, 0);
}

/* ---- hashing ---- */

static bool hash_at(Machine *m, uint64_t type, uint64_t addr, uint64_t *h, uint64_t *bad, unsigned depth);

/* +0 and -0 are equal; a NaN equals nothing, so its hash is random. */
static uint64_t hash_double(Machine *m, double d)
{
	uint64_t bits;

	if (d == 0)
		return 0;
	if (isnan(d))
		return rng_next(&m->state->rng);
	memcpy(&bits, &d, 8);
	return bits;
}

static bool hash_iface(Machine *m, GoIface i, bool itab, uint64_t *h, uint64_t *bad, unsigned depth)
{
	const TypeDesc *t;

	if (itab)
		i = as_eface(i);
	if (!i.type)
		return true;
	t = type_at(i.type);
	*h = hash_mix(*h, t->hash);
	if (!(t->flags & TD_COMPARABLE) || depth > MAX_DEPTH) {
		*bad = i.type;
		return false;
	}
	if (t->flags & TD_DIRECT) {
		*h = hash_mix(*h, i.data);
		return true;
	}
	return hash_at(m, i.type, i.data, h, bad, depth + 1);
}

static bool hash_fields(Machine *m, const TypeDesc *t, uint64_t addr, uint64_t *h, uint64_t *bad, unsigned depth)
{
	const FieldDesc *f = at(t->fields.ptr);

	for (uint64_t i = 0; i < t->fields.len; i++) {
		if (f[i].name.len == 1 && *(const char *)f[i].name.ptr == '_')
			continue;
		if (!hash_at(m, f[i].type, addr + f[i].offset, h, bad, depth + 1))
			return false;
	}
	return true;
}

static bool hash_elements(Machine *m, const TypeDesc *t, uint64_t addr, uint64_t *h, uint64_t *bad, unsigned depth)
{
	for (uint64_t i = 0; i < t->len; i++)
		if (!hash_at(m, t->elem, addr + i * type_at(t->elem)->size, h, bad, depth + 1))
			return false;
	return true;
}

static bool hash_at(Machine *m, uint64_t type, uint64_t addr, uint64_t *h, uint64_t *bad, unsigned depth)
{
	const TypeDesc *t = type_at(type);

	if (t->flags & TD_MEMEQUAL) {
		*h = hash_mix(*h, hash_bytes(at(addr), t->size));
		return true;
	}
	switch (t->kind) {
	case KIND_FLOAT32: *h = hash_mix(*h, hash_double(m, *(float *)addr)); return true;
	case KIND_FLOAT64: *h = hash_mix(*h, hash_double(m, *(double *)addr)); return true;
	case KIND_COMPLEX64:
		*h = hash_mix(hash_mix(*h, hash_double(m, ((float *)addr)[0])), hash_double(m, ((float *)addr)[1]));
		return true;
	case KIND_COMPLEX128:
		*h = hash_mix(hash_mix(*h, hash_double(m, ((double *)addr)[0])), hash_double(m, ((double *)addr)[1]));
		return true;
	case KIND_STRING:
		*h = hash_mix(*h, hash_bytes(at(word(addr)[0]), word(addr)[1]));
		return true;
	case KIND_INTERFACE:
		return hash_iface(m, *(GoIface *)addr, t->methods.len != 0, h, bad, depth);
	case KIND_STRUCT: return hash_fields(m, t, addr, h, bad, depth);
	case KIND_ARRAY: return hash_elements(m, t, addr, h, bad, depth);
	default:
		*bad = type;
		return false;
	}
}

bool value_hash(Machine *m, uint64_t type, uint64_t addr, uint64_t *hash, uint64_t *bad)
{
	*hash = 1;
	if (!hash_at(m, type, addr, hash, bad, 0))
		return false;
	*hash = hash_u64(*hash);
	return true;
}

/* ---- itabs ---- */

static int compare_text(const GoString *a, const GoString *b)
{
	uint64_t n = a->len < b->len ? a->len : b->len;
	int c = n ? memcmp(at(a->ptr), at(b->ptr), n) : 0;

	return c ? c : a->len < b->len ? -1 : a->len > b->len;
}

/* The dynamic type's method that implements `want`, or NULL. Both lists are sorted alike. */
static const MethodDesc *find_method(const TypeDesc *t, const MethodDesc *want)
{
	const MethodDesc *list = at(t->methods.ptr);
	uint64_t lo = 0, hi = t->methods.len;

	while (lo < hi) {
		uint64_t mid = (lo + hi) / 2;
		int c = compare_text(&list[mid].name, &want->name);

		if (!c)
			c = compare_text(&list[mid].pkg_path, &want->pkg_path);
		if (!c)
			return list[mid].type == want->type ? &list[mid] : NULL;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static uint64_t build_itab(Machine *m, uint64_t inter, uint64_t type, const char **missing)
{
	const TypeDesc *it = type_at(inter), *t = type_at(type);
	const MethodDesc *want = at(it->methods.ptr);
	uint64_t n = it->methods.len;
	Itab *tab;

	for (uint64_t i = 0; i < n; i++)
		if (!find_method(t, &want[i])) {
			*missing = at(want[i].name.ptr);
			m->missing_len = want[i].name.len;
			return 0;
		}
	tab = machine_table_alloc(m, sizeof(Itab) + n * 8);
	if (!tab)
		return 0;
	*tab = (Itab){ inter, type, t->hash };
	for (uint64_t i = 0; i < n; i++)
		tab->fun[i] = find_method(t, &want[i])->ifn;
	return (uint64_t)tab;
}

static uint64_t pair_hash(uint64_t inter, uint64_t type)
{
	return hash_mix(hash_u64(inter), type) | 1;
}

uint64_t iface_itab(Machine *m, uint64_t inter, uint64_t type, const char **missing)
{
	uint64_t tab;

	tab = map_get(&m->itabs, pair_hash(inter, type), 0);
	if (tab)
		return tab == 1 ? build_itab(m, inter, type, missing) : tab;
	tab = itab_by_link(m, inter, type);
	if (!tab)
		tab = build_itab(m, inter, type, missing);
	map_put(&m->itabs, pair_hash(inter, type), tab ? tab : 1);
	return tab;
}

/* Itabs made at run time: at the end of the heap's part of rodata, where no image lies. */
void *machine_table_alloc(Machine *m, uint64_t bytes)
{
	uint64_t base = m->base + SEG_RODATA + 3 * LIBRARY_OFFSET, at_byte = m->state->table_used;

	if ((at_byte + bytes) / 65536 != (at_byte - 1) / 65536 || !at_byte)
		if (!memory_commit(m, base + at_byte, bytes + 65536))
			return NULL;
	m->state->table_used += (bytes + 15) & ~15ULL;
	return at(base + at_byte);
}
