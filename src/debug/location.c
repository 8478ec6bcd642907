/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locations: from what people type to code addresses, and back (gdb manual, "Location Specifications"). */
#include "debug/debug_int.h"

#include <ctype.h>
#include <stdlib.h>

const char *file_of(const CodeAt *at)
{
	const CodeFile *file = image_line_file(at->image, at->func, at->line);

	return file ? image_text(at->image, file->path) : "";
}

DebugLocation location_at(DebugSession *s, uint64_t pc)
{
	DebugLocation l = { .pc = pc, .function = "", .file = "" };
	CodeAt at;

	if (s->machine && machine_code_at(s->machine, pc, &at)) {
		l.function = image_text(at.image, at.func->name);
		l.file = file_of(&at);
		l.line = at.line ? at.line->line : at.func->line;
	}
	return l;
}

const DebugLocation *debug_pc_location(DebugSession *s, uint64_t pc)
{
	DebugLocation l = location_at(s, pc);

	return *l.function ? arena_copy(s->scratch, &l, sizeof l) : NULL;
}

uint64_t first_statement(const Image *im, const CodeFunc *fn)
{
	for (uint32_t i = 0; i < fn->nlines; i++)
		if (im->lines.data[fn->lines + i].flags & LINE_STMT)
			return fn->entry + im->lines.data[fn->lines + i].slot * sizeof(Ins);
	return fn->entry;
}

typedef VEC(DebugLocation) Locations;

/* A name without type arguments, and, unless the receiver's parentheses are wanted, without those. */
static void plain_name(const char *name, bool receiver, char *out, size_t size)
{
	unsigned depth = 0;
	size_t n = 0;

	for (; *name && n + 1 < size; name++) {
		depth += *name == '[';
		if (!depth && (receiver || !strchr("(*)", *name)))
			out[n++] = *name;
		depth -= *name == ']' && depth;
	}
	out[n] = '\0';
}

/* The whole, or, unless that is wanted, what stands behind a dot. */
static bool ends_in(const char *full, const char *name, bool whole)
{
	size_t n = strlen(full), k = strlen(name);

	return strcmp(full, name) == 0 ||
	       (!whole && k && n > k && strcmp(full + n - k, name) == 0 && full[n - k - 1] == '.' && !strchr(full + n - k, '/'));
}

const char *debug_unqualified(const char *name)
{
	const char *end = name + strcspn(name, "[("), *p = end;

	while (p > name && p[-1] != '/')
		p--;
	p = memchr(p, '.', (size_t)(end - p));
	return p ? p + 1 : name;
}

static bool is_path_of(const Package *p, const char *path, size_t n)
{
	return p->path->len == n && memcmp(p->path->text, path, n) == 0;
}

const char *package_name(const DebugSession *s, const char *path, size_t n)
{
	for (size_t i = 0; s->program && i < s->program->packages.len; i++) {
		const Package *p = s->program->packages.data[i];

		if (is_path_of(p, path, n))
			return p->name->text;
		for (uint32_t k = 0; k < p->nimports; k++)
			if (is_path_of(p->imports[k], path, n))
				return p->imports[k]->name->text;
	}
	return NULL;
}

static bool is_text(const char *text, const char *word, size_t len)
{
	return strlen(text) == len && memcmp(text, word, len) == 0;
}

/* Does a file of the program's import it under this name? */
static bool imported_as(const DebugSession *s, const char *path, size_t n, const char *word, size_t len)
{
	for (size_t i = 0; s->program && i < s->program->packages.len; i++) {
		const Package *p = s->program->packages.data[i];

		for (uint32_t k = 0; k < p->nfiles; k++)
			for (uint32_t e = 0; e < p->file_scopes[k]->n; e++) {
				const Object *o = p->file_scopes[k]->entries[e].obj;

				if (o->kind == OBJ_PKGNAME && o->pkgname.imported && is_path_of(o->pkgname.imported, path, n) &&
				    is_text(o->name->text, word, len))
					return true;
			}
	}
	return false;
}

bool package_is_called(const DebugSession *s, const char *path, size_t n, const char *word, size_t len)
{
	const char *name;

	if (len && len <= n && memcmp(path + n - len, word, len) == 0 && (len == n || path[n - len - 1] == '/'))
		return true;
	if (memchr(word, '/', len))
		return false;
	name = package_name(s, path, n);
	return (name && is_text(name, word, len)) || imported_as(s, path, n, word, len);
}

