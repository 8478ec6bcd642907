/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types (spec: Types, Type parameter declarations). Two places need care: `name [` in a field or
 * parameter list may begin an array type or type arguments, and a parameter list tells only at
 * its end whether its lone names are parameters or types. */
#include "syntax/parser.h"

/* Stands for a name that is missing. */
static Ident *blank_name(Parser *p, Pos pos)
{
	return ast_new_ident(p->ast, pos, intern_cstr(p->ast->names, "_"));
}

/* ---- names of types ---- */

/* TypeArgs = "[" TypeList [ "," ] "]" . */
static Node *parse_instance(Parser *p, Node *generic)
{
	IndexExpr *index = parser_new(p, IndexExpr);
	bool comma;
	Node *bad;

	parser_want(p, TOK_LBRACK);
	index->x = generic;
	if (p->lx.tok == TOK_RBRACK) {
		bad = parser_bad_expr(p);
		parser_syntax_error(p, "expected type argument list");
		index->indices = ast_list(p->ast, &bad, 1);
	} else {
		index->indices = parse_type_args(p, true, &comma);
	}
	parser_want(p, TOK_RBRACK);
	return parser_done(p, index);
}

static Ident *parse_type_ident(Parser *p)
{
	Ident *id;

	if (p->lx.tok == TOK_NAME)
		return parse_name(p);
	id = blank_name(p, p->lx.pos);
	parser_syntax_error(p, "expected name");
	parser_skip_to(p, TOKSET(TOK_DOT, TOK_SEMI, TOK_RBRACE));
	return id;
}

/* TypeName [ TypeArgs ]; TypeName = identifier | QualifiedIdent . */
Node *parse_type_name(Parser *p, Ident *name)
{
	Node *x = name ? &name->node : &parse_type_ident(p)->node;

	if (p->lx.tok == TOK_DOT) {
		SelectorExpr *s = parser_new(p, SelectorExpr);

		parser_next(p);
		s->x = x;
		s->sel = parse_name(p);
		x = parser_done(p, s);
	}
	return p->lx.tok == TOK_LBRACK ? parse_instance(p, x) : x;
}

/* ---- arrays, slices, channels, maps ---- */

/* ArrayType = "[" ( Expression | "..." ) "]" ElementType . */
Node *parse_array_type(Parser *p, Pos pos, Node *len)
{
	ArrayTypeExpr *a = parser_new_at(p, ArrayTypeExpr, pos);

	if (!len && !parser_got(p, TOK_DOTDOTDOT)) {
		p->xnest++;
		len = parse_expr(p);
		p->xnest--;
	}
	if (p->lx.tok == TOK_COMMA) {
		parser_syntax_error(p, "unexpected comma; expected ]");
		parser_next(p);
	}
	parser_want(p, TOK_RBRACK);
	a->len = len;
	a->elem = parse_type(p);
	return parser_done(p, a);
}

/* SliceType = "[" "]" ElementType .  Both brackets have been read. */
Node *parse_slice_type(Parser *p, Pos pos)
{
	SliceTypeExpr *s = parser_new_at(p, SliceTypeExpr, pos);

	s->elem = parse_type(p);
	return parser_done(p, s);
}

static Node *parse_bracket_type(Parser *p)
{
	Pos pos = p->lx.pos;

	parser_next(p);
	return parser_got(p, TOK_RBRACK) ? parse_slice_type(p, pos)
		: parse_array_type(p, pos, NULL);
}

static Node *parse_chan_elem(Parser *p, ChanTypeExpr *c)
{
	c->elem = parse_type_or_null(p);
	if (!c->elem) {
		c->elem = parser_bad_expr(p);
		parser_syntax_error(p, "missing channel element type");
	}
	return parser_done(p, c);
}

/* ChannelType = ( "chan" | "chan" "<-" | "<-" "chan" ) ElementType . */
static Node *parse_chan_type(Parser *p)
{
	ChanTypeExpr *c = parser_new(p, ChanTypeExpr);

	if (parser_got(p, TOK_ARROW)) {
		c->dir = AST_CHAN_RECV;
		parser_want(p, TOK_CHAN);
	} else {
		parser_want(p, TOK_CHAN);
		c->dir = parser_got(p, TOK_ARROW) ? AST_CHAN_SEND : AST_CHAN_BOTH;
	}
	return parse_chan_elem(p, c);
}

