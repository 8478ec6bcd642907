/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Source lines in colours: which of their bytes are comments, keywords, strings and numbers.
 *
 * A line alone does not say whether it begins inside of a comment or a raw string, so the file is read from its beginning, on
 * each request: a millisecond for ten thousand lines. It is read with names and positions of its own, because a file
 * that is read twice would tell the program's positions its //line directives twice.
 */
#include "debug/debug_int.h"

#include "base/intern.h"
#include "source/diag.h"
#include "syntax/lex.h"

typedef struct Marking {
	Source *file;			/* of its own set */
	uint32_t first, last;		/* lines */
	VEC(DebugSourceToken) tokens;
} Marking;

static int by_place(const void *a, const void *b)
{
	const DebugSourceToken *x = a, *y = b;

	return x->line != y->line ? (x->line < y->line ? -1 : 1) : x->from < y->from ? -1 : x->from > y->from;
}

/* From one position to the other, a piece for each line. */
static void mark(Marking *m, Sources *set, Pos from, Pos to, DebugTokenKind kind)
{
	Place begin = source_real_place(set, from);
	uint32_t col = begin.col - 1, left = to - from;
	size_t len;

	for (uint32_t line = begin.line; left && line <= m->last && source_line_text(m->file, line, &len); line++, col = 0) {
		uint32_t here = (uint32_t)len - col < left ? (uint32_t)len - col : left;

		if (line >= m->first && here)
			vec_push(&m->tokens, ((DebugSourceToken){ .line = line, .from = col, .to = col + here, .kind = kind }));
		left -= here < left ? here + 1 : here;	/* the newline */
	}
}

static void mark_token(Marking *m, const Lexer *lx)
{
	Sources *set = lx->ast->sources;

	if (token_is_keyword(lx->tok))
		mark(m, set, lx->pos, lx->end, DEBUG_TOKEN_KEYWORD);
	else if (lx->tok == TOK_STRING || lx->tok == TOK_RUNE)
		mark(m, set, lx->pos, lx->end, DEBUG_TOKEN_STRING);
	else if (token_is_literal(lx->tok))
		mark(m, set, lx->pos, lx->end, DEBUG_TOKEN_NUMBER);
}

static void mark_lines(Marking *m, Ast *ast)
{
	Pos end = source_line_pos(m->file, m->last + 1);
	Lexer lx;

	lex_init(&lx, ast, m->file, 0, m->file->size);
	lx.keep_comments = true;
	for (lex_next(&lx); lx.tok != TOK_EOF && (!end || lx.pos < end); lex_next(&lx))
		mark_token(m, &lx);
	vec_each(&lx.comments, c)
		mark(m, ast->sources, c->pos, c->end, DEBUG_TOKEN_COMMENT);
	lex_free(&lx);
}

size_t debug_source_tokens(DebugSession *s, const char *file, uint32_t first, uint32_t last, const DebugSourceToken **out)
{
	const char *text;
	size_t n, size;
	Marking m = { .first = first, .last = last };
	Ast ast = { 0 };

	*out = NULL;
	text = source_bytes(s, file, &size);
	if (!text)
		return 0;
	ast = (Ast){ .arena = arena_new(), .names = intern_new(), .sources = sources_new() };
	ast.diags = diags_new(ast.sources, 1);
	m.file = source_add(ast.sources, file, text, size);
	if (m.file)
		mark_lines(&m, &ast);
	if (m.tokens.len)
		qsort(m.tokens.data, m.tokens.len, sizeof *m.tokens.data, by_place);
	diags_free(ast.diags);
	sources_free(ast.sources);
	intern_free(ast.names);
	arena_free(ast.arena);
	n = m.tokens.len;
	*out = arena_copy(s->scratch, m.tokens.data, n * sizeof *m.tokens.data);
	vec_free(&m.tokens);
	return n;
}
