/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions (spec: Expressions). A type may stand wherever an operand may: what is a value and
 * what a type is the checker's question. The one ambiguity that must be settled here is whether
 * `T {` begins a composite literal or the block of a statement; xnest tells. */
#include "syntax/parser.h"

/* ---- operands ---- */

/* "(" Expression ")" */
static Node *parse_paren(Parser *p)
{
	ParenExpr *paren = parser_new(p, ParenExpr);

	parser_next(p);
	p->xnest++;
	paren->x = parse_expr(p);
	p->xnest--;
	parser_want(p, TOK_RPAREN);
	return parser_done(p, paren);
}

/* "func" Signature [ Block ] */
static Node *parse_func_operand(Parser *p)
{
	Pos pos = p->lx.pos;
	FuncTypeExpr *type;
	FuncLit *lit;

	parser_next(p);
	type = parse_signature(p, "function type", NULL);
	if (p->lx.tok != TOK_LBRACE)
		return &type->node;
	lit = parser_new_at(p, FuncLit, pos);
	lit->type = type;
	p->xnest++;
	lit->body = parse_func_body(p);
	p->xnest--;
	return parser_done(p, lit);
}

/* Operand = Literal | OperandName | "(" Expression ")" | FunctionLit | Type . */
static Node *parse_operand(Parser *p)
{
	Node *bad;

	switch (p->lx.tok) {
	case TOK_NAME:
		return &parse_name(p)->node;
	case TOK_INT:
	case TOK_FLOAT:
	case TOK_IMAG:
	case TOK_RUNE:
	case TOK_STRING:
		return &parse_literal_or_null(p)->node;
	case TOK_LPAREN:
		return parse_paren(p);
	case TOK_FUNC:
		return parse_func_operand(p);
	case TOK_LBRACK:
	case TOK_CHAN:
	case TOK_MAP:
	case TOK_STRUCT:
	case TOK_INTERFACE:
		return parse_type(p);
	default:
		bad = parser_bad_expr(p);
		parser_syntax_error(p, "expected expression");
		parser_skip_to(p, TOKSET(TOK_RPAREN, TOK_RBRACK, TOK_RBRACE));
		return bad;
	}
}

/* ---- composite literals ---- */

static Node *parse_literal_value(Parser *p, Node *type);

/* Element = Expression | LiteralValue . */
static Node *parse_element(Parser *p)
{
	return p->lx.tok == TOK_LBRACE ? parse_literal_value(p, NULL) : parse_expr(p);
}

/* KeyedElement = [ Element ":" ] Element . */
static bool parse_keyed_element(Parser *p, void *ctx)
{
	Node *x = parse_element(p);

	(void)ctx;
	if (p->lx.tok == TOK_COLON) {
		KeyValueExpr *pair = parser_new(p, KeyValueExpr);

		parser_next(p);
		pair->key = x;
		pair->value = parse_element(p);
		x = parser_done(p, pair);
	}
	list_add(p, x);
	return false;
}

/* LiteralValue = "{" [ ElementList [ "," ] ] "}" . */
static Node *parse_literal_value(Parser *p, Node *type)
{
	CompositeLit *lit = parser_new(p, CompositeLit);
	size_t mark = list_begin(p);

	if (!parser_enter(p))
		return parser_done(p, lit);
	lit->type = type;
	p->xnest++;
	parser_want(p, TOK_LBRACE);
	parser_list(p, "composite literal", TOK_COMMA, TOK_RBRACE, parse_keyed_element, NULL);
	p->xnest--;
	lit->elems = list_end(p, mark);
	parser_leave(p);
	return parser_done(p, lit);
}

/* Can x only be a value? Then `x {` is no literal. */
static bool must_be_value(const Node *x)
{
	switch (x->kind) {
	case AST_BasicLit:
	case AST_CompositeLit:
	case AST_FuncLit:
	case AST_SliceExpr:
	case AST_TypeAssertExpr:
	case AST_CallExpr:
	case AST_UnaryExpr:
	case AST_BinaryExpr:
		return true;
	case AST_ParenExpr:
		return must_be_value(as_ParenExpr(x)->x);
	case AST_IndexExpr: {
		const IndexExpr *index = as_IndexExpr(x);

		return must_be_value(index->x) ||
		       (index->indices.len == 1 && must_be_value(index->indices.data[0]));
	}
	default:
		return false;
	}
}

/* Does the `{` behind x open a composite literal of type x? */
static bool opens_literal(const Parser *p, const Node *x)
{
	switch (x->kind) {
	case AST_Ident:
	case AST_SelectorExpr:
		return p->xnest >= 0;
	case AST_IndexExpr:
		return p->xnest >= 0 && !must_be_value(x);
	case AST_ArrayTypeExpr:
	case AST_SliceTypeExpr:
	case AST_StructTypeExpr:
	case AST_MapTypeExpr:
		return true;
	default:
		return false;
	}
}

/* ---- primary expressions ---- */