/* MapType = "map" "[" KeyType "]" ElementType . */
static Node *parse_map_type(Parser *p)
{
	MapTypeExpr *m = parser_new(p, MapTypeExpr);

	parser_next(p);
	parser_want(p, TOK_LBRACK);
	m->key = parse_type(p);
	parser_want(p, TOK_RBRACK);
	m->value = parse_type(p);
	return parser_done(p, m);
}

static Node *parse_pointer_type(Parser *p)
{
	StarExpr *star = parser_new(p, StarExpr);

	parser_next(p);
	star->x = parse_type(p);
	return parser_done(p, star);
}

/* ---- `name [`: an array type or type arguments? ---- */

/* At the `[`; gives an ArrayTypeExpr or
 * SliceTypeExpr (so name was a field's or parameter's), or an IndexExpr of name. `[n]` is an
 * array's if a type follows. */
static Node *parse_array_or_instance(Parser *p, Ident *name)
{
	Pos pos = p->lx.pos;
	bool comma = false;
	NodeList args;
	Node *elem;

	parser_want(p, TOK_LBRACK);
	if (parser_got(p, TOK_RBRACK))
		return parse_slice_type(p, pos);
	if (p->lx.tok == TOK_DOTDOTDOT)
		return parse_array_type(p, pos, NULL);
	args = parse_type_args(p, false, &comma);
	parser_want(p, TOK_RBRACK);
	if (!comma && (elem = parse_type_or_null(p))) {
		ArrayTypeExpr *a = parser_new_at(p, ArrayTypeExpr, pos);

		a->len = args.data[0];
		a->elem = elem;
		return parser_done(p, a);
	} else {
		IndexExpr *index = parser_new_at(p, IndexExpr, pos);

		index->x = &name->node;
		index->indices = args;
		return parser_done(p, index);
	}
}

/* ---- structs ---- */

static Field *new_field(Parser *p, NodeList names, Node *type)
{
	Field *f = parser_new_at(p, Field, names.len ? names.data[0]->pos : ast_start(type));

	f->names = names;
	f->type = type;
	f->end = type->end;
	return f;
}

/* Adds a field to the list; a tag may follow. */
static void add_field(Parser *p, NodeList names, Node *type)
{
	Field *f = new_field(p, names, type);

	f->embedded = names.len == 0;
	f->tag = parse_literal_or_null(p);
	parser_done(p, f);
	list_add(p, f);
}

/* IdentifierList Type, or an embedded type that begins with a name */
static void parse_named_field(Parser *p)
{
	Ident *name = parse_name(p);
	NodeList none = {0}, names;
	Node *type;

	if (p->lx.tok == TOK_DOT || p->lx.tok == TOK_SEMI || p->lx.tok == TOK_RBRACE ||
	    token_is_literal(p->lx.tok)) {
		add_field(p, none, parse_type_name(p, name));
		return;
	}
	names = parse_name_list(p, name);
	type = names.len == 1 && p->lx.tok == TOK_LBRACK ? parse_array_or_instance(p, name)
		: parse_type(p);
	add_field(p, is_IndexExpr(type) && as_IndexExpr(type)->x == &name->node ? none : names,
		  type);
}

/* EmbeddedField = [ "*" ] TypeName [ TypeArgs ] .  At a `*` or, as an error, at a parenthesis
 * around it. */
static void parse_embedded_field(Parser *p)
{
	NodeList none = {0};
	StarExpr *star = NULL;
	bool paren = false;
	Node *type;

	for (; p->lx.tok == TOK_LPAREN || (p->lx.tok == TOK_MUL && !star); parser_next(p)) {
		if (p->lx.tok == TOK_MUL) {
			star = parser_new(p, StarExpr);
		} else if (paren) {
			break;
		} else {
			paren = true;
			parser_syntax_error(p, "cannot parenthesize embedded type");
		}
	}
	type = parse_type_name(p, NULL);
	if (star) {
		star->x = type;
		type = parser_done(p, star);
	}
	if (paren)
		parser_got(p, TOK_RPAREN);
	add_field(p, none, type);
}

