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
 * of ordinary commands and checks. `hidden` after the name keeps a block's name and reasons from the student. A line
 * `limit steps 1000000` before a block holds for that one and those below it.
 */
#include "ui/cli/grade_int.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

const LimitRow limit_rows[LIMIT_COUNT] = {
#define LIMIT(id, word, option, value) { word, option, value },
	LIMITS
#undef LIMIT
};

bool limit_parse(const char *text, uint64_t *out)
{
	const uint64_t most = 1000000000000000;
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*out = strtoull(text, &end, 10);
	return !*skip_blanks(end) && !errno && *out <= most;
}

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
			.name = arena_strndup(lab->arena, text + 1, (size_t)(close - text - 1)), .limits = lab->limits };
	return true;
}

/* How many answers the lines take when each is come to once; of two branches one is. */
static unsigned count_questions(const NodeList *list)
{
	unsigned sum = 0;

	for (size_t i = 0; i < list->len; i++) {
		const Node *n = list->data[i];
		unsigned body = count_questions(&n->body), other = count_questions(&n->orelse);

		if (n->kind == NODE_LINE)
			sum += check_asks(n->text);
		else if (n->kind != NODE_DEFINE && n->kind != NODE_DOCUMENT)
			sum += body > other ? body : other;
	}
	return sum;
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
		n = script_parse_inner(c, r, lab->arena, text);
		if (n)
			vec_push(&b->body->body, n);
		else
			ok = lab_wrong(lab, r->line, sb_text(&c->error));
	}
	sb_free(&line);
	b->questions = count_questions(&b->body->body);
	return ok && (ended || lab_wrong(lab, b->line, "this block has no \"end\""));
}

/* limit WORD N */
static bool parse_limit(Lab *lab, const char *text, unsigned line)
{
	char word[32];
	const char *value = next_word(text, word, sizeof word);

	for (unsigned i = 0; i < LIMIT_COUNT; i++)
		if (strcmp(word, limit_rows[i].word) == 0)
			return (lab->limits.given[i] = limit_parse(value, &lab->limits.of[i]))
			       || lab_wrong(lab, line, "after this \"limit\" a number is expected");
	return lab_wrong(lab, line, "the limits are steps, heap, output and timeout");
}

/* What is wrong with a line is told before anything runs, as far as it can be seen. */
static bool check_line(Lab *lab, Cli *c, const Node *n)
{
	char word[128];
	bool is_check;
	const char *fault = check_fault(c, n->text, &is_check);

	if (fault)
		return lab_wrong(lab, n->line, fault);
	next_word(n->text, word, sizeof word);
	word[strcspn(word, "/")] = '\0';
	if (is_check || lab->defines || !isalpha((unsigned char)*word) || command_find(c, "", word))
		return true;
	return lab_wrong(lab, n->line, sb_text(&c->error));
}

static bool check_lines(Lab *lab, Cli *c, const NodeList *list)
{
	bool ok = true;

	for (size_t i = 0; i < list->len && ok; i++) {
		const Node *n = list->data[i];

		lab->defines = lab->defines || n->kind == NODE_DEFINE || strncmp(n->text, "alias", 5) == 0
			       || strncmp(n->text, "source", 6) == 0;
		ok = n->kind == NODE_LINE ? check_line(lab, c, n)
		     : n->kind == NODE_DOCUMENT || n->kind == NODE_GO || (check_lines(lab, c, &n->body) && check_lines(lab, c, &n->orelse));
	}
	return ok;
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
		if (strncmp(text, "limit ", 6) == 0)
			ok = parse_limit(lab, text + 6, r->line);
		else if (strncmp(text, "points ", 7) != 0)
			ok = lab_wrong(lab, r->line, "only blocks that begin with \"points N\", and limits, may stand here");
		else if ((ok = parse_points(lab, skip_blanks(text + 7), r->line, &b)) && (ok = parse_block(lab, c, r, &b)))
			vec_push(&lab->blocks, b);
		ok = ok && (vec_empty(&lab->blocks) || check_lines(lab, c, &vec_last(&lab->blocks).body->body));
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

/* One line, without its newline. Nothing that looks like a question may keep its answer. */
static bool seal_line(Lab *lab, const char *line, unsigned number, StrBuf *out)
{
	char word[16];
	const char *text = skip_blanks(line), *args = next_word(text, word, sizeof word);
	Quiz q;

	if (strcmp(word, "quiz") != 0) {
		sb_printf(out, "%s\n", line);
		return true;
	}
	if (!quiz_parse(lab->arena, args, &q))
		return lab_wrong(lab, number, "quiz wants a question and its answer in quotes, in one line");
	sb_addn(out, line, (size_t)(text - line));
	sb_printf(out, "quiz \"%s\" %s", q.question, q.sealed ? q.answer : quiz_seal(lab->arena, &q));
	if (q.why)
		sb_printf(out, " \"%s\"", q.why);
	sb_add(out, "\n");
	return true;
}

bool lab_seal(Lab *lab, StrBuf *out)
{
	FILE *f = fopen(lab->file, "r");
	char *line = NULL;
	size_t room = 0;
	bool ok = true;

	if (!f) {
		sb_printf(&lab->wrong, "%s: %s.", lab->file, strerror(errno));
		return false;
	}
	for (unsigned number = 1; ok && getline(&line, &room, f) >= 0; number++) {
		line[strcspn(line, "\r\n")] = '\0';
		ok = seal_line(lab, line, number, out);
	}
	free(line);
	fclose(f);
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
