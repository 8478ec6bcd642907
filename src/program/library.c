/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiling the library itself: every package of the pack, in an order in which imports come first. Twice, for two slots
 * of the hull, to learn where its addresses are. */
#include <string.h>

#include "program/program_int.h"
#include "syntax/parse.h"

typedef struct Loader {
	const char *pack;
	size_t size;
	Ast ast;
	Types *types;
	VEC(Package *) order;
} Loader;

/* Go's name for what its own packages have of other modules, which programs may have too, in another version. */
const char *library_vendored(Arena *arena, const char *path)
{
	return memchr(path, '.', strcspn(path, "/")) ? arena_printf(arena, VENDORED "%s", path) : path;
}

static const char *resolve(void *user, const char *path, const Package *from)
{
	(void)from;
	return library_vendored(((const Loader *)user)->ast.arena, path);
}

/* The pack has them without that. */
const char *library_pack_path(const char *path)
{
	return strncmp(path, VENDORED, strlen(VENDORED)) == 0 ? path + strlen(VENDORED) : path;
}

static Package *load_package(Loader *l, const char *path)
{
	VEC(Node *) files = { 0 };
	size_t cursor = 0, len;
	const char *name, *text;
	Package *pkg = NULL;

	while (pack_next(l->pack, l->size, library_pack_path(path), &cursor, &name, &text, &len)) {
		Source *s = source_add(l->ast.sources, arena_printf(l->ast.arena, "$GOROOT/src/%s", name), text, len);

		vec_push(&files, &parse_file(&l->ast, s, 0)->node);
	}
	if (files.len)
		pkg = types_check_package(l->types, path,
					  arena_copy(l->ast.arena, files.data, files.len * sizeof(Node *)),
					  (uint32_t)files.len);
	vec_free(&files);
	if (pkg)
		vec_push(&l->order, pkg);
	return pkg;
}

static Package *import_package(void *user, Types *types, const Sym *path, Package *from, const char **why)
{
	Loader *l = user;
	Package *pkg = load_package(l, path->text);

	(void)types;
	(void)from;
	if (!pkg)
		*why = arena_printf(l->ast.arena, "package %s is not in std", path->text);
	return pkg;
}

static bool is_loaded(const Loader *l, const char *path, size_t n)
{
	vec_each(&l->order, pkg)
		if ((*pkg)->path->len == n && memcmp((*pkg)->path->text, path, n) == 0)
			return true;
	return false;
}

static void load_all(Loader *l)
{
	size_t cursor = 0, len;
	const char *name, *text;

	while (pack_next(l->pack, l->size, NULL, &cursor, &name, &text, &len)) {
		const char *slash = strrchr(name, '/');
		size_t n = slash ? (size_t)(slash - name) : 0;

		const char *path = library_vendored(l->ast.arena, arena_strndup(l->ast.arena, name, n));

		if (n && *name != '_' && !is_loaded(l, path, strlen(path)))
			load_package(l, path);
	}
}

/* Natives are all that has no body in the library. */
static const Leaks *native_leaks(void *ctx, Types *types, Object *func)
{
	enum { MAX_PARAMS = 32 };
	static const Leaks nothing[MAX_PARAMS] = { [0 ... MAX_PARAMS - 1] = { { [LEAK_MUTATOR] = 1, [LEAK_CALLEE] = 1 } } };
	Type *sig = obj_type(func);

	(void)ctx;
	if (!sig || sig->kind != TYPE_FUNC || sig->func.params->tuple.n >= MAX_PARAMS)
		return NULL;
	return native_keeps_nothing(obj_link_name(types, func, (TypeList){ 0 })) ? nothing : NULL;
}

static Image *compile_for(uint64_t slot, const char *pack, size_t size, StrBuf *errors)
{
	Loader l = { .pack = pack, .size = size };
	Image *im = NULL;

	l.ast.arena = arena_new();
	l.ast.names = intern_new();
	l.ast.sources = sources_new();
	l.ast.diags = diags_new(l.ast.sources, 0);
	l.types = types_new(&l.ast);
	types_set_importer(l.types, import_package, &l);
	types_set_resolver(l.types, resolve);
	load_all(&l);
	if (diag_errors(l.ast.diags) == 0) {
		CompileInput in = { .types = l.types, .ast = &l.ast, .packages = l.order.data,
				    .npackages = l.order.len, .slot = slot, .part = PART_LIBRARY, .library_names = true,
				    .escape = escape_new(l.types) };

		escape_set_oracle(in.escape, native_leaks, NULL);
		vec_each(&l.order, pkg)
			escape_package(in.escape, *pkg);
		im = compile_packages(&in);
		escape_free(in.escape);
	}
	diag_print(l.ast.diags, errors, DIAG_PLAIN);
	types_free(l.types);
	vec_free(&l.order);
	diags_free(l.ast.diags);
	sources_free(l.ast.sources);
	intern_free(l.ast.names);
	arena_free(l.ast.arena);
	return im;
}

static bool write_for(uint64_t slot, const char *pack, size_t size, StrBuf *out, StrBuf *errors)
{
	Image *im = compile_for(slot, pack, size, errors);
	StrBuf text = { 0 };
	const char *bad = im ? image_verify(im, &text) : NULL;

	if (bad)
		sb_printf(errors, "verifier: %s\n", bad);
	else if (im)
		image_write(im, out);
	image_free(im);
	sb_free(&text);
	return im && !bad;
}

/* The image once more, with the places. */
static bool add_moves(StrBuf *image, const StrBuf *next, StrBuf *errors)
{
	Image *im = image_read(image->data, image->len);
	StrBuf out = { 0 };
	ImageMoves moves = { 0 };
	bool ok = image_moves(image, next, &moves);

	if (ok) {
		memcpy(&im->moves, &moves, sizeof moves);
		image_write(im, &out);
		sb_clear(image);
		sb_addn(image, out.data, out.len);
		image_seal(image, 0);
	} else {
		sb_add(errors, "the library's image depends on its slot in more than addresses\n");
	}
	image_free(im);
	vec_free(&moves);
	sb_free(&out);
	return ok;
}

bool library_build(const char *pack, size_t size, StrBuf *image, StrBuf *errors)
{
	StrBuf next = { 0 };
	bool ok = write_for(hull_slot(0), pack, size, image, errors) &&
		  write_for(hull_slot(1), pack, size, &next, errors) && add_moves(image, &next, errors);

	sb_free(&next);
	return ok;
}

bool library_move(const Library *from, uint64_t slot, Library *out)
{
	*out = *from;
	out->own = NULL;
	if (!from->image || from->image->slot == slot)
		return true;
	out->image = out->own = image_move(from->image, slot);
	return out->image != NULL;
}

void library_free(Library *library)
{
	image_free(library->own);
	*library = (Library){ 0 };
}
