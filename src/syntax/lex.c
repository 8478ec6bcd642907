/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lexer. A table classes bytes; names are interned as they are found, and a keyword is a
 * name that carries its token. Whether a file holds bytes that are never allowed (NUL, invalid
 * UTF-8, a byte order mark) is asked once per file; only then are the bytes of each token looked
 * at again. Literals are in lex_literal.c. */
/* memrchr, memmem */
#define _GNU_SOURCE 1
#include "syntax/lex.h"

#include <string.h>
#include <unictype.h>

#include "base/utf8.h"
#include "syntax/lex_literal.h"

enum { BLANK = 1, LETTER = 2, DIGIT = 4, BOM = 0xFEFF };

static const unsigned char byte_class[256] = {
	[' '] = BLANK, ['\t'] = BLANK, ['\r'] = BLANK,
	['0' ... '9'] = DIGIT,
	['a' ... 'z'] = LETTER, ['A' ... 'Z'] = LETTER, ['_'] = LETTER,
};

static unsigned byte_is(const char *p, unsigned class)
{
	return byte_class[(unsigned char)*p] & class;
}

/* ---- bytes that are never allowed ---- */

/* The next byte in [p, end) that may be bad: NUL or not ASCII. */
static const char *next_suspect(const char *p, const char *end)
{
	const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
	uint64_t word;

	for (; p + 8 <= end; p += 8) {
		memcpy(&word, p, 8);
		if (((word - ones) | word) & high)
			break;
	}
	while (p < end && *p > 0)
		p++;
	return p;
}

/* What is wrong with the character at p, or NULL; *width is its length. */
static const char *character_fault(const Lexer *lx, const char *p, int *width)
{
	int rune = utf8_decode(p, (size_t)(lx->limit - p), width);

	if (rune == 0)
		return "invalid NUL character";
	if (rune == RUNE_ERROR && *width == 1)
		return "invalid UTF-8 encoding";
	if (rune == BOM && p != lx->start)
		return "invalid BOM in the middle of the file";
	return NULL;
}

static bool lex_is_dirty(const Lexer *lx, const char *end)
{
	int width;

	for (const char *p = lx->at; (p = next_suspect(p, end)) < end; p += width)
		if (character_fault(lx, p, &width))
			return true;
	return false;
}

/* Reports the bad bytes among those read since the last time. */
static void lex_check_bytes(Lexer *lx)
{
	const char *p = lx->checked, *fault;
	int width;

	for (; (p = next_suspect(p, lx->at)) < lx->at; p += width)
		if ((fault = character_fault(lx, p, &width)))
			lex_error_at(lx, p, "%s", fault);
	lx->checked = lx->at;
}

/* ---- comments and directives ---- */

static void lex_keep_comment(Lexer *lx, const char *from)
{
	AstComment c = { lex_pos(lx, from), lex_pos(lx, lx->at) };

	vec_push(&lx->comments, c);
}

/* Only blanks between the line's start and p? */
static bool lex_own_line(const Lexer *lx, const char *p)
{
	while (p > lx->start && byte_is(p - 1, BLANK))
		p--;
	return p == lx->start || p[-1] == '\n';
}

/* Splits ":NUMBER" off the end of [text, *end): the number's value, and *end moved to the colon.
 * -1 when there is no colon, -2 when what follows it is no number from 1 to 2^30 - 1. */
static long directive_number(const char *text, const char **end)
{
	const char *colon = memrchr(text, ':', (size_t)(*end - text));
	long value = 0;

	if (!colon)
		return -1;
	if (colon + 1 == *end)
		return -2;
	for (const char *p = colon + 1; p < *end; p++) {
		if (!byte_is(p, DIGIT))
			return -2;
		value = value * 10 + (*p - '0');
		if (value >= 1 << 30)
			return -2;
	}
	*end = colon;
	return value ? value : -2;
}

/* `line NAME:LINE` or `line NAME:LINE:COL`, in [text, end) after "line "; what comes at `next`
 * is so called. */
