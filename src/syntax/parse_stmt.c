/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements (spec: Statements). Which of the simple statements stands before us shows only
 * behind its first expression list; the headers of if, for and switch are read as up to three
 * simple statements and then sorted out. */
#include <string.h>

#include "syntax/branches.h"
#include "syntax/parser.h"

static Node *parse_stmt_or_null(Parser *p);

/* ---- simple statements ---- */

/* "range" Expression */
static Node *parse_range(Parser *p, const NodeList *lhs, Pos op, bool define)
{
	RangeStmt *r = parser_new(p, RangeStmt);

	r->range = p->lx.pos;
	r->op = op;
	r->define = define;
	if (lhs) {
		r->key = lhs->data[0];
		r->value = lhs->len > 1 ? lhs->data[1] : NULL;
		r->extra = lhs->len > 2 ? lhs->data[2] : NULL;
	}
	parser_next(p);
	r->x = parse_expr(p);
	return parser_done(p, r);
}

static Node *new_assign(Parser *p, Pos pos, Tok op, NodeList lhs, NodeList rhs)
{
	AssignStmt *a = parser_new_at(p, AssignStmt, pos);

	a->lhs = lhs;
	a->op = (uint16_t)op;
	a->rhs = rhs;
	return parser_done(p, a);
}

static Node *new_expr_stmt(Parser *p, Node *x)
{
	ExprStmt *s = parser_new_at(p, ExprStmt, x->pos);

	s->x = x;
	return parser_done(p, s);
}

/* lhs ( "=" | ":=" ) ( ExpressionList | "range" Expression ) */
static Node *parse_assignment(Parser *p, NodeList lhs, Tok keyword)
{
	Tok op = p->lx.tok;
	Pos pos = p->lx.pos;

	if (op != TOK_ASSIGN && op != TOK_DEFINE) {
		parser_syntax_error(p, "expected := or = or comma");
		parser_skip_to(p, TOKSET(TOK_SEMI, TOK_RBRACE));
		return new_expr_stmt(p, lhs.data[0]);
	}
	parser_next(p);
	if (keyword == TOK_FOR && p->lx.tok == TOK_RANGE)
		return parse_range(p, &lhs, pos, op == TOK_DEFINE);
	return new_assign(p, pos, op, lhs, parse_expr_list(p));
}

/* x op= y */
static Node *parse_op_assignment(Parser *p, NodeList lhs)
{
	Tok op = p->lx.tok;
	Pos pos = p->lx.pos;
	Node *y;

	parser_next(p);
	y = parse_expr(p);
	return new_assign(p, pos, op, lhs, ast_list(p->ast, &y, 1));
}

static Node *parse_inc_dec(Parser *p, Node *x)
{
	IncDecStmt *s = parser_new(p, IncDecStmt);

	s->x = x;
	s->op = (uint16_t)p->lx.tok;
	parser_next(p);
	return parser_done(p, s);
}

static Node *parse_send(Parser *p, Node *chan)
{
	SendStmt *s = parser_new(p, SendStmt);

	parser_next(p);
	s->chan = chan;
	s->value = parse_expr(p);
	return parser_done(p, s);
}

/* What follows the expression list lhs. */
static Node *parse_simple_rest(Parser *p, NodeList lhs, Tok keyword)
{
	Tok tok = p->lx.tok;

	if (lhs.len > 1 || tok == TOK_ASSIGN || tok == TOK_DEFINE)
		return parse_assignment(p, lhs, keyword);
	if (token_assign_op(tok) != TOK_NONE)
		return parse_op_assignment(p, lhs);
	if (tok == TOK_INC || tok == TOK_DEC)
		return parse_inc_dec(p, lhs.data[0]);
	if (tok == TOK_ARROW)
		return parse_send(p, lhs.data[0]);
	return new_expr_stmt(p, lhs.data[0]);
}

