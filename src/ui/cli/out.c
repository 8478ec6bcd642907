/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command loop prints. Results go to stdout, messages to stderr; stdout is flushed before
 * anything else may write (stderr, the program), so that one pipe shows both in their order. On a
 * terminal the results are paged. */
#define _GNU_SOURCE 1	/* memrchr */
#include "ui/cli/cli_int.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static const char page_question[] = "--Type <RET> for more, q to quit, c to continue without paging--";

static void page_break(Cli *c)
{
	char answer[64];

	c->page_lines = 0;
	if (style_shown(c))	/* a coloured part may be under way */
		fputs(STYLE_END, stdout);
	fputs(page_question, stdout);
	fflush(stdout);
	if (!fgets(answer, sizeof answer, stdin) || *skip_blanks(answer) == 'q') {
		clearerr(stdin);
		fputs("Quit\n", stdout);
		c->discard = true;
	} else if (*skip_blanks(answer) == 'c') {
		c->unpaged = true;
	}
}

/* Lines of the window that are shown before the question, which needs several of a narrow one. */
static unsigned page_size(const Cli *c)
{
	unsigned asking = c->set.width ? ((unsigned)sizeof page_question - 1 + c->set.width - 1) / c->set.width : 1;

	return c->set.height > asking ? c->set.height - asking : 1;
}

/* Does a character that takes so many columns begin another line of the window, because the one before is full? */
static bool wraps(Cli *c, char ch, unsigned columns)
{
	enum { TAB = 8 };
	bool full;

	columns = ch == '\t' ? TAB - c->page_column % TAB : columns;
	full = c->set.width && ch != '\t' && ch != '\n' && c->page_column + columns > c->set.width;
	c->page_column = ch == '\n' ? 0 : full ? columns : c->page_column + columns;
	return full;
}

/* A full page asks when there is more to come. */
static void write_paged(Cli *c, const char *text, size_t n)
{
	const char *end = text + n;
	size_t step;
	int columns;

	for (; text < end && !c->discard; text += step) {
		step = text_step(text, end, &columns);
		c->page_lines += wraps(c, *text, (unsigned)columns);
		if (c->page_lines >= page_size(c) && !c->unpaged)
			page_break(c);
		if (!c->discard)
			fwrite(text, 1, step, stdout);
		c->page_lines += *text == '\n';
	}
}

static void count_columns(Cli *c, const char *text, size_t n)
{
	const char *line = memrchr(text, '\n', n);
	size_t rest = line ? n - (size_t)(line + 1 - text) : n;

	c->column = (line ? 0 : c->column) + bytes_columns(text + n - rest, rest);
}

void out_bytes(Cli *c, const char *text, size_t n)
{
	if (n == 0)
		return;
	if (c->capture) {
		sb_addn(c->capture, text, n);
		return;
	}
	if (c->interactive)
		count_columns(c, text, n);
	if (c->log)
		style_write_plain(c->log, text, n);
	if (c->silent || (c->log && c->set.logging_redirect))
		return;
	if (c->interactive && c->set.pagination && c->set.height > 1)
		write_paged(c, text, n);
	else
		fwrite(text, 1, n, stdout);
}

void out_text(Cli *c, const char *text)
{
	out_bytes(c, text, strlen(text));
}

void out_printf(Cli *c, const char *format, ...)
{
	StrBuf sb = { 0 };
	va_list args;

	va_start(args, format);
	sb_vprintf(&sb, format, args);
	va_end(args);
	out_bytes(c, sb.data, sb.len);
	sb_free(&sb);
}

void out_flush(Cli *c)
{
	fflush(stdout);
	if (c->log)
		fflush(c->log);
}

void err_text(Cli *c, const char *text)
{
	out_flush(c);
	if (c->log)
		fprintf(c->log, "%s\n", text);
	fprintf(stderr, "%s\n", text);
	fflush(stderr);
}

bool cli_fail(Cli *c, const char *format, ...)
{
	StrBuf sb = { 0 };
	va_list args;

	/* The old message may be among the arguments. */
	va_start(args, format);
	sb_vprintf(&sb, format, args);
	va_end(args);
	sb_free(&c->error);
	c->error = sb;
	return false;
}

bool cli_fail_core(Cli *c)
{
	cli_fail(c, "%s", debug_error(c->s));
	hint_no_symbol(c);
	return false;
}

/* An empty line: 0 means no, -1 is no answer. */
static bool answer_yes(int empty)
{
	char answer[64];

	for (;;) {
		if (!fgets(answer, sizeof answer, stdin)) {
			if (errno == EINTR) {
				clearerr(stdin);
				fputs("Quit\n", stdout);
				return false;
			}
			fputs("EOF [assumed Y]\n", stdout);
			return true;
		}
		switch (*skip_blanks(answer)) {
		case 'y': case 'Y': return true;
		case 'n': case 'N': return false;
		case '\0': case '\n':
			if (empty == 0)
				return false;
			break;
		}
		fputs(empty == 0 ? "Please answer y or [n].\n(y or [n]) " : "Please answer y or n.\n(y or n) ", stdout);
		fflush(stdout);
	}
}

bool query(Cli *c, const char *format, ...)
{
	StrBuf sb = { 0 };
	va_list args;

	if (!c->set.confirm || c->batch || c->server)
		return true;
	va_start(args, format);
	sb_vprintf(&sb, format, args);
	va_end(args);
	out_printf(c, "%s(y or n) ", sb_text(&sb));
	sb_free(&sb);
	if (!c->interactive) {
		out_text(c, "[answered Y; input not from terminal]\n");
		return true;
	}
	out_flush(c);
	return answer_yes(-1);
}

/* The question belongs to an error, and is told where that is. */
bool query_no(Cli *c, const char *question)
{
	if (c->server)
		return false;
	if (!c->interactive) {
		if (c->set.confirm)
			err_text(c, arena_printf(c->arena, "%s(y or [n]) [answered N; input not from terminal]", question));
		return false;
	}
	if (!c->set.confirm)
		return false;
	out_printf(c, "%s(y or [n]) ", question);
	out_flush(c);
	return answer_yes(0);
}