/* FieldDecl = ( IdentifierList Type | EmbeddedField ) [ Tag ] . */
static bool parse_field_decl(Parser *p, void *ctx)
{
	(void)ctx;
	if (p->lx.tok == TOK_NAME) {
		parse_named_field(p);
	} else if (p->lx.tok == TOK_MUL || p->lx.tok == TOK_LPAREN) {
		parse_embedded_field(p);
	} else {
		parser_syntax_error(p, "expected field name or embedded type");
		parser_skip_to(p, TOKSET(TOK_SEMI, TOK_RBRACE));
	}
	return false;
}

/* StructType = "struct" "{" { FieldDecl ";" } "}" . */
static Node *parse_struct_type(Parser *p)
{
	StructTypeExpr *s = parser_new(p, StructTypeExpr);
	size_t mark = list_begin(p);

	parser_next(p);
	parser_want(p, TOK_LBRACE);
	parser_list(p, "struct type", TOK_SEMI, TOK_RBRACE, parse_field_decl, NULL);
	s->fields = list_end(p, mark);
	return parser_done(p, s);
}

/* ---- interfaces and constraints ---- */

/* TypeTerm = [ "~" ] Type . */
static Node *parse_term(Parser *p)
{
	Node *type;

	if (p->lx.tok == TOK_TILDE) {
		UnaryExpr *u = parser_new(p, UnaryExpr);

		u->op = TOK_TILDE;
		parser_next(p);
		u->x = parse_type(p);
		return parser_done(p, u);
	}
	type = parse_type_or_null(p);
	if (!type) {
		type = parser_bad_expr(p);
		parser_syntax_error(p, "expected ~ term or type");
		parser_skip_to(p, TOKSET(TOK_OROR, TOK_ANDAND, TOK_EQL, TOK_NEQ, TOK_LSS, TOK_LEQ,
		                         TOK_GTR, TOK_GEQ, TOK_ADD, TOK_SUB, TOK_OR, TOK_XOR,
		                         TOK_DIV, TOK_REM, TOK_AND, TOK_ANDNOT, TOK_SHL, TOK_SHR,
		                         TOK_NOT, TOK_TILDE, TOK_SEMI, TOK_RPAREN, TOK_RBRACK,
		                         TOK_RBRACE));
	}
	return type;
}

/* TypeElem = TypeTerm { "|" TypeTerm } .  x: the first term when it has been read. */
static Node *parse_union(Parser *p, Node *x)
{
	size_t depth = p->depth;

	if (!x)
		x = parse_term(p);
	while (p->lx.tok == TOK_OR && parser_enter(p)) {
		BinaryExpr *b = parser_new(p, BinaryExpr);

		b->op = TOK_OR;
		parser_next(p);
		b->x = x;
		b->y = parse_term(p);
		x = parser_done(p, b);
	}
	p->depth = depth;
	return x;
}

static void add_method(Parser *p, Ident *name)
{
	FuncTypeExpr *type = parse_signature(p, "interface method", NULL);
	Node *n = &name->node;

	list_add(p, new_field(p, ast_list(p->ast, &n, 1), &type->node));
}

static void add_element(Parser *p, Node *type)
{
	list_add(p, new_field(p, (NodeList){0}, parse_union(p, type)));
}

/* name[]: neither arguments nor parameters; goes on as if the brackets were not there. */
static void parse_empty_brackets(Parser *p, Ident *name)
{
	Pos pos = p->lx.pos;

	parser_next(p);
	if (p->lx.tok == TOK_LPAREN) {
		parser_error_at(p, pos, "empty type parameter list");
		add_method(p, name);
	} else {
		parser_error_at(p, pos, "empty type argument list");
		add_element(p, &name->node);
	}
}

static Node *instance_of_fields(Parser *p, Ident *name, Pos pos, const NodeList *fields)
{
	IndexExpr *index = parser_new_at(p, IndexExpr, pos);
	size_t mark = list_begin(p);

	for (uint32_t i = 0; i < fields->len; i++)
		list_add(p, as_Field(fields->data[i])->type);
	index->x = &name->node;
	index->indices = list_end(p, mark);
	return parser_done(p, index);
}

