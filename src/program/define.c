/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strings that the command line gives to package variables, as the linker's flag does: -ldflags '-X PATH.NAME=VALUE'. The value takes
 * the place of the declaration's own, before that is checked; as there, a variable that is no string, or is initialised by more than
 * strings, stays as it is.
 */
#include "program/program_int.h"

#include <string.h>

/* The next word of a list of arguments, which quotes of either kind keep together; NULL at the end. */
static const char *next_word(Arena *arena, const char **at)
{
	const char *start = *at + strspn(*at, " \t\r\n");
	char quote = *start == '\'' || *start == '"' ? *start : '\0';
	const char *end;

	if (!*start)
		return NULL;
	start += quote != '\0';
	end = quote ? strchr(start, quote) : start + strcspn(start, " \t\r\n");
	end = end ? end : start + strlen(start);
	*at = end + (quote && *end);
	return arena_strndup(arena, start, (size_t)(end - start));
}

/* Package paths may have dots: the name begins behind the last one before `=`. */
static void add_definition(Program *p, const char *text)
{
	const char *equal = strchr(text, '='), *dot = equal;

	while (dot && dot > text && *dot != '.')
		dot--;
	if (dot && dot > text)
		vec_push(&p->definitions, ((Definition){ arena_strndup(p->arena, text, (size_t)(dot - text)),
							 arena_strndup(p->arena, dot + 1, (size_t)(equal - dot - 1)), equal + 1 }));
}

/* A list for some packages, PATTERN=LIST, is taken for all: a definition names its package. */
void define_read(Program *p, const char *flags)
{
	const char *at = flags ? flags : "", *word;

	if (*at && *at != '-' && *at != '\'' && *at != '"' && strchr(at, '='))
		at = strchr(at, '=') + 1;
	while ((word = next_word(p->arena, &at))) {
		word += *word == '-' && word[1] == '-';
		if (strncmp(word, "-X=", 3) == 0)
			add_definition(p, word + 3);
		else if (strcmp(word, "-X") == 0 && (word = next_word(p->arena, &at)))
			add_definition(p, word);
	}
}

static bool is_text(const Node *value)
{
	const BasicLit *lit = is_BasicLit(value);
	const BinaryExpr *sum = is_BinaryExpr(value);
	const ParenExpr *paren = is_ParenExpr(value);

	return (lit && lit->tok == TOK_STRING) || (sum && sum->op == TOK_ADD && is_text(sum->x) && is_text(sum->y)) ||
	       (paren && is_text(paren->x));
}

static bool is_string_type(const Node *type)
{
	const Ident *ident = is_Ident(type);

	return !type || (ident && strcmp(ident->name->text, "string") == 0);
}

static Node *text_literal(Program *p, Pos pos, const char *text)
{
	BasicLit *lit = ast_new(&p->ast, BasicLit, pos);
	StrBuf quoted = { 0 };

	sb_addc(&quoted, '"');
	for (; *text; text++)
		sb_printf(&quoted, "\\x%02x", (unsigned char)*text);
	sb_addc(&quoted, '"');
	lit->tok = TOK_STRING;
	lit->text = intern_cstr(p->ast.names, sb_text(&quoted));
	sb_free(&quoted);
	return &lit->node;
}

/* Names without values get them all: "" is what the others have anyway. */
static void give_values(Program *p, VarDecl *d)
{
	Node *empty = text_literal(p, d->node.pos, "");
	VEC(Node *) values = { 0 };

	for (uint32_t i = 0; i < d->names.len; i++)
		vec_push(&values, empty);
	d->values = ast_list(&p->ast, values.data, values.len);
	vec_free(&values);
}

/* The i-th name of a declaration. */
static void define_in(Program *p, VarDecl *d, uint32_t i, const char *value)
{
	if (!is_string_type(d->type))
		return;
	if (!d->values.len)
		give_values(p, d);
	if (d->values.len == d->names.len && is_text(d->values.data[i]))
		d->values.data[i] = text_literal(p, d->values.data[i]->pos, value);
}

static void define_name(Program *p, const Files *files, const Definition *def)
{
	vec_each(files, file) {
		const NodeList *decls = &as_File(*file)->decls;

		for (uint32_t i = 0; i < decls->len; i++) {
			VarDecl *d = is_VarDecl(decls->data[i]);

			for (uint32_t k = 0; d && k < d->names.len; k++)
				if (strcmp(as_Ident(d->names.data[k])->name->text, def->name) == 0)
					define_in(p, d, k, def->value);
		}
	}
}

void define_strings(Program *p, const char *path, const Files *files)
{
	vec_each(&p->definitions, def)
		if (strcmp(def->path, path) == 0)
			define_name(p, files, def);
}