static void lex_line_directive(Lexer *lx, const char *text, const char *end, const char *next)
{
	const char *at = end, *first;
	long last = directive_number(text, &at), before;

	if (last == -1)
		return;
	if (last == -2) {
		first = memrchr(text, ':', (size_t)(end - text));
		lex_error_at(lx, first + 1, "invalid line number: %.*s", (int)(end - first - 1),
			     first + 1);
		return;
	}
	first = at;
	before = directive_number(text, &at);
	if (before > 0)
		source_add_directive(lx->file, lex_pos(lx, next), text, (size_t)(at - text),
				     (uint32_t)before,
		                     (uint32_t)last);
	else
		source_add_directive(lx->file, lex_pos(lx, next), text, (size_t)(first - text),
		                     (uint32_t)last, 0);
}

static bool begins(const char *text, const char *end, const char *prefix)
{
	size_t n = strlen(prefix);

	return (size_t)(end - text) >= n && memcmp(text, prefix, n) == 0;
}

/* A line comment from `from` (its slashes) to lx->at, which is at the newline or the end. */
static void lex_line_comment_done(Lexer *lx, const char *from)
{
	const char *text = from + 2, *end = lx->at;
	AstDirective d = { lex_pos(lx, from), NULL, 0, lex_own_line(lx, from) };

	if (lx->keep_comments)
		lex_keep_comment(lx, from);
	if (end > text && end[-1] == '\r')
		end--;
	if (begins(text, end, "line ") && (from == lx->start || from[-1] == '\n'))
		lex_line_directive(lx, text + 5, end, lx->at < lx->limit ? lx->at + 1 : lx->at);
	if (!begins(text, end, "go:") && !begins(text, end, "export "))
		return;
	d.len = (uint32_t)(end - text);
	d.text = arena_strndup(lx->ast->arena, text, d.len);
	vec_push(&lx->directives, d);
}

static void lex_line_comment(Lexer *lx)
{
	const char *from = lx->at, *newline = memchr(from, '\n', (size_t)(lx->limit - from));

	lx->at = newline ? newline : lx->limit;
	if (lx->keep_comments || from[2] == 'g' || from[2] == 'l' || from[2] == 'e')
		lex_line_comment_done(lx, from);
}

/* A comment in stars; true when it spans lines. */
static bool lex_block_comment(Lexer *lx)
{
	const char *from = lx->at, *end = memmem(from + 2, (size_t)(lx->limit - from - 2), "*/", 2);

	lx->at = end ? end + 2 : lx->limit;
	if (!end)
		lex_error_at(lx, from, "comment not terminated");
	if (lx->keep_comments)
		lex_keep_comment(lx, from);
	if (end && begins(from + 2, end, "line "))
		lex_line_directive(lx, from + 7, end, lx->at);
	return memchr(from, '\n', (size_t)(lx->at - from)) != NULL;
}

/* ---- tokens ---- */

static void lex_semi(Lexer *lx, const char *from)
{
	lx->tok = TOK_SEMI;
	lx->automatic = true;
	lx->pos = lex_pos(lx, from);
	lx->end = lex_pos(lx, lx->at);
}

/* The length of the character at lx->at when it is one that is reported (by lex_check_bytes) and
 * otherwise passed over: NUL, an invalid byte, a byte order mark. Else 0. */
static int lex_bad_character(const Lexer *lx)
{
	int width;

	if (!lx->dirty || lx->at == lx->limit || !character_fault(lx, lx->at, &width))
		return 0;
	return width;
}

/* Skips blanks and comments. True when a newline or the end in them makes a semicolon, which
 * then is the current token. */
static bool lex_skip_blanks(Lexer *lx, bool semi)
{
	for (;; lx->at += lex_bad_character(lx)) {
		const char *from;

		while (byte_is(lx->at, BLANK))
			lx->at++;
		from = lx->at;
		if (*from == '\n') {
			lx->at++;
			if (semi)
				return lex_semi(lx, from), true;
		} else if (*from == '/' && from[1] == '/') {
			lex_line_comment(lx);
		} else if (*from == '/' && from[1] == '*') {
			if (lex_block_comment(lx) && semi)
				return lex_semi(lx, from), true;
		} else if (from == lx->limit && semi) {
			return lex_semi(lx, from), true;
		} else if (!lex_bad_character(lx)) {
			return false;
		}
	}
}