/* SimpleStmt = ExpressionStmt | SendStmt | IncDecStmt | Assignment | ShortVarDecl, or a range
 * clause when the keyword is for. */
static Node *parse_simple(Parser *p, Tok keyword)
{
	if (keyword == TOK_FOR && p->lx.tok == TOK_RANGE)
		return parse_range(p, NULL, 0, false);
	return parse_simple_rest(p, parse_expr_list(p), keyword);
}

/* ---- headers ---- */

typedef struct Header {
	Node *init, *cond, *post;
	Ident *name;      /* of a type switch */
	RangeStmt *range; /* then the rest is NULL */
	Node *stmt;       /* the statement that should be a condition */
	Pos semi;         /* the `;` before it, if there was one, */
	const char *semi_name; /* and what it is called */
} Header;

static void print_list(StrBuf *out, const NodeList *list)
{
	for (uint32_t i = 0; i < list->len; i++) {
		sb_add(out, i ? ", " : "");
		ast_print_expr(out, list->data[i]);
	}
}

/* A side of an assignment; parentheses around an operation make the `=` stand out. */
static void print_side(StrBuf *out, const NodeList *list)
{
	bool parens = list->len == 1 && is_BinaryExpr(list->data[0]);

	sb_add(out, parens ? "(" : "");
	print_list(out, list);
	sb_add(out, parens ? ")" : "");
}

static void print_assign(StrBuf *out, const AssignStmt *a)
{
	bool plain = a->op == TOK_ASSIGN;

	sb_add(out, plain ? "assignment " : "");
	(plain ? print_side : print_list)(out, &a->lhs);
	sb_printf(out, " %s ", token_text((Tok)a->op));
	(plain ? print_side : print_list)(out, &a->rhs);
}

/* A simple statement that was used as a condition. */
static void print_simple(StrBuf *out, const Node *n)
{
	if (is_AssignStmt(n)) {
		print_assign(out, as_AssignStmt(n));
	} else if (is_IncDecStmt(n)) {
		ast_print_expr(out, as_IncDecStmt(n)->x);
		sb_add(out, token_text((Tok)as_IncDecStmt(n)->op));
	} else if (is_SendStmt(n)) {
		ast_print_expr(out, as_SendStmt(n)->chan);
		sb_add(out, " <- ");
		ast_print_expr(out, as_SendStmt(n)->value);
	}
}

/* name := x.(type) */
static bool is_type_guard(const Node *stmt)
{
	const AssignStmt *a = is_AssignStmt(stmt);
	const TypeAssertExpr *t;

	if (!a || a->op != TOK_DEFINE || a->lhs.len != 1 || a->rhs.len != 1 ||
	    !is_Ident(a->lhs.data[0]))
		return false;
	t = is_TypeAssertExpr(a->rhs.data[0]);
	return t && !t->type;
}

static void header_no_condition(Parser *p, Header *h, Tok keyword)
{
	if (keyword != TOK_IF || !h->semi)
		return;
	if (strcmp(h->semi_name, "semicolon") == 0)
		parser_syntax_error_at(p, h->semi, "missing condition in if statement");
	else
		parser_syntax_error_at(p, h->semi, "unexpected %s, expected { after if clause",
				       h->semi_name);
	h->cond = &parser_new_at(p, BadExpr, h->semi)->node;
}

/* Makes a condition (or tag, or type guard) of h->stmt. */
static void header_condition(Parser *p, Header *h, Tok keyword)
{
	StrBuf text = {0};

	if (!h->stmt) {
		header_no_condition(p, h, keyword);
	} else if (is_ExprStmt(h->stmt)) {
		h->cond = as_ExprStmt(h->stmt)->x;
	} else if (keyword == TOK_SWITCH && is_type_guard(h->stmt)) {
		h->name = as_Ident(as_AssignStmt(h->stmt)->lhs.data[0]);
		h->cond = as_AssignStmt(h->stmt)->rhs.data[0];
	} else {
		print_simple(&text, h->stmt);
		parser_syntax_error_at(p, h->stmt->pos, "cannot use %s as value", sb_text(&text));
		sb_free(&text);
	}
}