bool debug_is_called(const DebugSession *s, const char *package, const char *name, const char *typed)
{
	const char *plain = debug_unqualified(typed);

	return strcmp(plain, name) == 0 && plain > typed &&
	       package_is_called(s, package, strlen(package), typed, (size_t)(plain - 1 - typed));
}

/* Behind the package's name, however it is told. */
static const char *behind_package(const DebugSession *s, const char *full, const char *name)
{
	const char *plain = debug_unqualified(full), *rest = debug_unqualified(name);

	return plain > full && rest > name &&
	       package_is_called(s, full, (size_t)(plain - 1 - full), name, (size_t)(rest - 1 - name)) ? rest : NULL;
}

/* add, main.add, T.M, main.(*T).M name a function; Max, Max[...], Stack.Push all instances of a generic one; init all of a
 * package's. */
static bool is_named(const char *full, const char *name, bool whole)
{
	char plain[512], wanted[512];
	const char *rest, *args = strchr(name, '[');

	if (ends_in(full, name, whole))
		return true;
	if (!args || strncmp(args, "[...]", 5) == 0) {
		plain_name(full, strchr(name, '(') != NULL, plain, sizeof plain);
		plain_name(name, true, wanted, sizeof wanted);
		if (ends_in(plain, wanted, whole))
			return true;
	}
	/* init: main.init.0, main.init.1 … */
	if (strncmp(name, "main.", 5) == 0)
		name += 5;
	rest = strncmp(full, "main.", 5) == 0 ? full + 5 : full;
	return strcmp(name, "init") == 0 && strncmp(rest, "init.", 5) == 0 && isdigit((unsigned char)rest[5]);
}

bool debug_names_function(const DebugSession *s, const char *full, const char *name)
{
	const char *rest = strchr(full, '/') ? behind_package(s, full, name) : NULL;

	if (isdigit((unsigned char)*name))	/* of main.init.0 */
		return false;
	return is_named(full, name, false) || (rest && is_named(debug_unqualified(full), rest, true));
}

/* Of the library's functions those that the program has are meant, and without a package's or type's name what it exports. */
static bool may_mean(DebugSession *s, const char *name, const Image *im, const CodeFunc *fn)
{
	return !(fn->flags & FN_LIBRARY) ||
	       ((strchr(name, '.') || isupper((unsigned char)*name)) && machine_has_package(s->machine, im, fn->package));
}

static void functions_named(DebugSession *s, const char *name, Locations *out, bool library)
{
	const Image *const *images;
	size_t n = machine_images(s->machine, &images);

	for (size_t i = 0; i < n; i++) {
		vec_each(&images[i]->funcs, fn) {
			bool lib = (fn->flags & FN_LIBRARY) != 0;

			if (lib != library || (fn->flags & (FN_WRAPPER | FN_STUB)))
				continue;
			if (debug_names_function(s, image_text(images[i], fn->name), name) && may_mean(s, name, images[i], fn))
				vec_push(out, location_at(s, first_statement(images[i], fn)));
		}
	}
}

bool same_file(const char *path, const char *name)
{
	size_t n = strlen(path), k = strlen(name);

	return strcmp(path, name) == 0 ||
	       (n > k && path[n - k - 1] == '/' && strcmp(path + n - k, name) == 0);
}

/* How well a file's name fits: 3 exactly, 2 a file of the user's in some folder, 1 one of the library's, 0 not at all. */
static int file_rank(const Image *im, uint32_t file, const char *name)
{
	const char *path = file < im->files.len ? image_text(im, im->files.data[file].path) : "";

	return strcmp(path, name) == 0 ? 3 : !same_file(path, name) ? 0 : im->part == PART_LIBRARY ? 1 : 2;
}

static int best_rank(DebugSession *s, const char *name)
{
	const Image *const *images;
	size_t n = machine_images(s->machine, &images);
	int best = 0, rank;

	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < images[i]->files.len; k++)
			if ((rank = file_rank(images[i], k, name)) > best)
				best = rank;
	return best;
}

