/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lab files: a row of blocks
 *
 *     points 3 "add's frame holds x, y and z"
 *       break add
 *       run
 *       next
 *       expect z == 9 "z is the sum"
 *     end
 *
 * of ordinary commands and checks. `hidden` after the name keeps a block's name and reasons from the student.
 */
#include "ui/cli/grade_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool lab_wrong(Lab *lab, unsigned line, const char *message)
{
	sb_printf(&lab->wrong, "%s:%u: %s", lab->file, line, message);
	return false;
}

/* points N "name" [hidden] */
static bool parse_points(Lab *lab, const char *text, unsigned line, Block *out)
{
	char *end;
	const char *close, *rest;
	bool hidden;
	unsigned long n = strtoul(text, &end, 10);

	if (end == text || n > 100000)
		return lab_wrong(lab, line, "after \"points\" a number is expected");
	text = skip_blanks(end);
	close = *text == '"' ? strchr(text + 1, '"') : NULL;
	rest = close ? skip_blanks(close + 1) : "";
	hidden = strncmp(rest, "hidden", 6) == 0 && !*skip_blanks(rest + 6);
	if (!close || (*rest && !hidden))
		return lab_wrong(lab, line, "a name in quotes is expected: points N \"name\" [hidden]");
	*out = (Block){ .points = (unsigned)n, .line = line, .hidden = hidden,
			.name = arena_strndup(lab->arena, text + 1, (size_t)(close - text - 1)) };
	return true;
}

/* The block's lines up to its end; blocks inside are script.c's. */
static bool parse_block(Lab *lab, Cli *c, Reader *r, Block *b)
{
	StrBuf line = { 0 };
	bool ok = true, ended = false;

	b->body = arena_make(lab->arena, Node);
	b->body->text = "";
	while (ok && !ended && reader_line(c, r, &line, 1)) {
		const char *text = skip_blanks(line.data);
		Node *n;

		if (!*text || *text == '#')
			continue;
		if (strncmp(text, "end", 3) == 0 && !*skip_blanks(text + 3)) {
			ended = true;
			continue;
		}
		n = script_parse(c, r, lab->arena, text);
		if (n)
			vec_push(&b->body->body, n);
		else
			ok = lab_wrong(lab, r->line, sb_text(&c->error));
	}
	sb_free(&line);
	return ok && (ended || lab_wrong(lab, b->line, "this block has no \"end\""));
}

static bool parse_lab(Lab *lab, Cli *c, Reader *r)
{
	StrBuf line = { 0 };
	bool ok = true;

	while (ok && reader_line(c, r, &line, 0)) {
		const char *text = skip_blanks(line.data);
		Block b;

		if (!*text || *text == '#')
			continue;
		if (strncmp(text, "points ", 7) != 0)
			ok = lab_wrong(lab, r->line, "only blocks that begin with \"points N\" may stand here");
		else if ((ok = parse_points(lab, skip_blanks(text + 7), r->line, &b)) && (ok = parse_block(lab, c, r, &b)))
			vec_push(&lab->blocks, b);
	}
	sb_free(&line);
	return ok && (lab->blocks.len || lab_wrong(lab, 1, "there is no \"points\" block"));
}

bool lab_load(Lab *lab, Cli *c)
{
	Reader r = { .name = lab->file, .file = fopen(lab->file, "r") };
	bool ok;

	if (!r.file) {
		sb_printf(&lab->wrong, "%s: %s.", lab->file, strerror(errno));
		return false;
	}
	ok = parse_lab(lab, c, &r);
	fclose(r.file);
	return ok;
}

void lab_free(Lab *lab)
{
	vec_each(&lab->blocks, b)
		node_free(b->body);
	vec_free(&lab->blocks);
	sb_free(&lab->wrong);
	arena_free(lab->arena);
}
