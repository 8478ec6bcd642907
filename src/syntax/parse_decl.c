/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declarations and the file (spec: Declarations and scope, Source file organization). Groups
 * come out flat, each specification a node that knows its group, and a constant specification
 * without values knows whose values it repeats. */
#include "syntax/parser.h"

/* What the specifications of one group share. */
typedef struct Group {
	Tok keyword;
	Pos keyword_pos;
	uint32_t number;    /* 0: no parentheses */
	uint32_t index;     /* of the next specification: iota */
	ConstDecl *repeats; /* the last constant specification with a type or values */
} Group;

/* The directives that stand before the declaration that begins at the current token. */
static void take_directives(Parser *p, uint32_t *first, uint32_t *count)
{
	*count = (uint32_t)(p->lx.directives.len - p->directives_used);
	*first = *count ? (uint32_t)p->directives_used : 0;
	p->directives_used = p->lx.directives.len;
}

static void drop_directives(Parser *p)
{
	p->directives_used = p->lx.directives.len;
}

/* ---- import ---- */

static void import_path(Parser *p, ImportDecl *d)
{
	const char *value;
	size_t len;

	d->path = parse_literal_or_null(p);
	if (!d->path) {
		parser_syntax_error(p, "missing import path");
		parser_skip_to(p, TOKSET(TOK_SEMI, TOK_RPAREN));
		return;
	}
	if (!d->path->bad && d->path->tok != TOK_STRING) {
		parser_syntax_error_at(p, d->path->pos, "import path must be a string");
		d->path->bad = true;
	}
	value = ast_string_value(p->ast, d->path, &len);
	d->value = value ? intern_bytes(p->ast->names, value, len) : NULL;
}

/* ImportSpec = [ "." | PackageName ] ImportPath . */
static Node *parse_import_spec(Parser *p, Group *g)
{
	ImportDecl *d = parser_new(p, ImportDecl);

	d->group = g->number;
	d->keyword = g->keyword_pos;
	if (p->lx.tok == TOK_NAME) {
		d->name = parse_name(p);
	} else if (p->lx.tok == TOK_DOT) {
		d->name = ast_new_ident(p->ast, p->lx.pos, intern_cstr(p->ast->names, "."));
		parser_next(p);
	}
	import_path(p, d);
	return parser_done(p, d);
}

/* ---- const, var ---- */

/* ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] . */
static Node *parse_const_spec(Parser *p, Group *g)
{
	ConstDecl *d = parser_new(p, ConstDecl);

	d->group = g->number;
	d->keyword = g->keyword_pos;
	d->iota = g->index++;
	d->names = parse_name_list(p, parse_name(p));
	if (p->lx.tok != TOK_EOF && p->lx.tok != TOK_SEMI && p->lx.tok != TOK_RPAREN) {
		d->type = parse_type_or_null(p);
		if (parser_got_assign(p))
			d->values = parse_expr_list(p);
	}
	d->inherited = !d->type && !d->values.len;
	if (!d->inherited)
		g->repeats = d;
	if (g->repeats) {
		d->use_type = g->repeats->type;
		d->use_values = g->repeats->values;
	}
	return parser_done(p, d);
}

/* VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) . */
static Node *parse_var_spec(Parser *p, Group *g)
{
	VarDecl *d = parser_new(p, VarDecl);

	take_directives(p, &d->directives, &d->directive_count);
	d->group = g->number;
	d->keyword = g->keyword_pos;
	d->names = parse_name_list(p, parse_name(p));
	if (p->lx.tok != TOK_ASSIGN && p->lx.tok != TOK_DEFINE)
		d->type = parse_type(p);
	if (parser_got_assign(p))
		d->values = parse_expr_list(p);
	return parser_done(p, d);
}

/* ---- type ---- `type T [P …` may begin an array type or type parameters. `P …` is read as an
 * expression first; it is taken apart again when it can be a parameter's name followed by a
 * constraint: P *C, P (C), and unions of these. */

/* Does x contain what can only be a type, so that `P op x` is no arithmetic? */
static bool must_be_constraint(const Node *x)
{
	switch (x->kind) {
	case AST_ArrayTypeExpr:
	case AST_SliceTypeExpr:
	case AST_StructTypeExpr:
	case AST_FuncTypeExpr:
	case AST_InterfaceTypeExpr:
	case AST_MapTypeExpr:
	case AST_ChanTypeExpr:
		return true;
	case AST_ParenExpr:
		return must_be_constraint(as_ParenExpr(x)->x);
	case AST_StarExpr:
		return must_be_constraint(as_StarExpr(x)->x);
	case AST_UnaryExpr:
		return as_UnaryExpr(x)->op == TOK_TILDE || must_be_constraint(as_UnaryExpr(x)->x);
	case AST_BinaryExpr:
		return must_be_constraint(as_BinaryExpr(x)->x) ||
			must_be_constraint(as_BinaryExpr(x)->y);
	default:
		return false;
	}
}