/* What a breakpoint may stand at: the beginning of a statement, or, on a line where none begins, of what one goes on with there. */
static uint64_t line_in_function(const Image *im, const CodeFunc *fn, uint32_t line, bool inner, uint32_t *best)
{
	uint64_t found = 0;

	for (uint32_t i = 0; i < fn->nlines; i++) {
		const LineEntry *l = &im->lines.data[fn->lines + i];

		if (l->line == line && !found && (inner || l->flags & LINE_STMT))
			found = fn->entry + l->slot * sizeof(Ins);
		if (l->line > line && l->line < *best)
			*best = l->line;
	}
	return found;
}

/* The first place of a line in each function of the files that fit so well; *best: the nearest later line that has code, when this one has none. */
static void line_in_image(DebugSession *s, const Image *im, const char *file, int rank, uint32_t line, bool inner, Locations *out,
			  uint32_t *best)
{
	uint32_t last = UINT32_MAX;	/* functions stand together by files: each name is compared once */
	int last_rank = 0;

	vec_each(&im->funcs, fn) {
		uint64_t found;

		if (fn->file != last)
			last_rank = file_rank(im, last = fn->file, file);
		if ((fn->flags & (FN_WRAPPER | FN_STUB)) || last_rank != rank)
			continue;
		found = line_in_function(im, fn, line, inner, best);
		if (found)
			vec_push(out, location_at(s, found));
	}
}

bool file_known(DebugSession *s, const char *file)
{
	return best_rank(s, file) > 0;
}

static void lines_at(DebugSession *s, const char *file, uint32_t line, Locations *out)
{
	const Image *const *images;
	size_t n = machine_images(s->machine, &images);
	int rank = best_rank(s, file);

	for (unsigned tries = 0; tries < 4 && !out->len && line && rank; tries++) {
		uint32_t best = UINT32_MAX;
		bool inner = tries % 2;

		for (size_t i = 0; i < n; i++)
			line_in_image(s, images[i], file, rank, line, inner, out, &best);
		if (inner)
			line = best == UINT32_MAX ? 0 : best;
	}
}

/* The file and line that a bare number refers to: the selected frame's, else main.main's. */
static DebugLocation here(DebugSession *s)
{
	MachineFrame f;
	Locations list = { 0 };
	DebugLocation l = { 0 };

	if (selected_machine_frame(s, &f))
		return location_at(s, f.lookup_pc);
	functions_named(s, "main.main", &list, false);
	if (list.len)
		l = list.data[0];
	vec_free(&list);
	return l;
}

static bool all_digits(const char *t)
{
	if (!*t)
		return false;
	for (; *t; t++)
		if (!isdigit((unsigned char)*t))
			return false;
	return true;
}

static void locate_line(DebugSession *s, const char *file, const char *number, Locations *out)
{
	DebugLocation at = here(s);
	uint32_t line = (uint32_t)strtoul(number, NULL, 10);

	lines_at(s, file ? file : at.file ? at.file : "", line, out);
	if (out->len)
		return;
	if (file)
		fail(s, "No line %s in file \"%s\".", number, file);
	else
		fail(s, "No line %s in the current file.", number);
}

static void locate_relative(DebugSession *s, const char *text, Locations *out)
{
	DebugLocation at = here(s);
	long offset = strtol(text, NULL, 10), line = (long)at.line + offset;
	StrBuf number = { 0 };

	sb_printf(&number, "%ld", line);
	locate_line(s, NULL, sb_text(&number), out);
	sb_free(&number);
}

/* A number with something behind it. */
static bool malformed(DebugSession *s, const char *text)
{
	size_t n = strspn(text, "0123456789");
	const char *more = text + n + strspn(text + n, " \t");

	if (!n || more == text + n || !*more)
		return false;
	n = strcspn(more, " \t");
	fail(s, "malformed linespec error: unexpected %s, \"%.*s\"", isdigit((unsigned char)*more) ? "number" : "string", (int)n, more);
	return true;
}

static void locate_name_in(DebugSession *s, const char *file, const char *name, Locations *out)
{
	Locations list = { 0 };

	functions_named(s, name, &list, false);
	vec_each(&list, l)
		if (same_file(l->file, file))
			vec_push(out, *l);
	vec_free(&list);
	if (!out->len)
		fail(s, "Function \"%s\" not defined in \"%s\".", name, file);
}

