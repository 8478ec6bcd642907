/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the statements in source order. A goto whose label is already declared in a
 * block that is still open is settled at once; any other waits in a list, chained by label. When
 * a label is declared, the waiting gotos that lie in its block (those from the block's mark on)
 * are settled; whether one of them jumps over a variable is told by comparing its index with the
 * length the list had at the last declaration. What waits at the end has no label, or one inside
 * a block it may not enter. */
#include "syntax/branches.h"

#include "base/map.h"
#include "base/vec.h"

typedef struct Block {
	Pos start;
	bool closed;
	size_t gotos;    /* waiting when it was opened */
	size_t var_gotos; /* waiting at its last variable declaration, */
	Pos var;         /* which is here */
	const char *var_name;
} Block;

typedef struct Label {
	const Sym *name;
	LabeledStmt *stmt; /* NULL while only gotos name it */
	Block *block;
	bool used;
	bool active; /* we are inside stmt */
	size_t waiting; /* index + 1 of the last goto that waits for it, or 0 */
} Label;

typedef struct Goto {
	BranchStmt *stmt;
	size_t next; /* index + 1 of the one before that waits for the same label */
} Goto;

/* Where unlabelled jumps go. */
typedef struct Targets {
	Node *breaks, *continues;
	bool in_clause; /* directly in a clause of the switch that is `breaks`, */
	bool last;      /* the last one */
} Targets;

typedef struct Branches {
	Ast *ast;
	VEC(Label *) labels;
	Map by_name; /* Sym to Label */
	VEC(Goto) gotos;
} Branches;

static void resolve_stmts(Branches *b, Pos start, const NodeList *list, Targets t);
static void resolve_stmt(Branches *b, Block *block, Node *n, Targets t, bool last);

static const char *pos_text(const Branches *b, Pos pos)
{
	StrBuf sb = {0};
	const char *text;

	diag_print_pos(&sb, b->ast->sources, pos);
	text = arena_strdup(b->ast->arena, sb_text(&sb));
	sb_free(&sb);
	return text;
}

#define report(b, pos, ...) diag_error((b)->ast->diags, (pos), __VA_ARGS__)

static Label *label_of(Branches *b, const Sym *name)
{
	Label *l = pmap_get(&b->by_name, name);

	if (l)
		return l;
	l = arena_make(b->ast->arena, Label);
	l->name = name;
	pmap_put(&b->by_name, name, l);
	vec_push(&b->labels, l);
	return l;
}

/* ---- labels and gotos ---- */

static void settle_goto(Branches *b, const Block *block, const Label *l, size_t index)
{
	BranchStmt *jump = b->gotos.data[index].stmt;

	jump->target = &l->stmt->node;
	if (block->var && index < block->var_gotos)
		report(b, jump->label->pos, "goto %s jumps over declaration of %s at %s",
		       l->name->text,
		       block->var_name, pos_text(b, block->var));
}

/* Settles those of the label's gotos that lie in its block; the others go on waiting. */
static void settle_gotos(Branches *b, const Block *block, Label *l)
{
	size_t rest = 0;

	for (size_t i = l->waiting, next; i; i = next) {
		next = b->gotos.data[i - 1].next;
		if (i - 1 >= block->gotos) {
			settle_goto(b, block, l, i - 1);
			l->used = true;
		} else {
			b->gotos.data[i - 1].next = rest;
			rest = i;
		}
	}
	l->waiting = rest;
}

static Label *declare_label(Branches *b, Block *block, LabeledStmt *s)
{
	Label *l = label_of(b, s->label->name);

	if (l->stmt) {
		report(b, s->label->pos, "label %s already defined at %s", l->name->text,
		       pos_text(b, l->stmt->label->pos));
		return NULL;
	}
	l->stmt = s;
	l->block = block;
	settle_gotos(b, block, l);
	return l;
}

static void resolve_labeled(Branches *b, Block *block, LabeledStmt *s, Targets t, bool last)
{
	Label *l = ast_is_blank(&s->label->node) ? NULL : declare_label(b, block, s);

	if (l)
		l->active = true;
	resolve_stmt(b, block, s->stmt, t, last);
	if (l)
		l->active = false;
}

static void resolve_goto(Branches *b, BranchStmt *s)
{
	Label *l = label_of(b, s->label->name);
	Goto g = { s, l->waiting };

	l->used |= l->stmt != NULL;
	if (l->stmt && !l->block->closed) {
		s->target = &l->stmt->node;
		return;
	}
	vec_push(&b->gotos, g);
	l->waiting = b->gotos.len;
}

/* ---- break, continue, fallthrough ---- */

static bool is_loop(const Node *n)
{
	return n->kind == AST_ForStmt || n->kind == AST_RangeStmt;
}

static bool is_breakable(const Node *n)
{
	return is_loop(n) || n->kind == AST_SwitchStmt || n->kind == AST_TypeSwitchStmt ||
	       n->kind == AST_SelectStmt;
}

static void resolve_labeled_jump(Branches *b, BranchStmt *s)
{
	const char *word = token_text((Tok)s->tok), *name = s->label->name->text;
	Label *l = pmap_get(&b->by_name, s->label->name);

	if (!l || !l->stmt) {
		report(b, s->label->pos, "%s label not defined: %s", word, name);
		return;
	}
	l->used = true; /* wrongly perhaps, but one complaint is enough */
	if (l->active && (s->tok == TOK_BREAK ? is_breakable(l->stmt->stmt)
			  : is_loop(l->stmt->stmt)))
		s->target = l->stmt->stmt;
	else
		report(b, s->label->pos, "invalid %s label %s", word, name);
}

static void check_fallthrough(Branches *b, const BranchStmt *s, Targets t, bool last)
{
	if (t.breaks && t.breaks->kind == AST_TypeSwitchStmt)
		report(b, s->pos, "cannot fallthrough in type switch");
	else if (!t.in_clause || !last)
		report(b, s->pos, "fallthrough statement out of place");
	else if (t.last)
		report(b, s->pos, "cannot fallthrough final case in switch");
}

static void resolve_branch(Branches *b, BranchStmt *s, Targets t, bool last)
{
	if (s->tok == TOK_GOTO)
		resolve_goto(b, s);
	else if (s->label)
		resolve_labeled_jump(b, s);
	else if (s->tok == TOK_FALLTHROUGH)
		check_fallthrough(b, s, t, last);
	else if (s->tok == TOK_BREAK && !(s->target = t.breaks))
		report(b, s->pos, "break is not in a loop, switch, or select");
	else if (s->tok == TOK_CONTINUE && !(s->target = t.continues))
		report(b, s->pos, "continue is not in a loop");
}

/* ---- statements ---- */

static void declare_var(Branches *b, Block *block, Pos pos, const Node *name)
{
	block->var = pos;
	block->var_name = ast_expr_text(b->ast, name);
	block->var_gotos = b->gotos.len;
}

static void resolve_decl(Branches *b, Block *block, const DeclStmt *s)
{
	for (uint32_t i = 0; i < s->decls.len; i++) {
		const VarDecl *v = is_VarDecl(s->decls.data[i]);

		if (v) {
			declare_var(b, block, v->pos, v->names.data[0]);
			return;
		}
	}
}

static void resolve_inner(Branches *b, const BlockStmt *body, Targets t)
{
	t.in_clause = false;
	resolve_stmts(b, body->pos, &body->stmts, t);
}

static void resolve_loop(Branches *b, Node *loop, const BlockStmt *body)
{
	Targets t = { .breaks = loop, .continues = loop };

	resolve_inner(b, body, t);
}

static void resolve_if(Branches *b, Block *block, const IfStmt *s, Targets t)
{
	resolve_inner(b, s->body, t);
	t.in_clause = false;
	if (s->orelse)
		resolve_stmt(b, block, s->orelse, t, false);
}

static void resolve_cases(Branches *b, Node *stmt, const NodeList *clauses, Targets t)
{
	t.breaks = stmt;
	t.in_clause = true;
	for (uint32_t i = 0; i < clauses->len; i++) {
		const CaseClause *c = as_CaseClause(clauses->data[i]);

		t.last = i + 1 == clauses->len;
		resolve_stmts(b, c->pos, &c->body, t);
	}
}

static void resolve_select(Branches *b, SelectStmt *s, Targets t)
{
	t.breaks = &s->node;
	t.in_clause = false;
	for (uint32_t i = 0; i < s->clauses.len; i++) {
		const CommClause *c = as_CommClause(s->clauses.data[i]);

		resolve_stmts(b, c->pos, &c->body, t);
	}
}

/* last: no statement but empty ones follows in its list. */
static void resolve_stmt(Branches *b, Block *block, Node *n, Targets t, bool last)
{
	switch (n->kind) {
	case AST_DeclStmt:
		resolve_decl(b, block, as_DeclStmt(n));
		break;
	case AST_AssignStmt:
		if (as_AssignStmt(n)->op == TOK_DEFINE)
			declare_var(b, block, n->pos, as_AssignStmt(n)->lhs.data[0]);
		break;
	case AST_LabeledStmt:
		resolve_labeled(b, block, as_LabeledStmt(n), t, last);
		break;
	case AST_BranchStmt:
		resolve_branch(b, as_BranchStmt(n), t, last);
		break;
	case AST_BlockStmt:
		resolve_inner(b, as_BlockStmt(n), t);
		break;
	case AST_IfStmt:
		resolve_if(b, block, as_IfStmt(n), t);
		break;
	case AST_ForStmt:
		resolve_loop(b, n, as_ForStmt(n)->body);
		break;
	case AST_RangeStmt:
		resolve_loop(b, n, as_RangeStmt(n)->body);
		break;
	case AST_SwitchStmt:
		resolve_cases(b, n, &as_SwitchStmt(n)->clauses, t);
		break;
	case AST_TypeSwitchStmt:
		resolve_cases(b, n, &as_TypeSwitchStmt(n)->clauses, t);
		break;
	case AST_SelectStmt:
		resolve_select(b, as_SelectStmt(n), t);
		break;
	default:
		break;
	}
}

static void resolve_stmts(Branches *b, Pos start, const NodeList *list, Targets t)
{
	Block *block = arena_make(b->ast->arena, Block);
	uint32_t count = list->len;

	block->start = start;
	block->gotos = b->gotos.len;
	while (count && is_EmptyStmt(list->data[count - 1]))
		count--;
	for (uint32_t i = 0; i < count; i++)
		resolve_stmt(b, block, list->data[i], t, i + 1 == count);
	block->closed = true;
}

/* ---- what is left at the end ---- */

static void report_waiting(Branches *b, const Label *l)
{
	const char *name = l->name->text;

	for (size_t i = l->waiting; i; i = b->gotos.data[i - 1].next) {
		Pos pos = b->gotos.data[i - 1].stmt->label->pos;

		if (l->stmt)
			report(b, pos, "goto %s jumps into block starting at %s", name,
			       pos_text(b, l->block->start));
		else
			report(b, pos, "label %s not defined", name);
	}
}

static void report_labels(Branches *b)
{
	vec_each(&b->labels, at) {
		Label *l = *at;

		report_waiting(b, l);
		if (l->stmt && !l->used && !l->waiting)
			report(b, l->stmt->label->pos, "label %s defined and not used",
			       l->name->text);
	}
}

void branches_resolve(Ast *ast, BlockStmt *body)
{
	Branches b = { .ast = ast };

	resolve_stmts(&b, body->pos, &body->stmts, (Targets){0});
	report_labels(&b);
	vec_free(&b.labels);
	vec_free(&b.gotos);
	map_free(&b.by_name);
}