/* Behind the `;` of a for header: [ Condition ] ";" [ PostStmt ] */
static void header_for_clauses(Parser *p, Header *h)
{
	if (p->lx.tok == TOK_LBRACE) {
		parser_syntax_error(p, "expected for loop condition");
		return;
	}
	if (p->lx.tok != TOK_SEMI)
		h->stmt = parse_simple(p, TOK_NONE);
	parser_want(p, TOK_SEMI);
	if (p->lx.tok == TOK_LBRACE)
		return;
	h->post = parse_simple(p, TOK_NONE);
	if (is_AssignStmt(h->post) && as_AssignStmt(h->post)->op == TOK_DEFINE)
		parser_syntax_error_at(p, h->post->pos,
				       "cannot declare in post statement of for loop");
}

/* The `;` behind the first statement. Asking for `{` when it is missing gives the better
 * message. */
static void header_semi(Parser *p, Header *h)
{
	if (p->lx.tok == TOK_SEMI) {
		h->semi = p->lx.pos;
		h->semi_name = lex_semi_name(&p->lx);
		parser_next(p);
		return;
	}
	parser_want(p, TOK_LBRACE);
	if (p->lx.tok != TOK_LBRACE)
		parser_skip_to(p, TOKSET(TOK_LBRACE, TOK_RBRACE));
}

static void header_init(Parser *p, Header *h, Tok keyword)
{
	if (p->lx.tok == TOK_SEMI)
		return;
	if (parser_got(p, TOK_VAR))
		parser_syntax_error(p, "var declaration not allowed in %s initializer",
				    token_text(keyword));
	h->init = parse_simple(p, keyword);
	h->range = is_RangeStmt(h->init);
}

static void header_statements(Parser *p, Header *h, Tok keyword)
{
	header_init(p, h, keyword);
	if (h->range)
		return;
	if (p->lx.tok == TOK_LBRACE) {
		h->stmt = h->init;
		h->init = NULL;
	} else {
		header_semi(p, h);
		if (keyword == TOK_FOR)
			header_for_clauses(p, h);
		else if (p->lx.tok != TOK_LBRACE)
			h->stmt = parse_simple(p, keyword);
	}
	header_condition(p, h, keyword);
}

/* Everything between the keyword and the `{`. */
static Header parse_header(Parser *p, Tok keyword)
{
	Header h = {0};
	int outer = p->xnest;

	parser_next(p);
	if (p->lx.tok == TOK_LBRACE) {
		if (keyword == TOK_IF) {
			parser_syntax_error(p, "missing condition in if statement");
			h.cond = parser_bad_expr(p);
		}
		return h;
	}
	p->xnest = -1;
	header_statements(p, &h, keyword);
	p->xnest = outer;
	return h;
}

/* ---- blocks ---- */

/* Block = "{" StatementList "}" .  after: what it must follow, for the message when there is no
 * brace. */
static BlockStmt *parse_block(Parser *p, const char *after)
{
	BlockStmt *b = parser_new(p, BlockStmt);

	if (!parser_got(p, TOK_LBRACE)) {
		parser_syntax_error(p, "expected { after %s", after);
		parser_skip_to(p, TOKSET(TOK_NAME, TOK_RBRACE));
		if (parser_got(p, TOK_RBRACE)) {
			parser_done(p, b);
			return b;
		}
	}
	b->stmts = parse_stmts(p);
	parser_want(p, TOK_RBRACE);
	parser_done(p, b);
	return b;
}

BlockStmt *parse_func_body(Parser *p)
{
	uint32_t errors = p->lx.errors;
	BlockStmt *body;

	p->fnest++;
	body = parse_block(p, "function");
	p->fnest--;
	if (errors == p->lx.errors)
		branches_resolve(p->ast, body);
	return body;
}