/* Can the rune at lx->at, which is not ASCII, go on (or begin) a name? A rune that cannot is
 * reported and taken in all the same, as the user meant a name. */
static bool lex_name_rune(Lexer *lx, bool first)
{
	StrBuf name = {0};
	int width, rune = utf8_decode(lx->at, (size_t)(lx->limit - lx->at), &width);
	bool digit = uc_is_general_category((ucs4_t)rune, UC_DECIMAL_DIGIT_NUMBER);

	if (lex_bad_character(lx)) {
		lx->at += width;
		return true;
	}
	if (!uc_is_general_category((ucs4_t)rune, UC_LETTER) && (first || !digit)) {
		lex_print_rune(&name, rune);
		if (digit)
			lex_error_at(lx, lx->at, "identifier cannot begin with digit %s",
				     sb_text(&name));
		else
			lex_error_at(lx, lx->at, "invalid character %s in identifier",
				     sb_text(&name));
		sb_free(&name);
	}
	lx->at += width;
	return true;
}

static void lex_name(Lexer *lx)
{
	const char *from = lx->at;

	while (*lx->at == '$')
		lx->at++; /* only at the prompt: $, $$, $1, $name */
	for (;;) {
		while (byte_is(lx->at, LETTER | DIGIT))
			lx->at++;
		if (!(*lx->at & 0x80) || !lex_name_rune(lx, lx->at == from))
			break;
	}
	lx->sym = intern_bytes(lx->ast->names, from, (size_t)(lx->at - from));
	lx->tok = lx->sym->tag ? (Tok)lx->sym->tag : TOK_NAME;
	lx->need_semi = lx->tok == TOK_NAME || lx->tok == TOK_BREAK || lx->tok == TOK_CONTINUE ||
	                lx->tok == TOK_FALLTHROUGH || lx->tok == TOK_RETURN;
}

/* Takes n bytes as this token. */
static void lex_take(Lexer *lx, int n, Tok tok)
{
	lx->at += n;
	lx->tok = tok;
}

/* A closing token, after which a newline ends a statement. */
static void lex_close(Lexer *lx, int n, Tok tok)
{
	lex_take(lx, n, tok);
	lx->need_semi = true;
}

/* `c` or `c=`. */
static void lex_maybe_assign(Lexer *lx, int n, Tok plain, Tok assign)
{
	if (lx->at[n] == '=')
		lex_take(lx, n + 1, assign);
	else
		lex_take(lx, n, plain);
}

static void lex_less(Lexer *lx)
{
	if (lx->at[1] == '<')
		lex_maybe_assign(lx, 2, TOK_SHL, TOK_SHL_ASSIGN);
	else if (lx->at[1] == '-')
		lex_take(lx, 2, TOK_ARROW);
	else
		lex_maybe_assign(lx, 1, TOK_LSS, TOK_LEQ);
}

static void lex_and(Lexer *lx)
{
	if (lx->at[1] == '&')
		lex_take(lx, 2, TOK_ANDAND);
	else if (lx->at[1] == '^')
		lex_maybe_assign(lx, 2, TOK_ANDNOT, TOK_ANDNOT_ASSIGN);
	else
		lex_maybe_assign(lx, 1, TOK_AND, TOK_AND_ASSIGN);
}

/* + ++ += - -- -= */
static void lex_plus_minus(Lexer *lx, Tok plain, Tok twice, Tok assign)
{
	if (lx->at[1] == lx->at[0])
		lex_close(lx, 2, twice);
	else
		lex_maybe_assign(lx, 1, plain, assign);
}

static void lex_dot(Lexer *lx)
{
	if (byte_is(lx->at + 1, DIGIT))
		lex_number(lx);
	else if (lx->at[1] == '.' && lx->at[2] == '.')
		lex_take(lx, 3, TOK_DOTDOTDOT);
	else
		lex_take(lx, 1, TOK_DOT);
}