/* name[ in an interface: an embedded instance, or a method with type parameters, which is an
 * error. Both read like a parameter list, which also tells them apart. */
static void parse_bracket_element(Parser *p, Ident *name)
{
	const ParamRules rules = { TOK_RBRACK, false, false };
	Pos pos = p->lx.pos;
	NodeList list;

	parser_next(p);
	if (p->lx.tok == TOK_RBRACK) {
		parse_empty_brackets(p, name);
		return;
	}
	list = parse_params(p, rules, NULL, NULL);
	if (list.len && as_Field(list.data[0])->names.len) {
		add_method(p, name);
		parser_error_at(p, pos, "interface method must have no type parameters");
	} else if (list.len) {
		add_element(p, instance_of_fields(p, name, pos, &list));
	} else if (p->lx.tok == TOK_LPAREN) {
		add_method(p, name);
	} else {
		add_element(p, &name->node);
	}
}

/* InterfaceElem = MethodElem | TypeElem . */
static bool parse_interface_elem(Parser *p, void *ctx)
{
	Ident *name;

	(void)ctx;
	if (p->lx.tok != TOK_NAME) {
		add_element(p, NULL);
		return false;
	}
	name = parse_name(p);
	if (p->lx.tok == TOK_LPAREN)
		add_method(p, name);
	else if (p->lx.tok == TOK_LBRACK)
		parse_bracket_element(p, name);
	else
		add_element(p, parse_type_name(p, name));
	return false;
}

/* InterfaceType = "interface" "{" { InterfaceElem ";" } "}" . */
static Node *parse_interface_type(Parser *p)
{
	InterfaceTypeExpr *t = parser_new(p, InterfaceTypeExpr);
	size_t mark = list_begin(p);

	parser_next(p);
	parser_want(p, TOK_LBRACE);
	parser_list(p, "interface type", TOK_SEMI, TOK_RBRACE, parse_interface_elem, NULL);
	t->elems = list_end(p, mark);
	return parser_done(p, t);
}

/* ---- parameters ---- */

/* While a list is read, each parameter is two entries on the list stack:
 * its name or NULL, its type or NULL. At the end names without types either take the type that
 * follows them or turn out to be types. */

typedef struct Params {
	ParamRules rules;
	Ident *first_name; /* what the caller has read of the first parameter */
	Node *first_type;
	size_t mark;       /* of the entries on the stack */
	uint32_t typed;    /* entries with a type */
	uint32_t named;    /* entries with a name and a type */
} Params;

static void add_param(Parser *p, Params *ps, Ident *name, Node *type)
{
	list_add(p, name);
	list_add(p, type);
	ps->typed += type != NULL;
	ps->named += name && type;
}

/* "..." Type */
static Node *parse_variadic(Parser *p)
{
	Ellipsis *e = parser_new(p, Ellipsis);

	parser_next(p);
	e->elem = parse_type_or_null(p);
	if (e->elem)
		return parser_done(p, e);
	parser_syntax_error(p, "... is missing type");
	return parser_bad_expr(p);
}

/* The type of a parameter, or constraint of a type parameter; NULL when there is none. */
static Node *parse_param_type(Parser *p, bool constraint)
{
	Node *type;

	if (p->lx.tok == TOK_DOTDOTDOT)
		return parse_variadic(p);
	if (constraint && p->lx.tok == TOK_TILDE)
		return parse_union(p, NULL);
	type = parse_type_or_null(p);
	return type && constraint ? parse_union(p, type) : type;
}

/* A parameter that begins with a name: the name may be the parameter's, or (part of) its type. */
static void parse_named_param(Parser *p, Params *ps, Ident *name)
{
	bool constraint = ps->rules.close == TOK_RBRACK;
	Node *type;

	if (p->lx.tok == TOK_LBRACK) {
		type = parse_array_or_instance(p, name);
		if (is_IndexExpr(type) && as_IndexExpr(type)->x == &name->node)
			name = NULL;
		add_param(p, ps, name, constraint ? parse_union(p, type) : type);
	} else if (p->lx.tok == TOK_DOT) {
		type = parse_type_name(p, name);
		add_param(p, ps, NULL, constraint ? parse_union(p, type) : type);
	} else if (constraint && p->lx.tok == TOK_OR) {
		add_param(p, ps, NULL, parse_union(p, &name->node));
	} else {
		add_param(p, ps, name, parse_param_type(p, constraint));
	}
}