/* "." identifier | "." "(" Type ")" | "." "(" "type" ")" */
static Node *parse_selector(Parser *p, Node *x)
{
	Pos pos = p->lx.pos;

	parser_next(p);
	if (p->lx.tok == TOK_NAME) {
		SelectorExpr *s = parser_new_at(p, SelectorExpr, pos);

		s->x = x;
		s->sel = parse_name(p);
		return parser_done(p, s);
	}
	if (parser_got(p, TOK_LPAREN)) {
		TypeAssertExpr *t = parser_new_at(p, TypeAssertExpr, pos);

		t->x = x;
		if (!parser_got(p, TOK_TYPE))
			t->type = parse_type(p);
		parser_want(p, TOK_RPAREN);
		return parser_done(p, t);
	}
	parser_syntax_error(p, "expected name or (");
	parser_skip_to(p, TOKSET(TOK_SEMI, TOK_RPAREN));
	return x;
}

/* The upper half of a slice expression: [ Expression ] or Expression ":" Expression. */
static void parse_slice_bounds(Parser *p, SliceExpr *s)
{
	if (p->lx.tok != TOK_COLON && p->lx.tok != TOK_RBRACK)
		s->high = parse_expr(p);
	if (p->lx.tok != TOK_COLON)
		return;
	s->three = true;
	if (!s->high) {
		parser_error_at(p, p->lx.pos, "middle index required in 3-index slice");
		s->high = parser_bad_expr(p);
	}
	parser_next(p);
	if (p->lx.tok != TOK_RBRACK) {
		s->max = parse_expr(p);
	} else {
		parser_error_at(p, p->lx.pos, "final index required in 3-index slice");
		s->max = parser_bad_expr(p);
	}
}

/* x[low : …; the colon is the current token, or missing */
static Node *parse_slice(Parser *p, Pos pos, Node *x, Node *low)
{
	SliceExpr *s = parser_new_at(p, SliceExpr, pos);

	if (!parser_got(p, TOK_COLON)) {
		parser_syntax_error(p, "expected comma, : or ]");
		parser_skip_to(p, TOKSET(TOK_COMMA, TOK_COLON, TOK_RBRACK));
	}
	s->x = x;
	s->low = low;
	p->xnest++;
	parse_slice_bounds(p, s);
	p->xnest--;
	parser_want(p, TOK_RBRACK);
	return parser_done(p, s);
}

static NodeList bad_indices(Parser *p)
{
	Node *bad = parser_bad_expr(p);

	parser_syntax_error(p, "expected operand");
	return ast_list(p->ast, &bad, 1);
}

/* Index or instantiation "[" Expression { "," Type } [ "," ] "]", or a slice expression. */
static Node *parse_index(Parser *p, Node *x)
{
	Pos pos = p->lx.pos;
	NodeList indices;
	bool comma = false;
	IndexExpr *index;

	parser_next(p);
	if (p->lx.tok == TOK_COLON)
		return parse_slice(p, pos, x, NULL);
	indices = p->lx.tok == TOK_RBRACK ? bad_indices(p) : parse_type_args(p, false, &comma);
	if (!comma && p->lx.tok != TOK_RBRACK)
		return parse_slice(p, pos, x, indices.data[0]);
	parser_want(p, TOK_RBRACK);
	index = parser_new_at(p, IndexExpr, pos);
	index->x = x;
	index->indices = indices;
	return parser_done(p, index);
}

static bool parse_argument(Parser *p, void *ctx)
{
	CallExpr *call = ctx;

	list_add(p, parse_expr(p));
	if (p->lx.tok != TOK_DOTDOTDOT)
		return false;
	call->dots = p->lx.pos;
	parser_next(p);
	return true;
}

/* Arguments = "(" [ ExpressionList [ "..." ] [ "," ] ] ")" . */
static Node *parse_call(Parser *p, Node *fun)
{
	CallExpr *call = parser_new(p, CallExpr);
	size_t mark = list_begin(p);

	parser_next(p);
	call->fun = fun;
	p->xnest++;
	parser_list(p, "argument list", TOK_COMMA, TOK_RPAREN, parse_argument, call);
	p->xnest--;
	call->args = list_end(p, mark);
	return parser_done(p, call);
}

/* x { … : a literal whose type must not be in parentheses */
static Node *parse_composite(Parser *p, Node *x)
{
	if (is_ParenExpr(x))
		parser_syntax_error(p, "cannot parenthesize type in composite literal");
	return parse_literal_value(p, x);
}

/* PrimaryExpr = Operand { Selector | Index | Slice | TypeAssertion | Arguments | LiteralValue }
 * . */
static Node *parse_suffix_or_null(Parser *p, Node *x)
{
	switch (p->lx.tok) {
	case TOK_DOT:
		return parse_selector(p, x);
	case TOK_LBRACK:
		return parse_index(p, x);
	case TOK_LPAREN:
		return parse_call(p, x);
	case TOK_LBRACE:
		return opens_literal(p, ast_unparen(x)) ? parse_composite(p, x) : NULL;
	default:
		return NULL;
	}
}

