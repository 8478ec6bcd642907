/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of a grading: for people, and for the programs that collect results. What is hidden from the student
 * keeps its reasons to itself. */
#include "ui/cli/grade_int.h"

#include <string.h>

static unsigned earned(const Result *r)
{
	return r->passed ? r->block->points : 0;
}

static unsigned total(const Results *r, bool possible)
{
	unsigned sum = 0;

	for (size_t i = 0; i < r->n; i++)
		sum += possible ? r->list[i].block->points : earned(&r->list[i]);
	return sum;
}

static void report_text(StrBuf *out, const Results *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const Result *x = &r->list[i];

		sb_printf(out, "%s  %u/%u  %s\n", x->passed ? "PASS" : "FAIL", earned(x), x->block->points,
			  x->block->hidden ? "(hidden)" : x->block->name);
		if (!x->passed && !x->block->hidden)
			sb_printf(out, "      %s\n", x->why);
	}
	sb_printf(out, "Score: %u/%u\n", total(r, false), total(r, true));
	if (r->seed)
		sb_printf(out, "Seed: %s\n", r->seed);
}

/* ---- TAP 13 ---- */

static void report_tap(StrBuf *out, const Results *r)
{
	sb_printf(out, "TAP version 13\n1..%zu\n", r->n);
	for (size_t i = 0; i < r->n; i++) {
		const Result *x = &r->list[i];

		sb_printf(out, "%s %zu - %s\n", x->passed ? "ok" : "not ok", i + 1,
			  x->block->hidden ? "(hidden)" : x->block->name);
		sb_printf(out, "# points %u/%u\n", earned(x), x->block->points);
		if (!x->passed && !x->block->hidden)
			sb_printf(out, "# %s\n", x->why);
	}
	sb_printf(out, "# Score: %u/%u\n", total(r, false), total(r, true));
	if (r->seed)
		sb_printf(out, "# Seed: %s\n", r->seed);
}

/* ---- JUnit ---- */

static void add_xml(StrBuf *out, const char *text)
{
	static const char marks[] = "<>&\"'";
	static const char *const names[] = { "&lt;", "&gt;", "&amp;", "&quot;", "&apos;" };

	for (; *text; text++) {
		const char *mark = strchr(marks, *text);

		if (mark)
			sb_add(out, names[mark - marks]);
		else if ((unsigned char)*text < 0x20)
			sb_printf(out, "&#%u;", *text == '\n' || *text == '\t' ? (unsigned)*text : 0xfffdu);
		else
			sb_addc(out, *text);
	}
}

static void report_junit(StrBuf *out, const Results *r)
{
	unsigned failed = 0;

	for (size_t i = 0; i < r->n; i++)
		failed += !r->list[i].passed;
	sb_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"");
	add_xml(out, base_name(r->lab));
	sb_printf(out, "\" tests=\"%zu\" failures=\"%u\">\n", r->n, failed);
	for (size_t i = 0; i < r->n; i++) {
		const Result *x = &r->list[i];

		sb_add(out, "  <testcase name=\"");
		add_xml(out, x->block->hidden ? "(hidden)" : x->block->name);
		if (x->passed) {
			sb_add(out, "\"/>\n");
			continue;
		}
		sb_add(out, "\">\n    <failure message=\"");
		add_xml(out, x->block->hidden ? "hidden" : x->why);
		sb_add(out, "\"/>\n  </testcase>\n");
	}
	sb_add(out, "</testsuite>\n");
}

/* ---- Gradescope: results.json ---- */

static void add_json(StrBuf *out, const char *text)
{
	sb_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			sb_printf(out, "\\%c", *text);
		else if (*text == '\n')
			sb_add(out, "\\n");
		else if ((unsigned char)*text < 0x20)
			sb_printf(out, "\\u%04x", (unsigned char)*text);
		else
			sb_addc(out, *text);
	}
	sb_addc(out, '"');
}

static void report_gradescope(StrBuf *out, const Results *r)
{
	sb_printf(out, "{\n  \"score\": %u,\n  \"tests\": [\n", total(r, false));
	for (size_t i = 0; i < r->n; i++) {
		const Result *x = &r->list[i];

		sb_add(out, "    {\"name\": ");
		add_json(out, x->block->name);
		sb_printf(out, ", \"score\": %u, \"max_score\": %u, \"status\": \"%s\", \"output\": ", earned(x), x->block->points,
			  x->passed ? "passed" : "failed");
		add_json(out, x->passed ? "" : x->why);
		sb_printf(out, ", \"visibility\": \"%s\"}%s\n", x->block->hidden ? "hidden" : "visible", i + 1 < r->n ? "," : "");
	}
	sb_add(out, "  ]\n}\n");
}

ReportFn *report_named(const char *name, size_t n)
{
	static const struct { const char *name; ReportFn *fn; } reports[] = {
		{ "text", report_text }, { "tap", report_tap }, { "junit", report_junit }, { "gradescope", report_gradescope },
	};

	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
		if (strlen(reports[i].name) == n && memcmp(reports[i].name, name, n) == 0)
			return reports[i].fn;
	return NULL;
}
