/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser's base (tokens, errors, recovery, lists) and its entries. */
#include "syntax/parser.h"

#include <string.h>

/* ---- tokens ---- */

void parser_next(Parser *p)
{
	p->prev_end = p->lx.end;
	lex_next(&p->lx);
}

bool parser_got(Parser *p, Tok tok)
{
	if (p->lx.tok != tok)
		return false;
	parser_next(p);
	return true;
}

/* A token as messages name it. */
static const char *token_word(Tok tok)
{
	return tok == TOK_COMMA ? "comma" : tok == TOK_SEMI ? "semicolon or newline"
		: token_text(tok);
}

void parser_want(Parser *p, Tok tok)
{
	if (parser_got(p, tok))
		return;
	parser_syntax_error(p, "expected %s%s", token_is_keyword(tok) ? "keyword " : "",
			    token_word(tok));
	parser_next(p);
}

bool parser_got_assign(Parser *p)
{
	if (p->lx.tok == TOK_DEFINE)
		parser_syntax_error(p, "expected =");
	return parser_got(p, TOK_DEFINE) || parser_got(p, TOK_ASSIGN);
}

/* ---- errors ---- */

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static void syntax_error(Parser *p, Pos pos, const char *text)
{
	const char *join = starts_with(text, "expected ") ? ", " : " ";
	StrBuf token = {0};

	if (p->lx.tok == TOK_EOF && p->lx.errors)
		return;
	p->lx.errors++;
	if (!starts_with(text, "in ") && !starts_with(text, "at ") &&
	    !starts_with(text, "after ") &&
	    !starts_with(text, "expected ")) {
		diag_syntax(p->ast->diags, pos, "%s", text);
		return;
	}
	lex_describe(&p->lx, &token);
	diag_syntax(p->ast->diags, pos, "unexpected %s%s%s", sb_text(&token), join, text);
	sb_free(&token);
}

static void syntax_error_v(Parser *p, Pos pos, const char *format, va_list args)
{
	StrBuf text = {0};

	sb_vprintf(&text, format, args);
	syntax_error(p, pos, sb_text(&text));
	sb_free(&text);
}

void parser_syntax_error(Parser *p, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	syntax_error_v(p, p->lx.pos, format, args);
	va_end(args);
}

void parser_syntax_error_at(Parser *p, Pos pos, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	syntax_error_v(p, pos, format, args);
	va_end(args);
}

void parser_error_at(Parser *p, Pos pos, const char *format, ...)
{
	va_list args;

	p->lx.errors++;
	va_start(args, format);
	diag_report(p->ast->diags, DIAG_ERROR, pos, format, args);
	va_end(args);
}

/* ---- going on after an error ---- */

TokSet tokset(const Tok *toks)
{
	TokSet set = {{0}};

	for (; *toks != TOK_NONE; toks++)
		set.bits[*toks / 64] |= (uint64_t)1 << *toks % 64;
	return set;
}

static bool tokset_has(TokSet set, Tok tok)
{
	return set.bits[tok / 64] >> tok % 64 & 1;
}

static bool begins_statement(Tok tok)
{
	static const Tok toks[] = {
		TOK_BREAK, TOK_CONST, TOK_CONTINUE, TOK_DEFER, TOK_FALLTHROUGH, TOK_FOR, TOK_GO,
		TOK_GOTO, TOK_IF, TOK_RETURN, TOK_SELECT, TOK_SWITCH, TOK_TYPE, TOK_VAR, TOK_NONE,
	};

	return tokset_has(tokset(toks), tok);
}

void parser_skip_to(Parser *p, TokSet set)
{
	while (p->lx.tok != TOK_EOF && !tokset_has(set, p->lx.tok) &&
	       !(p->fnest && begins_statement(p->lx.tok)))
		parser_next(p);
}

bool parser_enter(Parser *p)
{
	size_t limit = p->ast->depth_limit ? p->ast->depth_limit : AST_DEPTH_LIMIT;

	if (p->depth++ < limit)
		return true;
	parser_error_at(p, p->lx.pos, "exceeded max nesting depth");
	p->lx.at = p->lx.limit; /* everything that is still open ends here, silently */
	p->lx.need_semi = false;
	parser_next(p);
	parser_leave(p);
	return false;
}

/* ---- lists ---- */

void list_add(Parser *p, void *node)
{
	vec_push(&p->stack, node);
}

NodeList list_end(Parser *p, size_t mark)
{
	NodeList list = ast_list(p->ast, p->stack.data + mark, p->stack.len - mark);

	vec_trim(&p->stack, mark);
	return list;
}

Pos parser_list(Parser *p, const char *context, Tok sep, Tok close, ListItem *item, void *ctx)
{
	bool done = false;
	Pos pos;

	while (p->lx.tok != TOK_EOF && p->lx.tok != close && !done) {
		done = item(p, ctx);
		if (parser_got(p, sep) || p->lx.tok == close)
			continue;
		parser_syntax_error(p, "in %s; possibly missing %s or %s", context, token_word(sep),
		                    token_word(close));
		parser_skip_to(p, TOKSET(TOK_RPAREN, TOK_RBRACK, TOK_RBRACE));
		if (p->lx.tok != close)
			return p->lx.pos;
	}
	pos = p->lx.pos;
	parser_want(p, close);
	return pos;
}

