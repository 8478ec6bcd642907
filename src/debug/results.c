/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The results of a function: where they lie when it has returned, and how `return` sets them.
 */
#include "debug/debug_int.h"

/* Where the value lies that was passed at *slot of a frame; *slot: that of the next one. */
static uint64_t passed_at(DebugSession *s, const TypeDesc *t, uint64_t *slot)
{
	uint64_t at = *slot;

	*slot += type_passed_words(t) * 8;
	if (type_by_address(t) && !machine_read(s->machine, at, &at, 8))
		return 0;
	return at;
}

/* The results of a function whose frame was at fp: they still lie there. */
void collect_results(DebugSession *s, const CodeFunc *fn, uint64_t fp, DebugStop *stop)
{
	const TypeDesc *t = (const TypeDesc *)fn->type;
	const uint64_t *types = t ? (const uint64_t *)t->funcs.ptr : NULL;
	uint64_t at = fp + (FRAME_HEADER_WORDS + fn->param_words) * 8u;

	for (uint64_t i = t ? t->len : 0; t && i < t->funcs.len && stop->nvalues < DEBUG_MAX_VALUES; i++)
		stop->values[stop->nvalues++] = value_read(s, types[i], passed_at(s, (const TypeDesc *)types[i], &at));
}

/* Writes the results where the caller finds them. */
bool store_results(DebugSession *s, const MachineFrame *f, const char *text)
{
	const TypeDesc *t = (const TypeDesc *)f->code.func->type;
	const uint64_t *types = t ? (const uint64_t *)t->funcs.ptr : NULL;
	uint64_t first = t ? t->len : 0, n = t ? t->funcs.len - t->len : 0, at = f->fp + (FRAME_HEADER_WORDS + f->code.func->param_words) * 8u;
	StrBuf bytes = { 0 };
	bool ok = true;

	for (uint64_t i = 0; ok && i < n; i++) {
		const char *part = next_operand(s, &text);
		uint64_t to = passed_at(s, (const TypeDesc *)types[first + i], &at);

		ok = *part && eval_as(s, part, types[first + i], &bytes) && machine_write(s->machine, to, bytes.data, bytes.len);
	}
	if (ok && *trimmed(s, text) && !debug_type_text(s, text, false, false)) {
		ok = false;
	} else if (ok && *trimmed(s, text)) {
		fail(s, "Too many results for %s.", image_text(f->code.image, f->code.func->name));
		ok = false;
	} else if (!ok && !*debug_error(s)) {
		fail(s, "Not enough results for %s.", image_text(f->code.image, f->code.func->name));
	}
	sb_free(&bytes);
	return ok;
}