/* ParameterDecl = [ IdentifierList ] [ "..." ] Type .  One name of the list at a time. */
static bool parse_param(Parser *p, void *ctx)
{
	Params *ps = ctx;
	Ident *name = ps->first_name;
	Node *type = ps->first_type;

	ps->first_name = NULL;
	ps->first_type = NULL;
	if (type) {
		add_param(p, ps, name, type);
	} else if (name || p->lx.tok == TOK_NAME) {
		parse_named_param(p, ps, name ? name : parse_name(p));
	} else if ((type = parse_param_type(p, ps->rules.close == TOK_RBRACK))) {
		add_param(p, ps, NULL, type);
	} else {
		parser_syntax_error(p, "expected %s", token_text(ps->rules.close));
		parser_skip_to(p, TOKSET(TOK_COMMA, ps->rules.close));
	}
	return false;
}

/* All entries are types. */
static void params_are_types(Node **entry, size_t n)
{
	for (size_t i = 0; i < n; i += 2)
		if (!entry[i + 1]) {
			entry[i + 1] = entry[i];
			entry[i] = NULL;
		}
}

static void params_report(Parser *p, const Params *ps, Pos pos, Pos close, size_t n)
{
	if (ps->named == ps->typed)
		parser_syntax_error_at(p, close, ps->rules.names_needed ? "missing type constraint"
		                                                        : "missing parameter type");
	else if (ps->rules.names_needed)
		parser_syntax_error_at(p, pos, "missing type parameter name%s",
		                       n == 2 ? " or invalid array length" : "");
	else
		parser_syntax_error_at(p, pos, "missing parameter name");
}

/* All entries must get names and types; types are handed leftwards to names that have none. */
static void params_are_named(Parser *p, const Params *ps, Node **entry, size_t n, Pos close)
{
	Node *type = NULL;
	Pos bad = 0;

	for (size_t i = n; i > 0; i -= 2) {
		Node **name = &entry[i - 2], **own = &entry[i - 1];

		if (*own) {
			type = *own;
			if (!*name) {
				bad = ast_start(type);
				*name = &blank_name(p, bad)->node;
			}
		} else if (type) {
			*own = type;
		} else {
			bad = (*name)->pos;
			*own = &parser_new_at(p, BadExpr, bad)->node;
		}
	}
	if (bad)
		params_report(p, ps, bad, close, n);
}

/* ... may only stand before the type of the last parameter; elsewhere it is dropped. */
static void params_check_dots(Parser *p, const Params *ps, Node **entry, size_t n)
{
	const char *wrong = ps->rules.variadic ? "can only use ... with final parameter"
	                                       : "invalid use of ...";
	bool reported = false;

	for (size_t i = 0; i < n; i += 2) {
		Ellipsis *e = is_Ellipsis(entry[i + 1]);

		if (!e || (ps->rules.variadic && i + 2 == n))
			continue;
		if (!reported)
			parser_error_at(p, e->pos, "%s", wrong);
		reported = true;
		entry[i + 1] = e->elem;
	}
}

/* Neighbours that share a type become one Field. The entries from mark on stay on the stack. */
static NodeList params_fields(Parser *p, size_t mark)
{
	size_t end = p->stack.len;

	for (size_t i = mark; i < end;) {
		Node *type = p->stack.data[i + 1];
		size_t names = list_begin(p);

		for (; i < end && p->stack.data[i + 1] == type; i += 2)
			if (p->stack.data[i])
				list_add(p, p->stack.data[i]);
		list_add(p, new_field(p, list_end(p, names), type));
	}
	return list_end(p, end);
}