/* FUNCTION:LINE is the function, as gdb has it; other words there would be labels. */
static void locate_in_function(DebugSession *s, const char *name, const char *rest, Locations *out)
{
	if (all_digits(rest))
		functions_named(s, name, out, false);
	else
		fail(s, "No label \"%s\" defined in function \"%s\".", rest, name);
}

/* `head:rest`, where the head is no file's name: a function's, or FILE:FUNCTION, or nothing that there is. */
static void locate_odd(DebugSession *s, const char *head, const char *rest, Locations *out)
{
	size_t n = strcspn(head, ":");
	const char *first = arena_strndup(s->scratch, head, n), *middle = head[n] ? head + n + 1 : NULL;

	if (all_digits(first) || !n)
		fail(s, "malformed linespec error: unexpected colon");
	else if (!middle && debug_is_function(s, first))
		locate_in_function(s, first, rest, out);
	else if (!middle || !file_known(s, first))
		fail(s, "No source file named %s.", first);
	else if (all_digits(middle))
		fail(s, "malformed linespec error: unexpected colon");
	else
		locate_name_in(s, first, middle, out);
}

/* $var: the line of that number. */
static void locate_variable(DebugSession *s, const char *file, const char *name, Locations *out)
{
	const DebugValue *v = debug_get_var(s, name + 1);
	StrBuf number = { 0 };

	if (!v) {
		fail(s, "Undefined convenience variable or function \"%s\" not defined%s%s%s.", name, file ? " in \"" : "",
		     file ? file : "", file ? "\"" : "");
	} else if (v->kind != DEBUG_INT && v->kind != DEBUG_UINT) {
		fail(s, "Convenience variables used in line specs must have integer values.");
	} else {
		sb_printf(&number, "%ld", (long)v->bits);
		locate_line(s, file, sb_text(&number), out);
	}
	sb_free(&number);
}

static void locate_file(DebugSession *s, const char *text, const char *colon, Locations *out)
{
	char *file = arena_strndup(s->scratch, text, (size_t)(colon - text));

	if (!colon[1] && (file_known(s, file) || debug_is_function(s, file)))
		fail(s, "malformed linespec error: unexpected end of input");
	else if (!file_known(s, file))
		locate_odd(s, file, colon + 1, out);
	else if (all_digits(colon + 1))
		locate_line(s, file, colon + 1, out);
	else if (malformed(s, colon + 1))
		;
	else if (colon[1] == '$')
		locate_variable(s, file, colon + 1, out);
	else
		locate_name_in(s, file, colon + 1, out);
}

static void locate_address(DebugSession *s, const char *text, Locations *out)
{
	const DebugValue *v;
	uint64_t pc;

	if (!*text) {
		fail(s, "Argument required (expression to compute).");
		return;
	}
	v = debug_eval(s, text);

	if (!v)
		return;
	pc = v->bits;
	if (v->kind == DEBUG_FUNC)	/* what it points to begins with the address of the code */
		machine_read(s->machine, v->bits, &pc, sizeof pc);
	if (debug_pc_location(s, pc))
		vec_push(out, location_at(s, pc));
	else
		fail(s, "Cannot access memory at address 0x%lx", (unsigned long)pc);
}

const DebugLocation *debug_locate(DebugSession *s, const char *text, size_t *count)
{
	Locations out = { 0 };
	const char *colon;
	DebugLocation *copy = NULL;

	request_begin(s);
	*count = 0;
	if (!need_symbols(s))
		return NULL;
	text = debug_plain_location(s, text);
	if (!text)
		return NULL;
	colon = strrchr(text, ':');
	if (!*text) {
		MachineFrame f;

		if (selected_machine_frame(s, &f))
			vec_push(&out, location_at(s, f.pc));
		else
			fail(s, "No default breakpoint address now.");
	} else if (*text == '*') {
		locate_address(s, text + 1, &out);
	} else if (*text == '$') {
		locate_variable(s, NULL, text, &out);
	} else if (malformed(s, text)) {
		;
	} else if (all_digits(text)) {
		locate_line(s, NULL, text, &out);
	} else if ((*text == '+' || *text == '-') && all_digits(text + 1)) {
		locate_relative(s, text, &out);
	} else if (colon && (colon == text || colon[-1] != ':')) {
		locate_file(s, text, colon, &out);
	} else {
		functions_named(s, text, &out, false);
		if (!out.len)
			functions_named(s, text, &out, true);
		if (!out.len)
			fail(s, "Function \"%s\" not defined.", text);
	}
	*count = out.len;
	if (out.len)
		copy = arena_copy(s->scratch, out.data, out.len * sizeof *out.data);
	vec_free(&out);
	return copy;
}

