/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/: containers against a plain model, UTF-8 against its tables, the allocation door. */
#include <setjmp.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "unit.h"

static void oom_jump(void *ctx, size_t bytes)
{
	(void)bytes;
	longjmp(*(jmp_buf *)ctx, 1);
}

static void test_mem(void)
{
	jmp_buf env;
	volatile int made = 0;
	uint64_t before = mem_count();

	mem_set_oom(oom_jump, &env);
	mem_fail_at(3);
	if (!setjmp(env))
		for (;; made++)
			mem_free(mem_alloc(10));
	CHECK(made == 2);
	CHECK(mem_count() == before + 3);
	mem_free(mem_alloc(0));
	if (!setjmp(env)) {
		mem_realloc_array(NULL, SIZE_MAX / 2, 4);
		CHECK(!"an overflowing size was accepted");
	}
	mem_set_oom(NULL, NULL);
}

static void test_arena(void)
{
	Arena *a = arena_new();

	for (size_t n = 0; n < 300; n++) {
		char *p = arena_alloc(a, n * 7);

		CHECK(((uintptr_t)p & 15) == 0);
		for (size_t i = 0; i < n * 7; i++)
			CHECK(p[i] == 0);
		memset(p, 0xee, n * 7);
	}
	memset(arena_alloc(a, 3 << 20), 1, 3 << 20);
	CHECK_TEXT(arena_printf(a, "%d-%s", 42, "x"), "42-x");
	CHECK_TEXT(arena_strndup(a, "hello", 4), "hell");
	CHECK(arena_used(a) > 3 << 20);
	arena_free(a);
}

static void test_vec(void)
{
	VEC(int) v = {0};
	int more[] = { 1, 2, 3 }, sum = 0;

	for (int i = 0; i < 1000; i++)
		vec_push(&v, i);
	CHECK(v.len == 1000 && v.data[999] == 999 && vec_last(&v) == 999);
	vec_remove(&v, 0);
	CHECK(v.len == 999 && v.data[0] == 1);
	CHECK(vec_pop(&v) == 999);
	vec_trim(&v, 2);
	vec_append(&v, more, 3);
	vec_resize(&v, 7);
	*vec_add(&v) = 5;
	vec_each(&v, p)
		sum += *p;
	CHECK(v.len == 8 && sum == 1 + 2 + 1 + 2 + 3 + 5);
	vec_free(&v);
	CHECK(vec_empty(&v) && !v.data);
}

/* Random insertions and removals against an array. */
static void test_map(void)
{
	static uint64_t model[512];
	Map m = {0};
	Rng rng;
	size_t live = 0, seen = 0, it = 0;
	uint64_t key, val;

	rng_seed(&rng, 1);
	for (int i = 0; i < 100000; i++) {
		key = rng_below(&rng, 512);
		if (rng_below(&rng, 2)) {
			CHECK(map_del(&m, key) == (model[key] != 0));
			model[key] = 0;
		} else {
			map_put(&m, key, model[key] = rng_next(&rng) | 1);
		}
	}
	for (key = 0; key < 512; key++) {
		CHECK(map_get(&m, key, 0) == model[key]);
		live += model[key] != 0;
	}
	CHECK(m.len == live);
	while (map_next(&m, &it, &key, &val)) {
		CHECK(model[key] == val);
		seen++;
	}
	CHECK(seen == live);
	map_clear(&m);
	CHECK(m.len == 0 && !map_find(&m, 0) && !map_find(&m, 5));
	pmap_put(&m, &m, &it);
	CHECK(pmap_get(&m, &m) == &it && !pmap_get(&m, &it));
	map_free(&m);
}

static void test_strmap(void)
{
	static char keys[300][8];
	StrMap m = {0};
	size_t it = 0, seen = 0;

	for (int i = 0; i < 300; i++) {
		snprintf(keys[i], sizeof keys[i], "k%d", i);
		strmap_put(&m, keys[i], strlen(keys[i]), (uint64_t)i);
	}
	for (int i = 0; i < 300; i += 3)
		CHECK(strmap_del(&m, keys[i], strlen(keys[i])));
	for (int i = 0; i < 300; i++)
		CHECK(strmap_get(&m, keys[i], strlen(keys[i]), 999) == (i % 3 ? (uint64_t)i : 999));
	CHECK(!strmap_del(&m, "nope", 4) && !strmap_find(&m, "", 0));
	while (strmap_next(&m, &it))
		seen++;
	CHECK(seen == 200 && m.len == 200);
	strmap_free(&m);
}