/* P * C: the parameter P with constraint *C. */
static Ident *split_product(Parser *p, BinaryExpr *b, bool force, Node **constraint)
{
	Ident *name = is_Ident(b->x);
	StarExpr *star;

	if (!name || !(force || must_be_constraint(b->y)))
		return NULL;
	star = parser_new_at(p, StarExpr, b->pos);
	star->x = b->y;
	star->end = b->end;
	*constraint = &star->node;
	return name;
}

/* P (C): the parameter P with constraint C. */
static Ident *split_call(const CallExpr *call, bool force, Node **constraint)
{
	Ident *name = is_Ident(call->fun);

	if (!name || call->args.len != 1 || call->dots)
		return NULL;
	if (!force && !must_be_constraint(call->args.data[0]))
		return NULL;
	*constraint = ast_unparen(call->args.data[0]);
	return name;
}

/* Takes x apart as NAME CONSTRAINT; the constraint stays NULL when x is just a name; NULL when x
 * is neither. force: it must be a constraint, as a comma follows. */
static Ident *split_param(Parser *p, Node *x, bool force, Node **constraint)
{
	BinaryExpr *b = is_BinaryExpr(x);
	Ident *name;

	if (is_Ident(x))
		return as_Ident(x);
	if (is_CallExpr(x))
		return split_call(as_CallExpr(x), force, constraint);
	if (b && b->op == TOK_MUL)
		return split_product(p, b, force, constraint);
	if (!b || b->op != TOK_OR)
		return NULL;
	name = split_param(p, b->x, force || must_be_constraint(b->y), constraint);
	if (!name || !*constraint)
		return NULL;
	b->x = *constraint; /* NAME C | D was read as (NAME C) | D */
	*constraint = x;
	return name;
}

static void parse_type_rest(Parser *p, TypeDecl *d)
{
	d->alias = parser_got_assign(p);
	d->type = parse_type_or_null(p);
}

/* type T [NAME …; the name is the current token, `[` was at pos */
static void parse_array_or_params(Parser *p, TypeDecl *d, Pos pos)
{
	const ParamRules rules = { TOK_RBRACK, false, true };
	Node *x = &parse_name(p)->node, *constraint = NULL;
	Ident *param;

	if (p->lx.tok != TOK_LBRACK) { /* NAME [ can only be a parameter and its constraint */
		p->xnest++;
		x = parse_binary(p, parse_primary(p, x), 0);
		p->xnest--;
	}
	param = split_param(p, x, p->lx.tok == TOK_COMMA, &constraint);
	if (param && (constraint || p->lx.tok != TOK_RBRACK)) {
		d->tparams = parse_params(p, rules, param, constraint);
		parse_type_rest(p, d);
	} else {
		d->type = parse_array_type(p, pos, x);
	}
}

static void parse_bracket_decl(Parser *p, TypeDecl *d)
{
	Pos pos = p->lx.pos;

	parser_next(p);
	if (p->lx.tok == TOK_NAME)
		parse_array_or_params(p, d, pos);
	else if (parser_got(p, TOK_RBRACK))
		d->type = parse_slice_type(p, pos);
	else
		d->type = parse_array_type(p, pos, NULL);
}

/* TypeSpec = identifier [ TypeParameters ] [ "=" ] Type . */
static Node *parse_type_spec(Parser *p, Group *g)
{
	TypeDecl *d = parser_new(p, TypeDecl);

	take_directives(p, &d->directives, &d->directive_count);
	d->group = g->number;
	d->keyword = g->keyword_pos;
	d->name = parse_name(p);
	if (p->lx.tok == TOK_LBRACK)
		parse_bracket_decl(p, d);
	else
		parse_type_rest(p, d);
	if (!d->type) {
		d->type = parser_bad_expr(p);
		parser_syntax_error(p, "in type declaration");
		parser_skip_to(p, TOKSET(TOK_SEMI, TOK_RPAREN));
	}
	return parser_done(p, d);
}

/* ---- groups ---- */

static bool parse_spec(Parser *p, void *ctx)
{
	Group *g = ctx;

	if (g->keyword == TOK_IMPORT)
		list_add(p, parse_import_spec(p, g));
	else if (g->keyword == TOK_CONST)
		list_add(p, parse_const_spec(p, g));
	else if (g->keyword == TOK_TYPE)
		list_add(p, parse_type_spec(p, g));
	else
		list_add(p, parse_var_spec(p, g));
	return false;
}

void parse_group(Parser *p, Tok keyword, Pos keyword_pos)
{
	Group g = { .keyword = keyword, .keyword_pos = keyword_pos };

	if (p->lx.tok != TOK_LPAREN) {
		parse_spec(p, &g);
		return;
	}
	g.number = ++p->ast->group_count;
	drop_directives(p);
	parser_next(p);
	parser_list(p, "grouped declaration", TOK_SEMI, TOK_RPAREN, parse_spec, &g);
}

/* ---- func ---- */