/* ---- if, for ---- */

static Node *parse_if(Parser *p);

static Node *parse_else(Parser *p)
{
	Node *n;

	if (p->lx.tok == TOK_LBRACE)
		return &parse_block(p, "else")->node;
	if (p->lx.tok != TOK_IF) {
		parser_syntax_error(p, "else must be followed by if or statement block");
		parser_skip_to(p, TOKSET(TOK_NAME, TOK_RBRACE));
		return NULL;
	}
	if (!parser_enter(p))
		return NULL;
	n = parse_if(p);
	parser_leave(p);
	return n;
}

/* IfStmt = "if" [ SimpleStmt ";" ] Expression Block [ "else" ( IfStmt | Block ) ] . */
static Node *parse_if(Parser *p)
{
	IfStmt *s = parser_new(p, IfStmt);
	Header h = parse_header(p, TOK_IF);

	s->init = h.init;
	s->cond = h.cond;
	s->body = parse_block(p, "if clause");
	if (parser_got(p, TOK_ELSE))
		s->orelse = parse_else(p);
	return parser_done(p, s);
}

/* ForStmt = "for" [ Condition | ForClause | RangeClause ] Block . */
static Node *parse_for(Parser *p)
{
	Pos pos = p->lx.pos;
	Header h = parse_header(p, TOK_FOR);
	BlockStmt *body = parse_block(p, "for clause");
	ForStmt *s;

	if (h.range) {
		h.range->pos = pos;
		h.range->body = body;
		return parser_done(p, h.range);
	}
	s = parser_new_at(p, ForStmt, pos);
	s->init = h.init;
	s->cond = h.cond;
	s->post = h.post;
	s->body = body;
	return parser_done(p, s);
}

/* ---- switch, select ---- */

/* The head of a clause: true when it is `case`, false when it is `default` or an error. */
static bool clause_is_case(Parser *p)
{
	if (parser_got(p, TOK_CASE))
		return true;
	if (parser_got(p, TOK_DEFAULT))
		return false;
	parser_syntax_error(p, "expected case or default or }");
	parser_skip_to(p, TOKSET(TOK_COLON, TOK_CASE, TOK_DEFAULT, TOK_RBRACE));
	return false;
}

static Pos clause_colon(Parser *p)
{
	Pos pos = p->lx.pos;

	parser_want(p, TOK_COLON);
	return pos;
}

/* ExprCaseClause = ( "case" ExpressionList | "default" ) ":" StatementList .  Types are
 * expressions. */
static Node *parse_case(Parser *p)
{
	CaseClause *c = parser_new(p, CaseClause);

	c->is_default = p->lx.tok == TOK_DEFAULT;
	if (clause_is_case(p))
		c->exprs = parse_expr_list(p);
	c->colon = clause_colon(p);
	c->body = parse_stmts(p);
	return parser_done(p, c);
}

/* CommClause = ( "case" ( SendStmt | RecvStmt ) | "default" ) ":" StatementList . */
static Node *parse_comm(Parser *p)
{
	CommClause *c = parser_new(p, CommClause);

	if (clause_is_case(p))
		c->comm = parse_simple(p, TOK_NONE);
	c->colon = clause_colon(p);
	c->body = parse_stmts(p);
	return parser_done(p, c);
}

/* "{" { clause } "}" */
static NodeList parse_clauses(Parser *p, const char *missing, Node *(*clause)(Parser *), Pos *body)
{
	size_t mark = list_begin(p);

	*body = p->lx.pos;
	if (!parser_got(p, TOK_LBRACE)) {
		parser_syntax_error(p, "%s", missing);
		parser_skip_to(p, TOKSET(TOK_CASE, TOK_DEFAULT, TOK_RBRACE));
	}
	while (p->lx.tok != TOK_EOF && p->lx.tok != TOK_RBRACE)
		list_add(p, clause(p));
	parser_want(p, TOK_RBRACE);
	return list_end(p, mark);
}