/* A byte that begins no token: reported, and skipped by the caller; the end of what is typed at
 * a prompt. */
static void lex_stray(Lexer *lx)
{
	StrBuf name = {0};

	if (lx->prompt) {
		lx->tok = TOK_EOF;
		return;
	}
	lex_print_rune(&name, (unsigned char)*lx->at);
	lex_error_at(lx, lx->at, "invalid character %s", sb_text(&name));
	sb_free(&name);
	lex_take(lx, 1, TOK_NONE);
}

/* Operators, delimiters and quotes: everything that is told by its first byte. */
static void lex_punctuation(Lexer *lx)
{
	switch (*lx->at) {
	case '(': lex_take(lx, 1, TOK_LPAREN); break;
	case ')': lex_close(lx, 1, TOK_RPAREN); break;
	case '[': lex_take(lx, 1, TOK_LBRACK); break;
	case ']': lex_close(lx, 1, TOK_RBRACK); break;
	case '{': lex_take(lx, 1, TOK_LBRACE); break;
	case '}': lex_close(lx, 1, TOK_RBRACE); break;
	case ',': lex_take(lx, 1, TOK_COMMA); break;
	case ';': lex_take(lx, 1, TOK_SEMI); break;
	case '.': lex_dot(lx); break;
	case ':': lex_maybe_assign(lx, 1, TOK_COLON, TOK_DEFINE); break;
	case '=': lex_maybe_assign(lx, 1, TOK_ASSIGN, TOK_EQL); break;
	case '!': lex_maybe_assign(lx, 1, TOK_NOT, TOK_NEQ); break;
	case '+': lex_plus_minus(lx, TOK_ADD, TOK_INC, TOK_ADD_ASSIGN); break;
	case '-': lex_plus_minus(lx, TOK_SUB, TOK_DEC, TOK_SUB_ASSIGN); break;
	case '*': lex_maybe_assign(lx, 1, TOK_MUL, TOK_MUL_ASSIGN); break;
	case '/': lex_maybe_assign(lx, 1, TOK_DIV, TOK_DIV_ASSIGN); break;
	case '%': lex_maybe_assign(lx, 1, TOK_REM, TOK_REM_ASSIGN); break;
	case '^': lex_maybe_assign(lx, 1, TOK_XOR, TOK_XOR_ASSIGN); break;
	case '~': lex_take(lx, 1, TOK_TILDE); break;
	case '&': lex_and(lx); break;
	case '<': lex_less(lx); break;
	case '|':
		if (lx->at[1] == '|')
			lex_take(lx, 2, TOK_OROR);
		else
			lex_maybe_assign(lx, 1, TOK_OR, TOK_OR_ASSIGN);
		break;
	case '>':
		if (lx->at[1] == '>')
			lex_maybe_assign(lx, 2, TOK_SHR, TOK_SHR_ASSIGN);
		else
			lex_maybe_assign(lx, 1, TOK_GTR, TOK_GEQ);
		break;
	case '"': lex_string(lx); break;
	case '`': lex_raw_string(lx); break;
	case '\'': lex_rune(lx); break;
	case 0: lx->tok = TOK_EOF; break; /* lex_skip_blanks passes over every other NUL */
	default: lex_stray(lx); break;
	}
}

void lex_next(Lexer *lx)
{
	bool semi = lx->need_semi;

	lx->need_semi = false;
	lx->automatic = false;
	lx->bad = false;
	do {
		if (lex_skip_blanks(lx, semi))
			break;
		lx->pos = lex_pos(lx, lx->at);
		if (byte_is(lx->at, LETTER) || (*lx->at & 0x80) || (*lx->at == '$' && lx->prompt))
			lex_name(lx);
		else if (byte_is(lx->at, DIGIT))
			lex_number(lx);
		else
			lex_punctuation(lx);
		lx->end = lex_pos(lx, lx->at);
	} while (lx->tok == TOK_NONE);
	if (lx->dirty)
		lex_check_bytes(lx);
}