/* Receiver = Parameters . */
static Field *parse_receiver(Parser *p)
{
	const ParamRules rules = { TOK_RPAREN, false, false };
	NodeList list = parse_params(p, rules, NULL, NULL);

	if (list.len == 0) {
		parser_error_at(p, p->lx.pos, "method has no receiver");
		return NULL;
	}
	if (list.len > 1 || as_Field(list.data[0])->names.len > 1)
		parser_error_at(p, p->lx.pos, "method has multiple receivers");
	return as_Field(list.data[0]);
}

static void func_name_missing(Parser *p, FuncDecl *d, bool method)
{
	d->name = ast_new_ident(p->ast, p->lx.pos, intern_cstr(p->ast->names, "_"));
	d->type = parser_new(p, FuncTypeExpr);
	parser_syntax_error(p, method ? "expected name" : "expected name or (");
	parser_skip_to(p, TOKSET(TOK_LBRACE, TOK_SEMI));
}

static void parse_decl_body(Parser *p, FuncDecl *d)
{
	Pos close;

	d->body_start = p->lx.pos;
	if (p->mode & PARSE_SKIP_BODIES) {
		close = lex_skip_block(&p->lx);
		if (!close)
			parser_syntax_error(p, "unexpected EOF, expected }");
		p->prev_end = close ? close + 1 : p->lx.pos;
	} else {
		d->body = parse_func_body(p);
	}
	d->body_end = p->prev_end;
}

/* FunctionDecl = "func" [ Receiver ] FunctionName [ TypeParameters ] Signature [ FunctionBody ]
 * . */
FuncDecl *parse_func_decl(Parser *p, Pos keyword_pos)
{
	FuncDecl *d = parser_new(p, FuncDecl);
	bool method;

	take_directives(p, &d->directives, &d->directive_count);
	d->keyword = keyword_pos;
	method = parser_got(p, TOK_LPAREN);
	if (method)
		d->recv = parse_receiver(p);
	if (p->lx.tok == TOK_NAME) {
		d->name = parse_name(p);
		d->type = parse_signature(p, method ? "method" : NULL, &d->tparams);
	} else {
		func_name_missing(p, d, method);
	}
	if (p->lx.tok == TOK_LBRACE)
		parse_decl_body(p, d);
	parser_done(p, d);
	return d;
}

/* ---- the file ---- */

static bool begins_declaration(Tok tok)
{
	return tok == TOK_IMPORT || tok == TOK_CONST || tok == TOK_TYPE || tok == TOK_VAR ||
		tok == TOK_FUNC;
}

static void skip_to_declaration(Parser *p)
{
	parser_skip_to(p, TOKSET(TOK_IMPORT, TOK_CONST, TOK_TYPE, TOK_VAR, TOK_FUNC));
}

static void not_a_declaration(Parser *p, size_t mark)
{
	const FuncDecl *last = p->stack.len > mark ? is_FuncDecl(vec_last(&p->stack)) : NULL;

	if (p->lx.tok == TOK_LBRACE && last && !last->body_start)
		parser_syntax_error(p, "unexpected semicolon or newline before {");
	else
		parser_syntax_error(p, "non-declaration statement outside function body");
	skip_to_declaration(p);
}

static void parse_top_decl(Parser *p)
{
	Tok keyword = p->lx.tok;
	Pos pos = p->lx.pos;

	parser_next(p);
	if (keyword == TOK_FUNC)
		list_add(p, parse_func_decl(p, pos));
	else
		parse_group(p, keyword, pos);
	drop_directives(p);
	if (p->lx.tok != TOK_EOF && !parser_got(p, TOK_SEMI)) {
		parser_syntax_error(p, "after top level declaration");
		skip_to_declaration(p);
	}
}

/* { ImportDecl ";" } { TopLevelDecl ";" } */
static NodeList parse_top_decls(Parser *p)
{
	size_t mark = list_begin(p);
	bool others = false;

	while (p->lx.tok != TOK_EOF) {
		if (p->lx.tok != TOK_IMPORT && p->mode & PARSE_IMPORTS_ONLY)
			break;
		if (p->lx.tok == TOK_IMPORT && others)
			parser_syntax_error(p, "imports must appear before other declarations");
		others = p->lx.tok != TOK_IMPORT;
		if (begins_declaration(p->lx.tok))
			parse_top_decl(p);
		else
			not_a_declaration(p, mark);
	}
	return list_end(p, mark);
}

static NodeList imports_of(Parser *p, const NodeList *decls)
{
	size_t mark = list_begin(p);

	for (uint32_t i = 0; i < decls->len; i++)
		if (is_ImportDecl(decls->data[i]))
			list_add(p, decls->data[i]);
	return list_end(p, mark);
}

/* SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } .
 * After a bad package clause nothing else is looked at. */
void parse_file_decls(Parser *p, File *file)
{
	file->pos = p->lx.pos;
	if (p->lx.tok != TOK_PACKAGE) {
		parser_syntax_error(p, "package statement must be first");
		return;
	}
	parser_next(p);
	file->package = parse_name(p);
	drop_directives(p);
	parser_want(p, TOK_SEMI);
	if (p->lx.errors)
		return;
	file->decls = parse_top_decls(p);
	file->imports = imports_of(p, &file->decls);
}