static void test_strbuf(void)
{
	StrBuf sb = {0};
	char *text;

	CHECK_TEXT(sb_text(&sb), "");
	sb_printf(&sb, "%s %d", "x", 3);
	sb_addc(&sb, '!');
	sb_pad(&sb, '-', 200);
	sb_printf(&sb, "%0300d", 1);
	CHECK(sb.len == 3 + 1 + 200 + 300);
	sb_clear(&sb);
	sb_quote(&sb, "a\"\\\n\0\xff\xc3\xa9\x7f", 9);
	CHECK_TEXT(sb_text(&sb), "\"a\\\"\\\\\\n\\x00\\xff\xc3\xa9\\x7f\"");
	sb_clear(&sb);
	sb_add_path(&sb, "a.b/c.d/e\"%.f", 13);
	CHECK_TEXT(sb_text(&sb), "a.b/c.d/e%22%25%2ef");
	sb_clear(&sb);
	sb_add_path(&sb, "a.b", 3);
	CHECK_TEXT(sb_text(&sb), "a%2eb");
	sb_clear(&sb);
	sb_addrune(&sb, 0x20AC);
	sb_addrune(&sb, -1);
	text = sb_finish(&sb);
	CHECK_TEXT(text, "\xe2\x82\xac\xef\xbf\xbd");
	CHECK(!sb.data);
	mem_free(text);
	sb_free(&sb);
}

static void test_intern(void)
{
	Intern *in = intern_new();
	const Sym *a = intern_cstr(in, "alpha"), *kept[5000];

	CHECK(a == intern_bytes(in, "alphabet", 5) && a->len == 5 && a->id == 0);
	CHECK(!intern_lookup(in, "beta", 4));
	for (int i = 0; i < 5000; i++)
		kept[i] = intern_printf(in, "n%d", i);
	for (int i = 0; i < 5000; i++)
		CHECK(kept[i] == intern_printf(in, "n%d", i) && kept[i]->id == (uint32_t)i + 1);
	CHECK(intern_count(in) == 5001);
	intern_tag(in, "alpha", 7);
	CHECK(a->tag == 7);
	CHECK(intern_bytes(in, "a\0b", 3) != intern_bytes(in, "a\0c", 3));
	intern_free(in);
}

static void test_utf8_round_trip(void)
{
	char buf[UTF8_MAX];
	int width;

	for (int r = 0; r <= RUNE_MAX; r++) {
		int n = utf8_encode(buf, r);

		if (utf8_width(r) < 0) {
			CHECK(n == 3 && utf8_decode(buf, 3, &width) == RUNE_ERROR && width == 3);
			continue;
		}
		CHECK(n == utf8_width(r));
		CHECK(utf8_decode(buf, (size_t)n, &width) == r && width == n);
		CHECK(utf8_decode_last(buf, (size_t)n, &width) == r && width == n);
		CHECK(n == 1 ||
		      (utf8_decode(buf, (size_t)n - 1, &width) == RUNE_ERROR && width == 1));
	}
}

static void test_utf8_bad(void)
{
	static const char *const bad[] = { "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff",
		                           "\x80", "\xe0\x80\x80", "\xf0\x80\x80\x80", "\xe2\x82" };
	int width;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK(utf8_decode(bad[i], strlen(bad[i]), &width) == RUNE_ERROR && width == 1);
		CHECK(!utf8_valid(bad[i], strlen(bad[i])));
		CHECK(utf8_count(bad[i], strlen(bad[i])) == strlen(bad[i]));
	}
	CHECK(utf8_decode("", 0, &width) == RUNE_ERROR && width == 0);
	CHECK(utf8_valid("plain ascii text and \xe2\x82\xac", 24));
	CHECK(utf8_count("plain ascii text and \xe2\x82\xac", 24) == 22);
}

static void test_rng(void)
{
	Rng a, b;
	int low = 0;

	rng_seed(&a, 5);
	rng_seed(&b, 5);
	for (int i = 0; i < 1000; i++) {
		CHECK(rng_next(&a) == rng_next(&b));
		CHECK(rng_below(&a, 10) < 10 && rng_below(&b, 10) < 10);
		low += rng_unit(&a) < 0.5;
		rng_unit(&b);
	}
	CHECK(low > 400 && low < 600);
}

int main(void)
{
	test_mem();
	test_arena();
	test_vec();
	test_map();
	test_strmap();
	test_strbuf();
	test_intern();
	test_utf8_round_trip();
	test_utf8_bad();
	test_rng();
	return unit_status();
}