static NodeList parse_cases(Parser *p, Pos *body)
{
	return parse_clauses(p, "missing { after switch clause", parse_case, body);
}

static Node *parse_type_switch(Parser *p, Pos pos, const Header *h)
{
	TypeSwitchStmt *s = parser_new_at(p, TypeSwitchStmt, pos);
	TypeAssertExpr *guard = as_TypeAssertExpr(h->cond);

	s->init = h->init;
	s->name = h->name;
	s->x = guard->x;
	s->guard = h->name ? h->name->pos : ast_start(&guard->node);
	s->clauses = parse_cases(p, &s->body);
	return parser_done(p, s);
}

/* SwitchStmt = ExprSwitchStmt | TypeSwitchStmt . */
static Node *parse_switch(Parser *p)
{
	Pos pos = p->lx.pos;
	Header h = parse_header(p, TOK_SWITCH);
	SwitchStmt *s;

	if (is_TypeAssertExpr(h.cond) && !as_TypeAssertExpr(h.cond)->type)
		return parse_type_switch(p, pos, &h);
	s = parser_new_at(p, SwitchStmt, pos);
	s->init = h.init;
	s->tag = h.cond;
	s->clauses = parse_cases(p, &s->body);
	return parser_done(p, s);
}

/* SelectStmt = "select" "{" { CommClause } "}" . */
static Node *parse_select(Parser *p)
{
	SelectStmt *s = parser_new(p, SelectStmt);

	parser_next(p);
	s->clauses = parse_clauses(p, "missing { after select clause", parse_comm, &s->body);
	return parser_done(p, s);
}

/* ---- jumps, calls, declarations ---- */

/* "break" [ Label ] | "continue" [ Label ] | "goto" Label | "fallthrough" */
static Node *parse_branch(Parser *p)
{
	BranchStmt *s = parser_new(p, BranchStmt);

	s->tok = (uint16_t)p->lx.tok;
	parser_next(p);
	if (s->tok == TOK_GOTO || (s->tok != TOK_FALLTHROUGH && p->lx.tok == TOK_NAME))
		s->label = parse_name(p);
	return parser_done(p, s);
}

/* The call of a go or defer statement, which must not be in parentheses. */
static Node *parse_started_call(Parser *p, const char *keyword)
{
	Node *x = parse_primary(p, NULL);

	if (is_ParenExpr(x))
		parser_error_at(p, x->pos, "expression in %s must not be parenthesized", keyword);
	return ast_unparen(x);
}

/* GoStmt = "go" Expression . */
static Node *parse_go(Parser *p)
{
	GoStmt *s = parser_new(p, GoStmt);

	parser_next(p);
	s->call = parse_started_call(p, "go");
	return parser_done(p, s);
}

/* DeferStmt = "defer" Expression . */
static Node *parse_defer(Parser *p)
{
	DeferStmt *s = parser_new(p, DeferStmt);

	parser_next(p);
	s->call = parse_started_call(p, "defer");
	return parser_done(p, s);
}

/* ReturnStmt = "return" [ ExpressionList ] . */
static Node *parse_return(Parser *p)
{
	ReturnStmt *s = parser_new(p, ReturnStmt);

	parser_next(p);
	if (p->lx.tok != TOK_SEMI && p->lx.tok != TOK_RBRACE)
		s->results = parse_expr_list(p);
	return parser_done(p, s);
}

static Node *parse_decl_stmt(Parser *p)
{
	DeclStmt *s = parser_new(p, DeclStmt);
	Tok keyword = p->lx.tok;
	size_t mark = list_begin(p);

	parser_next(p);
	parse_group(p, keyword, s->pos);
	s->decls = list_end(p, mark);
	return parser_done(p, s);
}