/* ---- skipping a block ---- */

/* Behind a quoted literal that begins at lx->at; an unclosed one ends with its line. */
static void skip_quoted(Lexer *lx)
{
	char quote = *lx->at++;

	while (*lx->at != quote && *lx->at != '\n' && lx->at < lx->limit)
		lx->at += *lx->at == '\\' && lx->at + 1 < lx->limit ? 2 : 1;
	if (*lx->at == quote)
		lx->at++;
}

static void skip_raw(Lexer *lx)
{
	const char *end = memchr(lx->at + 1, '`', (size_t)(lx->limit - lx->at - 1));

	lx->at = end ? end + 1 : lx->limit;
}

/* Moves over one thing that is no brace: a byte, a literal, a comment. */
static void skip_one(Lexer *lx)
{
	const char *p = lx->at;

	if (*p == '"' || *p == '\'')
		skip_quoted(lx);
	else if (*p == '`')
		skip_raw(lx);
	else if (*p == '/' && p[1] == '/')
		lex_line_comment(lx);
	else if (*p == '/' && p[1] == '*')
		lex_block_comment(lx);
	else
		lx->at++;
}

Pos lex_skip_block(Lexer *lx)
{
	size_t open = 1;
	Pos close = 0;

	while (open && lx->at < lx->limit) {
		if (*lx->at == '{')
			open++;
		else if (*lx->at == '}')
			open--;
		if (!open)
			close = lex_pos(lx, lx->at);
		if (*lx->at == '{' || *lx->at == '}')
			lx->at++;
		else
			skip_one(lx);
	}
	lx->need_semi = close != 0;
	lex_next(lx);
	return close;
}

void lex_init(Lexer *lx, Ast *ast, Source *file, uint32_t offset, uint32_t end)
{
	*lx = (Lexer){ .file = file, .ast = ast, .start = file->text };
	lx->limit = file->text + file->size;
	lx->at = file->text + offset;
	if (offset == 0 && file->size >= 3 && memcmp(file->text, "\xef\xbb\xbf", 3) == 0)
		lx->at += 3;
	lx->checked = lx->at;
	lx->dirty = lex_is_dirty(lx, lx->start + end);
	token_intern_keywords(ast->names);
}

void lex_free(Lexer *lx)
{
	vec_free(&lx->directives);
	vec_free(&lx->comments);
}

const char *lex_semi_name(const Lexer *lx)
{
	if (!lx->automatic)
		return "semicolon";
	return lx->pos < lex_pos(lx, lx->limit) ? "newline" : "EOF";
}

void lex_describe(const Lexer *lx, StrBuf *out)
{
	const char *text = token_text(lx->tok);

	if (lx->tok == TOK_NAME)
		sb_printf(out, "name %s", lx->sym->text);
	else if (token_is_literal(lx->tok))
		sb_printf(out, "literal %s", lx->sym->text);
	else if (lx->tok == TOK_SEMI)
		sb_add(out, lex_semi_name(lx));
	else if (lx->tok == TOK_COMMA)
		sb_add(out, "comma");
	else
		sb_printf(out, "%s%s", token_is_keyword(lx->tok) ? "keyword " : "", text);
}

static void lex_dump_token(StrBuf *out, const Lexer *lx)
{
	Place p = source_real_place(lx->ast->sources, lx->pos);

	sb_printf(out, "%u:%u %s", p.line, p.col, token_text(lx->tok));
	if (lx->tok == TOK_NAME || token_is_literal(lx->tok)) {
		sb_addc(out, ' ');
		sb_quote(out, lx->sym->text, lx->sym->len);
	} else if (lx->automatic) {
		sb_add(out, " automatic");
	}
	sb_addc(out, '\n');
}

void lex_dump(StrBuf *out, Ast *ast, Source *file)
{
	Lexer lx;

	lex_init(&lx, ast, file, 0, file->size);
	do {
		lex_next(&lx);
		lex_dump_token(out, &lx);
	} while (lx.tok != TOK_EOF);
	lex_free(&lx);
}