/* ---- names and literals ---- */

Node *parser_bad_expr(Parser *p)
{
	return &parser_new(p, BadExpr)->node;
}

static Ident *missing_name(Parser *p)
{
	Ident *id = ast_new_ident(p->ast, p->lx.pos, intern_cstr(p->ast->names, "_"));

	parser_syntax_error(p, "expected name");
	parser_next(p);
	return id;
}

Ident *parse_name(Parser *p)
{
	Ident *id;

	if (p->lx.tok != TOK_NAME)
		return missing_name(p);
	id = parser_new(p, Ident);
	id->name = p->lx.sym;
	parser_next(p);
	parser_done(p, id);
	return id;
}

NodeList parse_name_list(Parser *p, Ident *first)
{
	size_t mark = list_begin(p);

	list_add(p, first);
	while (parser_got(p, TOK_COMMA))
		list_add(p, parse_name(p));
	return list_end(p, mark);
}

BasicLit *parse_literal_or_null(Parser *p)
{
	BasicLit *lit;

	if (!token_is_literal(p->lx.tok))
		return NULL;
	lit = parser_new(p, BasicLit);
	lit->tok = (uint16_t)p->lx.tok;
	lit->text = p->lx.sym;
	lit->bad = p->lx.bad;
	parser_next(p);
	parser_done(p, lit);
	return lit;
}

/* ---- entries ---- */

static void parser_init(Parser *p, Ast *ast, Source *source, uint32_t offset, uint32_t end)
{
	*p = (Parser){ .ast = ast };
	lex_init(&p->lx, ast, source, offset, end);
}

static void parser_free(Parser *p)
{
	vec_free(&p->stack);
	lex_free(&p->lx);
}

/* Hands what the lexer collected over to the file. */
static void keep_comments(Parser *p, File *file)
{
	file->directive_count = (uint32_t)p->lx.directives.len;
	file->directives = arena_copy(p->ast->arena, p->lx.directives.data,
	                              p->lx.directives.len * sizeof *file->directives);
	file->comment_count = (uint32_t)p->lx.comments.len;
	file->comments = arena_copy(p->ast->arena, p->lx.comments.data,
	                            p->lx.comments.len * sizeof *file->comments);
}

File *parse_file(Ast *ast, Source *source, unsigned mode)
{
	Parser p;
	File *file;

	parser_init(&p, ast, source, 0, source->size);
	p.mode = mode;
	p.lx.keep_comments = mode & PARSE_COMMENTS;
	parser_next(&p);
	file = parser_new(&p, File);
	file->source = source;
	parse_file_decls(&p, file);
	file->end = p.lx.pos;
	keep_comments(&p, file);
	parser_free(&p);
	return file;
}

void parse_body(Ast *ast, FuncDecl *func)
{
	Source *source = source_file(ast->sources, func->body_start);
	Parser p;

	if (func->body || !source)
		return;
	parser_init(&p, ast, source, source_offset(source, func->body_start),
	            source_offset(source, func->body_end));
	parser_next(&p);
	func->body = parse_func_body(&p);
	parser_free(&p);
}

static void prompt_init(Parser *p, Ast *ast, Source *source, uint32_t offset)
{
	parser_init(p, ast, source, offset, source->size);
	p->lx.prompt = true;
	p->fnest = 1;
	parser_next(p);
}

/* Where the text's rest begins; an error when there must be none. */
static void prompt_end(Parser *p, const char *what, uint32_t *end)
{
	if (end) {
		*end = source_offset(p->lx.file, p->lx.pos);
		return;
	}
	if (p->lx.tok == TOK_SEMI && p->lx.automatic)
		parser_next(p);
	if (p->lx.tok != TOK_EOF)
		parser_syntax_error(p, "after %s", what);
	else if (p->lx.at < p->lx.limit)
		parser_error_at(p, p->lx.pos, "invalid character '%c'", *p->lx.at);
}

Node *parse_expr_text(Ast *ast, Source *source, uint32_t offset, uint32_t *end)
{
	Parser p;
	Node *x;

	prompt_init(&p, ast, source, offset);
	x = parse_expr(&p);
	prompt_end(&p, "expression", end);
	if (p.lx.errors)
		x = NULL;
	parser_free(&p);
	return x;
}

BlockStmt *parse_stmts_text(Ast *ast, Source *source, uint32_t offset, uint32_t *end)
{
	Parser p;
	BlockStmt *block;

	prompt_init(&p, ast, source, offset);
	block = parser_new(&p, BlockStmt);
	block->stmts = parse_stmts(&p);
	parser_done(&p, block);
	prompt_end(&p, "statements", end);
	if (p.lx.errors)
		block = NULL;
	parser_free(&p);
	return block;
}