/* A chain a.b(c)[d]… is as deep a tree as it is long, so its links count as levels. */
Node *parse_primary(Parser *p, Node *x)
{
	size_t depth = p->depth;

	if (!x)
		x = parse_operand(p);
	for (Node *longer; (longer = parse_suffix_or_null(p, x));) {
		x = longer;
		if (!parser_enter(p))
			break;
	}
	p->depth = depth;
	return x;
}

/* ---- operators ---- */

static Node *parse_unary(Parser *p);

/* <- before a channel type: the arrow belongs to the outermost chan that has no direction yet; a
 * chan<- on the way gives its arrow to its element (<-chan<- T reads <-chan (<-T), so T must be
 * a channel). */
static Node *arrow_to_chan(Parser *p, Pos arrow, Node *x)
{
	ChanTypeExpr *c = as_ChanTypeExpr(x);
	uint32_t dir = AST_CHAN_SEND;
	Node *elem = x;

	c->pos = arrow;
	while (dir == AST_CHAN_SEND && (c = is_ChanTypeExpr(elem))) {
		dir = c->dir;
		if (dir == AST_CHAN_RECV)
			parser_syntax_error(p, "unexpected <-, expected chan");
		c->dir = AST_CHAN_RECV;
		elem = c->elem;
	}
	if (dir == AST_CHAN_SEND)
		parser_syntax_error(p, "unexpected %s, expected chan", ast_expr_text(p->ast, elem));
	return x;
}

/* "<-" UnaryExpr, or a type that begins with <-chan */
static Node *parse_arrow(Parser *p)
{
	Pos pos = p->lx.pos;
	UnaryExpr *u;
	Node *x;

	parser_next(p);
	x = parse_unary(p);
	if (is_ChanTypeExpr(x))
		return arrow_to_chan(p, pos, x);
	u = parser_new_at(p, UnaryExpr, pos);
	u->op = TOK_ARROW;
	u->x = x;
	return parser_done(p, u);
}

static Node *parse_star(Parser *p)
{
	StarExpr *star = parser_new(p, StarExpr);

	parser_next(p);
	star->x = parse_unary(p);
	return parser_done(p, star);
}

static Node *parse_operator(Parser *p)
{
	UnaryExpr *u = parser_new(p, UnaryExpr);

	u->op = (uint16_t)p->lx.tok;
	parser_next(p);
	u->x = parse_unary(p);
	if (u->op == TOK_AND) /* &(T{}) is allowed as &T{} is */
		u->x = ast_unparen(u->x);
	return parser_done(p, u);
}

static Node *parse_unary_rule(Parser *p)
{
	switch (p->lx.tok) {
	case TOK_ADD:
	case TOK_SUB:
	case TOK_NOT:
	case TOK_XOR:
	case TOK_AND:
	case TOK_TILDE:
		return parse_operator(p);
	case TOK_MUL:
		return parse_star(p);
	case TOK_ARROW:
		return parse_arrow(p);
	default:
		return parse_primary(p, NULL);
	}
}

/* UnaryExpr = PrimaryExpr | unary_op UnaryExpr . */
static Node *parse_unary(Parser *p)
{
	Node *x;

	if (!parser_enter(p))
		return parser_bad_expr(p);
	x = parse_unary_rule(p);
	parser_leave(p);
	return x;
}

/* Expression = UnaryExpr | Expression binary_op Expression .  Here too each link is a level of
 * the tree. */
Node *parse_binary(Parser *p, Node *x, int precedence)
{
	size_t depth = p->depth;

	for (int prec; (prec = token_precedence(p->lx.tok)) > precedence && parser_enter(p);) {
		BinaryExpr *b = parser_new(p, BinaryExpr);

		b->op = (uint16_t)p->lx.tok;
		parser_next(p);
		b->x = x;
		b->y = parse_binary(p, parse_unary(p), prec);
		x = parser_done(p, b);
	}
	p->depth = depth;
	return x;
}

Node *parse_expr(Parser *p)
{
	return parse_binary(p, parse_unary(p), 0);
}

/* ExpressionList = Expression { "," Expression } . */
NodeList parse_expr_list_from(Parser *p, Node *first)
{
	size_t mark = list_begin(p);

	list_add(p, first);
	while (parser_got(p, TOK_COMMA))
		list_add(p, parse_expr(p));
	return list_end(p, mark);
}

NodeList parse_expr_list(Parser *p)
{
	return parse_expr_list_from(p, parse_expr(p));
}

/* ( Expression | Type ) { "," Type } [ "," ] */
NodeList parse_type_args(Parser *p, bool strict, bool *comma)
{
	size_t mark = list_begin(p);

	p->xnest++;
	list_add(p, strict ? parse_type(p) : parse_expr(p));
	while (parser_got(p, TOK_COMMA)) {
		Node *type = parse_type_or_null(p);

		*comma = true;
		if (!type)
			break;
		list_add(p, type);
	}
	p->xnest--;
	return list_end(p, mark);
}
