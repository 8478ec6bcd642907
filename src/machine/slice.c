/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strings and slices: slicing with Go's bounds panics, append's growth, conversions (Spec: "Slice
 * expressions", "Appending to and copying slices", "Conversions to and from a string type"). */
#include "machine/machine_int.h"

#include <inttypes.h>

#include "base/utf8.h"

/* ---- slicing ---- */

enum { HAS_LOW = 1, HAS_HIGH = 2, HAS_MAX = 4 };

typedef struct Bounds { int64_t low, high, max; } Bounds;

/* How a bound that is out of range stands in the message: `before` it; negative, with `alone` after it;
 * else `then`, the bound or length that it passes, and `end`. */
typedef struct BoundForm {
	const char *before, *alone, *then, *end;
	unsigned flag;
} BoundForm;

static const BoundForm form_high = { ":", "]", "] with ", "", LINE_UNSIGNED_HIGH };
static const BoundForm form_low = { "", ":]", ":", "]", LINE_UNSIGNED };
static const BoundForm form_max = { "::", "]", "] with ", "", LINE_UNSIGNED_MAX };
static const BoundForm form_high_of_three = { ":", ":]", ":", "]", LINE_UNSIGNED_HIGH };
static const BoundForm form_low_of_three = { "", "::]", ":", ":]", LINE_UNSIGNED };

static Flow bad_bound(Machine *m, const BoundForm *form, int64_t bound, const char *what, uint64_t limit)
{
	if (bound < 0 && !operand_unsigned(m, form->flag))
		return panic_runtime(m, "slice bounds out of range [%s%" PRId64 "%s", form->before, bound, form->alone);
	return panic_runtime(m, "slice bounds out of range [%s%" PRIu64 "%s%s%" PRIu64 "%s", form->before,
			     (uint64_t)bound, form->then, what, limit, form->end);
}

/* Checks low <= high <= max <= cap with Go's messages. what: "capacity " or "length ". */
static Flow check_bounds(Machine *m, unsigned flags, const Bounds *b, uint64_t cap, const char *what)
{
	bool three = flags & HAS_MAX;
	uint64_t top = three ? (uint64_t)b->max : cap;

	if (top > cap)
		return bad_bound(m, &form_max, b->max, what, cap);
	if ((uint64_t)b->high > top)
		return three ? bad_bound(m, &form_high_of_three, b->high, "", top)
			     : bad_bound(m, &form_high, b->high, what, top);
	if ((uint64_t)b->low > (uint64_t)b->high)
		return bad_bound(m, three ? &form_low_of_three : &form_low, b->low, "", (uint64_t)b->high);
	return FLOW_NEXT;
}

static Bounds bounds_of(const uint64_t *r, const SideIns *i, unsigned flags, uint64_t len, uint64_t cap)
{
	unsigned max_slot = SIDE_Y(i) >> 16 & 0xffff;

	return (Bounds){ flags & HAS_LOW ? (int64_t)r[i->c] : 0, flags & HAS_HIGH ? (int64_t)r[i->d] : (int64_t)len,
			 flags & HAS_MAX ? (int64_t)r[max_slot] : (int64_t)cap };
}

/* An empty rest does not point past its array: it would keep the neighbour alive. */
static void set_slice(uint64_t *to, uint64_t ptr, const Bounds *b, uint64_t size)
{
	uint64_t cap = (uint64_t)(b->max - b->low);

	to[0] = cap ? ptr + (uint64_t)b->low * size : ptr;
	to[1] = (uint64_t)(b->high - b->low);
	to[2] = cap;
}

Flow op_slice(Machine *m, uint64_t *r, const SideIns *i)
{
	unsigned flags = SIDE_Y(i) & 7;
	uint64_t ptr = r[i->b], len = r[i->b + 1], cap = r[i->b + 2];
	Bounds b = bounds_of(r, i, flags, len, cap);
	Flow flow = check_bounds(m, flags, &b, cap, "capacity ");

	if (flow == FLOW_NEXT)
		set_slice(&r[i->a], ptr, &b, SIDE_X(i));
	return flow;
}

Flow op_slarr(Machine *m, uint64_t *r, const SideIns *i)
{
	unsigned flags = SIDE_Y(i) & 7;
	uint64_t ptr = r[i->b], len = SIDE_Y(i) >> 32;
	Bounds b = bounds_of(r, i, flags, len, len);
	Flow flow = check_bounds(m, flags, &b, len, "length ");

	if (flow == FLOW_NEXT)
		set_slice(&r[i->a], ptr, &b, SIDE_X(i));
	return flow;
}

Flow op_slstr(Machine *m, uint64_t *r, const SideIns *i)
{
	unsigned flags = SIDE_Y(i) & 3;
	uint64_t ptr = r[i->b], len = r[i->b + 1];
	Bounds b = bounds_of(r, i, flags, len, len);
	Flow flow = check_bounds(m, flags, &b, len, "length ");

	if (flow != FLOW_NEXT)
		return flow;
	r[i->a] = b.high > b.low ? ptr + (uint64_t)b.low : ptr;
	r[i->a + 1] = (uint64_t)(b.high - b.low);
	return FLOW_NEXT;
}

Flow op_s2arr(Machine *m, uint64_t *r, const SideIns *i)
{
	if (r[i->b + 1] < SIDE_X(i))
		return panic_runtime(m, "cannot convert slice with length %lu to array or pointer to array with length %lu",
				     r[i->b + 1], SIDE_X(i));
	r[i->a] = r[i->b];
	return FLOW_NEXT;
}

/* unsafe.Slice and unsafe.String: of R(b) elements of x bytes at R(a); y 1: a string. */
Flow op_chkuns(Machine *m, const uint64_t *r, const SideIns *i)
{
	uint64_t ptr = r[i->a], size = SIDE_X(i), bytes;
	const char *what = SIDE_Y(i) ? "String" : "Slice";
	int64_t n = (int64_t)r[i->b];
	bool too_long = n < 0 || __builtin_mul_overflow((uint64_t)n, size, &bytes);

	if (too_long || (ptr && bytes > 0 - ptr))
		return panic_runtime(m, "unsafe.%s: len out of range", what);
	if (!ptr && bytes)
		return panic_runtime(m, "unsafe.%s: ptr is nil and len is not zero", what);
	return FLOW_NEXT;
}

/* ---- making and growing ---- */

#define MAX_ALLOC (1ULL << 47)

Flow op_mkslice(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t len = r[i->b], cap = r[i->c], type = SIDE_X(i), size = type_at(type)->size, p;
	uint64_t max = size ? MAX_ALLOC / size : INT64_MAX;

	if (len > max)
		return panic_runtime(m, "makeslice: len out of range");
	if (cap > max || len > cap)
		return panic_runtime(m, "makeslice: cap out of range");
	p = cap && size ? heap_alloc(m, cap * size, type, cap) : image_zerobase(m->base);
	if (!p)
		return FLOW_STOP;
	r[i->a] = p;
	r[i->a + 1] = len;
	r[i->a + 2] = cap;
	return FLOW_NEXT;
}

/* Go's growth: double below 256 elements, then a quarter and 192 more; rounded up to a size class. */
static uint64_t next_capacity(uint64_t need, uint64_t cap)
{
	uint64_t doubled = cap * 2;

	if (need > doubled)
		return need;
	if (cap < 256)
		return doubled;
	while (cap < need)
		cap += (cap + 3 * 256) >> 2;
	return cap;
}

/* A slice of room for `need` elements with the old ones copied; new_cap through *cap. 0: out of memory. */
static uint64_t grow(Machine *m, uint64_t ptr, uint64_t len, uint64_t *cap, uint64_t need, uint64_t type)
{
	const TypeDesc *t = type_at(type);
	uint64_t bytes, p;

	if (t->size == 0) {
		*cap = need;
		return image_zerobase(m->base);
	}
	bytes = heap_round_size(next_capacity(need, *cap) * t->size, t->ptr_bytes != 0);
	*cap = bytes / t->size;
	p = heap_alloc(m, *cap * t->size, type, *cap);
	if (p && len) {
		memcpy(at(p), at(ptr), len * t->size);
		card_mark_range(p, len * t->size);
	}
	return p;
}

static bool length_bad(uint64_t len, uint64_t size)
{
	return size ? len > MAX_ALLOC / size : (int64_t)len < 0;
}

static Flow too_long(Machine *m)
{
	return panic_runtime(m, "growslice: len out of range");
}

Flow op_append(Machine *m, uint64_t *r, const SideIns *i, unsigned size, bool pointer)
{
	uint64_t ptr = r[i->b], len = r[i->b + 1], cap = r[i->b + 2], v = r[i->c];
	uint64_t p = grow(m, ptr, len, &cap, len + 1, SIDE_X(i));

	(void)pointer;
	if (!p)
		return FLOW_STOP;
	memcpy(at(p + len * size), &v, size);
	card_mark_range(p + len * size, size);
	r[i->a] = p;
	r[i->a + 1] = len + 1;
	r[i->a + 2] = cap;
	return FLOW_NEXT;
}

Flow op_grow(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t ptr = r[i->b], len = r[i->b + 1], cap = r[i->b + 2], more = r[i->c];

	if (len + more > cap) {
		if (length_bad(len + more, type_at(SIDE_X(i))->size))
			return too_long(m);
		ptr = grow(m, ptr, len, &cap, len + more, SIDE_X(i));
	}
	if (!ptr && cap)
		return FLOW_STOP;
	r[i->a] = ptr;
	r[i->a + 1] = len + more;
	r[i->a + 2] = cap;
	return FLOW_NEXT;
}

Flow op_apps(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t ptr = r[i->b], len = r[i->b + 1], cap = r[i->b + 2], from = r[i->c], n = r[i->c + 1];
	uint64_t size = type_at(SIDE_X(i))->size;

	if (n && len + n > cap) {
		if (length_bad(len + n, size))
			return too_long(m);
		ptr = grow(m, ptr, len, &cap, len + n, SIDE_X(i));
		if (!ptr)
			return FLOW_STOP;
	}
	if (n && size)
		heap_copy(m, ptr + len * size, from, n * size, SIDE_X(i));
	r[i->a] = ptr;
	r[i->a + 1] = len + n;
	r[i->a + 2] = cap;
	return FLOW_NEXT;
}

Flow op_copy(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t n = r[i->b + 1] < r[i->c + 1] ? r[i->b + 1] : r[i->c + 1];
	uint64_t size = type_at(SIDE_X(i))->size;

	if (n && size)
		heap_copy(m, r[i->b], r[i->c], n * size, SIDE_X(i));
	r[i->a] = n;
	return FLOW_NEXT;
}

Flow op_clrs(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t bytes = r[i->a + 1] * type_at(SIDE_X(i))->size;

	if (bytes)
		heap_zero(m, r[i->a], bytes, SIDE_X(i));
	return FLOW_NEXT;
}

/* ---- strings ---- */

/* Room for n bytes without pointers; 0: out of memory (or n is 0). */
static uint64_t text_alloc(Machine *m, uint64_t n)
{
	return n ? heap_alloc(m, n, 0, n) : 0;
}

static void set_string(uint64_t *to, uint64_t p, uint64_t n)
{
	to[0] = p;
	to[1] = n;
}

/* Several strings joined; when only one is not empty, that one itself. */
Flow op_scat(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t total = 0, filled = 0, last = 0, p, to;

	for (unsigned k = 0; k < i->c; k++) {
		uint64_t n = r[i->b + 2 * k + 1];

		total += n;
		if (n) {
			filled++;
			last = k;
		}
	}
	if (filled <= 1) {
		uint64_t ptr = filled ? r[i->b + 2 * last] : 0;

		set_string(&r[i->a], ptr, total);
		return FLOW_NEXT;
	}
	p = to = text_alloc(m, total);
	if (!p)
		return FLOW_STOP;
	for (unsigned k = 0; k < i->c; k++) {
		uint64_t n = r[i->b + 2 * k + 1];

		if (n)
			memcpy(at(to), at(r[i->b + 2 * k]), n);
		to += n;
	}
	card_mark_range(p, total);
	set_string(&r[i->a], p, total);
	return FLOW_NEXT;
}

int string_compare(uint64_t *a, uint64_t *b)
{
	uint64_t n = a[1] < b[1] ? a[1] : b[1];
	int c = n ? memcmp(at(a[0]), at(b[0]), n) : 0;

	return c ? c : a[1] < b[1] ? -1 : a[1] > b[1];
}

Flow op_s2b(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t from = r[i->b], n = r[i->b + 1], cap = n ? heap_round_size(n, false) : 0;
	uint64_t p = n ? heap_alloc(m, cap, SIDE_X(i), cap) : image_zerobase(m->base);

	if (!p)
		return FLOW_STOP;
	if (n) {
		memcpy(at(p), at(from), n);
		card_mark_range(p, n);
	}
	r[i->a] = p;
	r[i->a + 1] = n;
	r[i->a + 2] = cap;
	return FLOW_NEXT;
}

Flow op_b2s(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t from = r[i->b], n = r[i->b + 1], p = text_alloc(m, n);

	if (n && !p)
		return FLOW_STOP;
	if (n) {
		memcpy(at(p), at(from), n);
		card_mark_range(p, n);
	}
	set_string(&r[i->a], p, n);
	return FLOW_NEXT;
}

Flow op_s2r(Machine *m, uint64_t *r, const SideIns *i)
{
	const char *s = at(r[i->b]);
	uint64_t n = r[i->b + 1], count = 0, cap, p;
	int width;

	for (uint64_t k = 0; k < n; k += (uint64_t)width, count++)
		utf8_decode(s + k, n - k, &width);
	cap = count ? heap_round_size(count * 4, false) / 4 : 0;
	p = count ? heap_alloc(m, cap * 4, SIDE_X(i), cap) : image_zerobase(m->base);
	if (!p)
		return FLOW_STOP;
	count = 0;
	for (uint64_t k = 0; k < n; k += (uint64_t)width)
		((int32_t *)p)[count++] = utf8_decode(s + k, n - k, &width);
	if (count)
		card_mark_range(p, count * 4);
	r[i->a] = p;
	r[i->a + 1] = count;
	r[i->a + 2] = cap;
	return FLOW_NEXT;
}

Flow op_r2s(Machine *m, uint64_t *r, const SideIns *i)
{
	const int32_t *runes = at(r[i->b]);
	uint64_t n = r[i->b + 1], bytes = 0, p;
	char buf[4];

	for (uint64_t k = 0; k < n; k++)
		bytes += (uint64_t)utf8_encode(buf, runes[k]);
	p = text_alloc(m, bytes);
	if (bytes && !p)
		return FLOW_STOP;
	for (uint64_t k = 0, to = p; k < n; k++) {
		int w = utf8_encode(buf, runes[k]);

		memcpy(at(to), buf, (size_t)w);
		to += (uint64_t)w;
	}
	if (bytes)
		card_mark_range(p, bytes);
	set_string(&r[i->a], p, bytes);
	return FLOW_NEXT;
}

Flow op_i2s(Machine *m, uint64_t *r, const SideIns *i)
{
	int64_t v = (int64_t)r[i->b];
	char buf[4];
	int n = utf8_encode(buf, v == (int32_t)v ? (int)v : -1);
	uint64_t p = text_alloc(m, (uint64_t)n);

	if (!p)
		return FLOW_STOP;
	memcpy(at(p), buf, (size_t)n);
	card_mark_range(p, (uint64_t)n);
	set_string(&r[i->a], p, (uint64_t)n);
	return FLOW_NEXT;
}

/* The rune at an index that holds no ASCII byte. */
Flow op_rune(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t index = r[i->c];
	int width, rune = utf8_decode((const char *)at(r[i->b]) + index, r[i->b + 1] - index, &width);

	(void)m;
	r[i->a] = (uint64_t)(int64_t)rune;
	r[i->d] = index + (uint64_t)width;
	return FLOW_NEXT;
}