NodeList parse_params(Parser *p, ParamRules rules, Ident *first_name, Node *first_type)
{
	Params ps = { rules, first_name, first_type, list_begin(p), 0, 0 };
	NodeList fields = {0};
	Pos close = p->lx.pos;
	Node **entry;
	size_t n;

	if (first_type && p->lx.tok == rules.close) {
		parse_param(p, &ps);
		parser_next(p);
	} else {
		close = parser_list(p, "parameter list", TOK_COMMA, rules.close, parse_param, &ps);
	}
	entry = p->stack.data + ps.mark;
	n = p->stack.len - ps.mark;
	if (ps.named == 0 && !rules.names_needed)
		params_are_types(entry, n);
	else if (ps.named != n / 2)
		params_are_named(p, &ps, entry, n, close);
	params_check_dots(p, &ps, entry, n);
	if (n)
		fields = params_fields(p, ps.mark);
	vec_trim(&p->stack, ps.mark);
	return fields;
}

/* ---- functions ---- */

static NodeList parse_type_params(Parser *p, const FuncTypeExpr *type, const char *context)
{
	const ParamRules rules = { TOK_RBRACK, false, true };

	if (context)
		parser_syntax_error_at(p, type->pos, "%s must have no type parameters", context);
	if (p->lx.tok != TOK_RBRACK)
		return parse_params(p, rules, NULL, NULL);
	parser_syntax_error(p, "empty type parameter list");
	parser_next(p);
	return (NodeList){0};
}

/* Result = Parameters | Type . */
static NodeList parse_result(Parser *p)
{
	const ParamRules rules = { TOK_RPAREN, false, false };
	Node *type, *field;

	if (parser_got(p, TOK_LPAREN))
		return parse_params(p, rules, NULL, NULL);
	type = parse_type_or_null(p);
	if (!type)
		return (NodeList){0};
	field = &new_field(p, (NodeList){0}, type)->node;
	return ast_list(p->ast, &field, 1);
}

/* [ TypeParameters ] Signature; Signature = Parameters [ Result ] . */
FuncTypeExpr *parse_signature(Parser *p, const char *context, NodeList *tparams)
{
	const ParamRules rules = { TOK_RPAREN, true, false };
	FuncTypeExpr *type = parser_new(p, FuncTypeExpr);
	NodeList list = {0};

	if (parser_got(p, TOK_LBRACK))
		list = parse_type_params(p, type, context);
	if (tparams)
		*tparams = list;
	parser_want(p, TOK_LPAREN);
	type->params = parse_params(p, rules, NULL, NULL);
	type->results = parse_result(p);
	parser_done(p, type);
	return type;
}

/* ---- any type ---- */

/* "(" Type ")": the parentheses leave no trace. */
static Node *parse_paren_type(Parser *p)
{
	Node *type;

	parser_next(p);
	type = parse_type(p);
	parser_want(p, TOK_RPAREN);
	return type;
}

static Node *parse_type_rule(Parser *p)
{
	switch (p->lx.tok) {
	case TOK_NAME:
		return parse_type_name(p, NULL);
	case TOK_MUL:
		return parse_pointer_type(p);
	case TOK_LBRACK:
		return parse_bracket_type(p);
	case TOK_CHAN:
	case TOK_ARROW:
		return parse_chan_type(p);
	case TOK_MAP:
		return parse_map_type(p);
	case TOK_STRUCT:
		return parse_struct_type(p);
	case TOK_INTERFACE:
		return parse_interface_type(p);
	case TOK_FUNC:
		parser_next(p);
		return &parse_signature(p, "function type", NULL)->node;
	case TOK_LPAREN:
		return parse_paren_type(p);
	default:
		return NULL;
	}
}

/* Type = TypeName [ TypeArgs ] | TypeLit | "(" Type ")" . */
Node *parse_type_or_null(Parser *p)
{
	Node *type;

	if (!parser_enter(p))
		return NULL;
	type = parse_type_rule(p);
	parser_leave(p);
	return type;
}

Node *parse_type(Parser *p)
{
	Node *type = parse_type_or_null(p);

	if (type)
		return type;
	type = parser_bad_expr(p);
	parser_syntax_error(p, "expected type");
	parser_skip_to(p, TOKSET(TOK_COMMA, TOK_COLON, TOK_SEMI, TOK_RPAREN, TOK_RBRACK,
				 TOK_RBRACE));
	return type;
}
