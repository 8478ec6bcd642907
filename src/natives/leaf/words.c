/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One adapter a leaf: it spreads frame words out into C arguments, and puts results behind the
 * parameters. The bodies come from the shapes in natives.def. */
#include "natives/leaf/words.h"
#include "natives/leaf/leaf.h"

#include <string.h>

/* Text or read-only slice at word k; written slice; the scalars. */
#define T(k) (leaf_text)w[k], (int64_t)w[(k) + 1]
#define W(k) (void *)w[k], (int64_t)w[(k) + 1]
#define I(k) (int64_t)w[k]
#define U(k) w[k]
#define D(k) as_double(w[k])
#define RESULT(k) (int64_t *)&w[k]

static double as_double(uint64_t word)
{
	double d;
	memcpy(&d, &word, 8);
	return d;
}

static uint64_t from_double(double d)
{
	uint64_t word;
	memcpy(&word, &d, 8);
	return word;
}

#define SHAPE_s_i(f) w[2] = (uint64_t)f(T(0));
#define SHAPE_b_i(f) w[3] = (uint64_t)f(T(0));
#define SHAPE_ss_i(f) w[4] = (uint64_t)f(T(0), T(2));
#define SHAPE_bb_i(f) w[6] = (uint64_t)f(T(0), T(3));
#define SHAPE_bs_i(f) w[5] = (uint64_t)f(T(0), T(3));
#define SHAPE_si_i(f) w[3] = (uint64_t)f(T(0), I(2));
#define SHAPE_bi_i(f) w[4] = (uint64_t)f(T(0), I(3));
#define SHAPE_s_ii(f) w[2] = (uint64_t)f(T(0), RESULT(3));
#define SHAPE_b_ii(f) w[3] = (uint64_t)f(T(0), RESULT(4));
#define SHAPE_si_ii(f) w[3] = (uint64_t)f(T(0), I(2), RESULT(4));
#define SHAPE_bi_ii(f) w[4] = (uint64_t)f(T(0), I(3), RESULT(5));
#define SHAPE_si_iii(f) w[3] = (uint64_t)f(T(0), I(2), RESULT(4), RESULT(5));
#define SHAPE_si_dii(f) w[3] = from_double(f(T(0), I(2), RESULT(4), RESULT(5)));
#define SHAPE_sii_ii(f) w[4] = (uint64_t)f(T(0), I(2), I(3), RESULT(5));
#define SHAPE_sii_ui(f) w[4] = f(T(0), I(2), I(3), RESULT(5));
#define SHAPE_qqq_u(f) w[9] = f(W(0), T(3), T(6));
#define SHAPE_qqu_u(f) w[7] = f(W(0), T(3), U(6));
#define SHAPE_qqqqu_u(f) w[13] = f(W(0), T(3), T(6), T(9), U(12));
#define SHAPE_qquu_u(f) w[8] = f(W(0), T(3), U(6), U(7));
#define SHAPE_w_n(f) f((void *)w[0], I(1));
#define SHAPE_W_n(f) f((void *)w[0], I(1));
#define SHAPE_ws_i(f) w[5] = (uint64_t)f(W(0), T(3));
#define SHAPE_wb_i(f) w[6] = (uint64_t)f(W(0), T(3));
#define SHAPE_wsi_i(f) w[6] = (uint64_t)f(W(0), T(3), I(5));
#define SHAPE_wbi_i(f) w[7] = (uint64_t)f(W(0), T(3), I(6));
#define SHAPE_wsii_i(f) w[7] = (uint64_t)f(W(0), T(3), I(5), I(6));
#define SHAPE_wsssi_i(f) w[10] = (uint64_t)f(W(0), T(3), T(5), T(7), I(9));
#define SHAPE_wbbbi_i(f) w[13] = (uint64_t)f(W(0), T(3), T(6), T(9), I(12));
#define SHAPE_wii_i(f) w[5] = (uint64_t)f(W(0), I(3), I(4));
#define SHAPE_wui_i(f) w[5] = (uint64_t)f(W(0), U(3), I(4));
#define SHAPE_wdiii_i(f) w[7] = (uint64_t)f(W(0), D(3), I(4), I(5), I(6));
#define SHAPE_i_i(f) w[1] = (uint64_t)f(I(0));
#define SHAPE_ii_i(f) w[2] = (uint64_t)f(I(0), I(1));
#define SHAPE_u_i(f) w[1] = (uint64_t)f(U(0));
#define SHAPE_u_u(f) w[1] = f(U(0));
#define SHAPE_uu_uu(f) w[2] = f(U(0), U(1), &w[3]);
#define SHAPE_uuu_uu(f) w[3] = f(U(0), U(1), U(2), &w[4]);
#define SHAPE_d_d(f) w[1] = from_double(f(D(0)));
#define SHAPE_dd_d(f) w[2] = from_double(f(D(0), D(1)));
#define SHAPE_ddd_d(f) w[3] = from_double(f(D(0), D(1), D(2)));
#define SHAPE_di_d(f) w[2] = from_double(f(D(0), I(1)));
#define SHAPE_d_di(f) w[1] = from_double(f(D(0), RESULT(2)));
#define SHAPE_d_u(f) w[1] = f(D(0));
#define SHAPE_u_d(f) w[1] = from_double(f(U(0)));

/* One adapter for each line of natives.def: the line number keeps their names apart. */
#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#define LEAF(package, function, c_function, shape, signature, doc) \
	static void JOIN(JOIN(adapt_, c_function), JOIN(_, JOIN(shape, JOIN(_, __LINE__))))(uint64_t *w) \
	{                                                                                        \
		SHAPE_##shape(c_function)                                                        \
	}
#include "golib/natives.def"

#define LEAF(package, function, c_function, shape, signature, doc) \
	{package, function, #shape, JOIN(JOIN(adapt_, c_function), JOIN(_, JOIN(shape, JOIN(_, __LINE__))))},

const struct leaf_native leaf_natives[] = {
#include "golib/natives.def"
	{NULL, NULL, NULL, NULL}
};

static int letter_words(char c)
{
	return c == 's' || c == 'e' ? 2 : c == 'b' || c == 'q' || c == 'w' || c == 'W' ? 3 : c == 'n' ? 0 : 1;
}

int leaf_param_words(const char *shape)
{
	int words = 0;
	while (*shape != '_')
		words += letter_words(*shape++);
	return words;
}

int leaf_written_word(const char *shape)
{
	int words = 0;
	for (; *shape != '_'; words += letter_words(*shape++))
		if (*shape == 'q' || *shape == 'w' || *shape == 'W')
			return words;
	return -1;
}