/* ---- source ---- */

/* A file of the library that the checker had no need of: the program's packages do not import its package themselves. */
static Source *library_source(DebugSession *s, const char *file)
{
	static const char root[] = "$GOROOT/src/";
	size_t cursor = 0, len;
	const char *path = file + sizeof root - 1, *slash = strrchr(file, '/'), *name, *text;

	if (!s->program || !s->library.pack || strncmp(file, root, sizeof root - 1) != 0 || slash < path)
		return NULL;
	while (pack_next(s->library.pack, s->library.pack_size, arena_strndup(s->scratch, path, (size_t)(slash - path)), &cursor, &name,
			 &text, &len))
		if (strcmp(name, path) == 0)
			return source_add(s->program->ast.sources, file, text, len);
	return NULL;
}

static Source *source_named(DebugSession *s, const char *file)
{
	Source *found = NULL;

	for (size_t i = 0; s->program && i < source_count(s->program->ast.sources); i++) {
		Source *src = source_at(s->program->ast.sources, i);

		if (strcmp(src->name, file) == 0)
			return src;
		if (!found && same_file(src->name, file))
			found = src;
	}
	return found ? found : library_source(s, file);
}

const char *source_bytes(DebugSession *s, const char *file, size_t *size)
{
	Source *src = source_named(s, file);

	*size = src ? src->size : 0;
	return src ? src->text : NULL;
}

const char *debug_source_line(DebugSession *s, const char *file, uint32_t line, size_t *len)
{
	Source *src = source_named(s, file);

	*len = 0;
	return src ? source_line_text(src, line, len) : NULL;
}

uint32_t debug_source_lines(DebugSession *s, const char *file)
{
	Source *src = source_named(s, file);

	return src ? source_line_count(src) : 0;
}

size_t debug_sources(DebugSession *s, bool library, const char *const **files)
{
	VEC(const char *) list = { 0 };
	size_t n = has_symbols(s) ? source_count(s->program->ast.sources) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *name = source_at(s->program->ast.sources, i)->name;

		/* Texts of expressions are sources too. */
		if (!text_has_ending(name, ".go"))
			continue;
		if ((strncmp(name, "$GOROOT/", 8) == 0) == library)
			vec_push(&list, name);
	}
	n = list.len;
	*files = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

bool debug_line_range(DebugSession *s, const char *file, uint32_t line, uint64_t *from, uint64_t *to)
{
	Locations list = { 0 };
	CodeAt at;
	bool ok;

	if (!has_symbols(s))
		return false;
	uint32_t best = UINT32_MAX;
	const Image *const *images;
	size_t n = machine_images(s->machine, &images);
	int rank = best_rank(s, file);

	for (unsigned inner = 0; inner < 2 && !list.len; inner++)
		for (size_t i = 0; i < n && rank; i++)
			line_in_image(s, images[i], file, rank, line, inner, &list, &best);
	ok = list.len && machine_code_at(s->machine, list.data[0].pc, &at);
	if (ok) {
		uint32_t slot = (uint32_t)((list.data[0].pc - at.func->entry) / sizeof(Ins)), end = at.func->slots;

		for (uint32_t i = 0; i < at.func->nlines; i++) {
			const LineEntry *l = &at.image->lines.data[at.func->lines + i];

			if (l->slot > slot && l->line != line) {
				end = l->slot;
				break;
			}
		}
		*from = list.data[0].pc;
		*to = at.func->entry + end * sizeof(Ins);
	}
	vec_free(&list);
	return ok;
}

bool debug_is_function(DebugSession *s, const char *name)
{
	Locations list = { 0 };
	bool any;

	if (!has_symbols(s))
		return false;
	functions_named(s, name, &list, false);
	any = list.len > 0;
	vec_free(&list);
	return any;
}
