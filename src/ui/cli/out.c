/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command loop prints. Results go to stdout, messages to stderr; stdout is flushed before
 * anything else may write (stderr, the program), so that one pipe shows both in their order. On a
 * terminal the results are paged.
 *
 * Results have a buffer of their own: signals that are the program's interrupt a write to a slow terminal or pipe, and stdio would lose
 * what it was writing. */
#define _GNU_SOURCE 1	/* memrchr */
#include "ui/cli/cli_int.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static const char page_question[] = "--Type <RET> for more, q to quit, c to continue without paging--";

enum { BUFFERED = 16 << 10 };

static void drain(Cli *c)
{
	const char *p = c->output.data, *end = p + c->output.len;
	ssize_t n;

	while (p < end && (n = write(STDOUT_FILENO, p, (size_t)(end - p))) != 0) {
		if (n > 0)
			p += n;
		else if (errno == EAGAIN)
			poll(&(struct pollfd){ .fd = STDOUT_FILENO, .events = POLLOUT }, 1, -1);
		else if (errno != EINTR)
			break;
	}
	c->output_lost = c->output_lost || p < end;
	sb_clear(&c->output);
}

/* A terminal gets whole lines as they come. */
static void put(Cli *c, const char *text, size_t n)
{
	sb_addn(&c->output, text, n);
	if (c->output.len >= BUFFERED || (c->interactive && memchr(text, '\n', n)))
		drain(c);
}

static void put_text(Cli *c, const char *text)
{
	put(c, text, strlen(text));
}

static void page_break(Cli *c)
{
	char answer[64];

	c->page_lines = 0;
	if (style_shown(c))	/* a coloured part may be under way */
		put_text(c, STYLE_END);
	put_text(c, page_question);
	drain(c);
	if (!fgets(answer, sizeof answer, stdin) || *skip_blanks(answer) == 'q') {
		clearerr(stdin);
		put_text(c, "Quit\n");
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
			put(c, text, step);
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
		put(c, text, n);
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
	drain(c);
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
static bool answer_yes(Cli *c, const char *question, int empty)
{
	const char *choice = empty == 0 ? "y or [n]" : "y or n";
	char answer[64];

	c->gave_up = false;
	for (;;) {
		out_printf(c, "%s(%s) ", question, choice);
		out_flush(c);
		if (!fgets(answer, sizeof answer, stdin)) {
			c->gave_up = errno == EINTR;
			clearerr(stdin);	/* a terminal has more to say behind its Ctrl-D */
			put_text(c, c->gave_up ? "\n" : "EOF [assumed Y]\n");
			return !c->gave_up;
		}
		switch (*skip_blanks(answer)) {
		case 'y': case 'Y': return true;
		case 'n': case 'N': return false;
		case '\0': case '\n':
			if (empty == 0)
				return false;
			break;
		}
		out_printf(c, "Please answer %s.\n", choice);
	}
}

bool not_confirmed(Cli *c)
{
	bool quit = c->gave_up;

	c->gave_up = false;
	return cli_fail(c, quit ? "Quit" : "Not confirmed.");
}

bool query(Cli *c, const char *format, ...)
{
	StrBuf sb = { 0 };
	va_list args;
	bool yes;

	if (!c->set.confirm || c->batch || c->server)
		return true;
	va_start(args, format);
	sb_vprintf(&sb, format, args);
	va_end(args);
	if (c->interactive) {
		yes = answer_yes(c, sb_text(&sb), -1);
	} else {
		out_printf(c, "%s(y or n) [answered Y; input not from terminal]\n", sb_text(&sb));
		yes = true;
	}
	sb_free(&sb);
	return yes;
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
	return answer_yes(c, question, 0);
}
