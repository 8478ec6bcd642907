/* SPDX-License-Identifier: GPL-3.0-or-later */
/* //go:embed (package embed's documentation): which variables the directives stand before and what they say. The
 * files are found by whoever knows the package's directory, see Package.embeds. */
#include "types/check.h"

#include "base/exact.h"

static const char directive[] = "go:embed";

typedef struct Walk {
	Types *c;
	Package *pkg;
	const File *file;
	unsigned functions;     /* around the node */
	bool *attached;         /* parallel to the file's directives: stands before a variable */
} Walk;

static bool is_embed(const AstDirective *d)
{
	size_t n = sizeof directive - 1;
	return strncmp(d->text, directive, n) == 0 && strchr(" \t", d->text[n]);
}

static Pos text_pos(const AstDirective *d)
{
	return d->pos + 2;      /* after the slashes */
}

/* ---- Patterns ---- */

typedef VEC(EmbedPattern) Patterns;

/* A quoted pattern at text; its length in the source, or 0 when it is none. */
static size_t quoted(Types *c, const char *text, EmbedPattern *out)
{
	const char *end = text + 1;
	while (*end && *end != *text)
		end += *end == '\\' && *text == '"' && end[1] ? 2 : 1;
	if (!*end || !strchr(" \t", end[1]))
		return 0;
	size_t n = (size_t)(end - text) + 1, len;
	const Const *k = const_parse_string(c->arena, text, n);
	if (!k)
		return 0;
	out->text = const_string_value(k, &len);
	return n;
}

/* The patterns of a directive; false when a quoted one is malformed. */
static bool parse_patterns(Types *c, const AstDirective *d, Patterns *out)
{
	const char *start = d->text + sizeof directive - 1, *at = start;
	for (at += strspn(at, " \t"); *at; at += strspn(at, " \t")) {
		EmbedPattern p = { .pos = text_pos(d) + (Pos)(at - d->text) };
		size_t n = *at == '"' || *at == '`' ? quoted(c, at, &p) : strcspn(at, " \t");
		if (!n) {
			err(c, text_pos(d), "invalid quoted string in //go:embed: %s", at);
			return false;
		}
		if (!p.text)
			p.text = arena_strndup(c->arena, at, n);
		vec_push(out, p);
		at += n;
	}
	return true;
}

/* The form alone, which comes before all other complaints. */
static void check_form(Types *c, const AstDirective *d)
{
	Patterns patterns = { 0 };
	if (!parse_patterns(c, d, &patterns) || !patterns.len)
		err(c, text_pos(d), "usage: //go:embed pattern...");
	vec_free(&patterns);
}

/* ---- Variables ---- */

static EmbedKind kind_of(Type *t)
{
	Type *u = type_under(t);
	Object *name = type_unalias(t)->kind == TYPE_NAMED ? type_unalias(t)->named.obj : NULL;
	if (name && name->pkg && strcmp(name->pkg->path->text, "embed") == 0 && strcmp(name->name->text, "FS") == 0)
		return EMBED_FS;
	if (u->kind == TYPE_BASIC && type_basic_flags(u) & BF_STRING)
		return EMBED_STRING;
	if (u->kind == TYPE_SLICE && type_basic_kind(u->slice.elem) == BASIC_UINT8)
		return EMBED_BYTES;
	return EMBED_NONE;
}

static const char *why_not(Walk *w, const VarDecl *d)
{
	if (d->names.len > 1)
		return "go:embed cannot apply to multiple vars";
	if (d->values.len)
		return "go:embed cannot apply to var with initializer";
	return w->functions ? "go:embed cannot apply to var inside func" : NULL;
}

static void add_embed(Types *c, Package *pkg, Embed e)
{
	Embed *list = arena_make_n(c->arena, Embed, pkg->nembeds + 1);
	if (pkg->nembeds)
		memcpy(list, pkg->embeds, pkg->nembeds * sizeof *list);
	list[pkg->nembeds++] = e;
	pkg->embeds = list;
}

static void embed_var(Walk *w, const VarDecl *d, const AstDirective *first)
{
	Types *c = w->c;
	Object *var = info_object(w->pkg, d->names.data[0]);
	const char *why = why_not(w, d);
	Patterns patterns = { 0 };
	if (why) {
		err(c, text_pos(first), "%s", why);
		return;
	}
	if (w->pkg->go_minor && w->pkg->go_minor < 16) {
		err(c, text_pos(first), "go:embed requires go1.16 or later (-lang was set to go1.%d; check go.mod)",
		    w->pkg->go_minor);
		return;
	}
	for (uint32_t i = 0; i < d->directive_count; i++)
		if (is_embed(&w->file->directives[d->directives + i]))
			parse_patterns(c, &w->file->directives[d->directives + i], &patterns);
	EmbedKind kind = var ? kind_of(obj_type(var)) : EMBED_FS;
	if (kind == EMBED_NONE)
		err(c, var->pos, "go:embed cannot apply to var of type %s", str_type(c, obj_type(var)));
	else if (var)
		add_embed(c, w->pkg, (Embed){ .var = var, .kind = kind, .npatterns = (uint32_t)patterns.len,
			.patterns = arena_copy(c->arena, patterns.data, patterns.len * sizeof *patterns.data) });
	vec_free(&patterns);
}

static bool enter(void *ctx, Node *n)
{
	Walk *w = ctx;
	const VarDecl *d = is_VarDecl(n);
	const AstDirective *first = NULL;
	w->functions += n->kind == AST_FuncDecl || n->kind == AST_FuncLit;
	for (uint32_t i = 0; d && i < d->directive_count; i++) {
		const AstDirective *at = &w->file->directives[d->directives + i];
		if (!is_embed(at))
			continue;
		w->attached[d->directives + i] = true;
		first = first ? first : at;
	}
	if (first)
		embed_var(w, d, first);
	return true;
}

static void leave(void *ctx, Node *n)
{
	Walk *w = ctx;
	w->functions -= n->kind == AST_FuncDecl || n->kind == AST_FuncLit;
}

static void embed_file(Types *c, Package *pkg, File *file)
{
	bool any = false;
	for (uint32_t i = 0; i < file->directive_count; i++)
		any = any || is_embed(&file->directives[i]);
	if (!any)
		return;
	Walk w = { .c = c, .pkg = pkg, .file = file,
		   .attached = arena_make_n(c->arena, bool, file->directive_count) };
	ast_walk(&file->node, enter, leave, &w);
	for (uint32_t i = 0; i < file->directive_count; i++)
		if (is_embed(&file->directives[i]) && !w.attached[i])
			err(c, text_pos(&file->directives[i]), "misplaced go:embed directive");
}

void embed_directives(Types *c, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nfiles; i++)
		for (uint32_t k = 0; k < pkg->files[i]->directive_count; k++)
			if (is_embed(&pkg->files[i]->directives[k]))
				check_form(c, &pkg->files[i]->directives[k]);
	for (uint32_t i = 0; i < pkg->nfiles && c->nerrors == 0; i++)
		embed_file(c, pkg, pkg->files[i]);
}