/* LabeledStmt = Label ":" Statement .  NULL, with an error, when no statement follows. */
static Node *parse_labeled(Parser *p, Ident *label)
{
	LabeledStmt *s = parser_new_at(p, LabeledStmt, label->pos);
	Pos colon = p->lx.pos;

	parser_next(p);
	s->label = label;
	if (p->lx.tok == TOK_RBRACE)
		s->stmt = &parser_new(p, EmptyStmt)->node;
	else
		s->stmt = parse_stmt_or_null(p);
	if (s->stmt)
		return parser_done(p, s);
	parser_syntax_error_at(p, colon, "missing statement after label");
	return NULL;
}

/* A statement that begins with a name: labelled or simple. */
static Node *parse_name_stmt(Parser *p)
{
	NodeList lhs = parse_expr_list(p);

	if (lhs.len == 1 && is_Ident(lhs.data[0]) && p->lx.tok == TOK_COLON)
		return parse_labeled(p, as_Ident(lhs.data[0]));
	return parse_simple_rest(p, lhs, TOK_NONE);
}

static Node *parse_stmt_rule(Parser *p)
{
	switch (p->lx.tok) {
	case TOK_NAME:
		return parse_name_stmt(p);
	case TOK_VAR:
	case TOK_CONST:
	case TOK_TYPE:
		return parse_decl_stmt(p);
	case TOK_LBRACE:
		return &parse_block(p, "block")->node;
	case TOK_ADD: case TOK_SUB: case TOK_MUL: case TOK_AND: case TOK_XOR: case TOK_NOT:
	case TOK_ARROW:
	case TOK_INT: case TOK_FLOAT: case TOK_IMAG: case TOK_RUNE: case TOK_STRING:
	case TOK_FUNC: case TOK_LPAREN:
	case TOK_LBRACK: case TOK_STRUCT: case TOK_MAP: case TOK_CHAN: case TOK_INTERFACE:
		return parse_simple(p, TOK_NONE);
	case TOK_FOR:
		return parse_for(p);
	case TOK_SWITCH:
		return parse_switch(p);
	case TOK_SELECT:
		return parse_select(p);
	case TOK_IF:
		return parse_if(p);
	case TOK_FALLTHROUGH:
	case TOK_BREAK:
	case TOK_CONTINUE:
	case TOK_GOTO:
		return parse_branch(p);
	case TOK_GO:
		return parse_go(p);
	case TOK_DEFER:
		return parse_defer(p);
	case TOK_RETURN:
		return parse_return(p);
	case TOK_SEMI:
		return &parser_new(p, EmptyStmt)->node;
	default:
		return NULL;
	}
}

/* Statement = Declaration | LabeledStmt | SimpleStmt | GoStmt | ReturnStmt | BreakStmt |
 * ContinueStmt | GotoStmt | FallthroughStmt | Block | IfStmt | SwitchStmt | SelectStmt | ForStmt
 * | DeferStmt . */
static Node *parse_stmt_or_null(Parser *p)
{
	Node *n;

	if (!parser_enter(p))
		return NULL;
	n = parse_stmt_rule(p);
	parser_leave(p);
	return n;
}

static bool ends_statements(Tok tok)
{
	return tok == TOK_EOF || tok == TOK_RBRACE || tok == TOK_CASE || tok == TOK_DEFAULT;
}

/* StatementList = { Statement ";" } .  The last ";" may be missing before "}". */
NodeList parse_stmts(Parser *p)
{
	size_t mark = list_begin(p);

	while (!ends_statements(p->lx.tok)) {
		Node *n = parse_stmt_or_null(p);

		if (!n)
			break;
		list_add(p, n);
		if (parser_got(p, TOK_SEMI) || p->lx.tok == TOK_RBRACE)
			continue;
		if (p->lx.prompt && p->lx.tok == TOK_EOF)
			break;
		parser_syntax_error(p, "at end of statement");
		parser_skip_to(p, TOKSET(TOK_SEMI, TOK_RBRACE, TOK_CASE, TOK_DEFAULT));
		parser_got(p, TOK_SEMI);
	}
	return list_end(p, mark);
}
