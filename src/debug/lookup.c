/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a name is found, and what an address is: lookup, info symbol, info address, symbolic addresses. */
#include "debug/debug_int.h"
#include "debug/heappath.h"

#include <ctype.h>

typedef VEC(DebugLookupStep) Steps;

const char *type_text(DebugSession *s, uint64_t type)
{
	const TypeDesc *t = (const TypeDesc *)type;

	return arena_strndup(s->scratch, (const char *)t->str.ptr, t->str.len);
}

/* ---- lookup ---- */

/* A block of a function that has variables and that the pc is in; the function's own comes last. */
typedef struct Block { uint32_t from, to, line; } Block;
typedef VEC(Block) Blocks;

static uint32_t slot_of(const MachineFrame *f)
{
	return (uint32_t)((f->lookup_pc - f->code.func->entry) / sizeof(Ins));
}

static bool in_block(const Block *b, const CodeVar *v)
{
	return !code_var_captured(v) && v->scope_from == b->from && v->to == b->to;
}

static int block_order(const void *a, const void *b)
{
	const Block *x = a, *y = b;
	uint32_t nx = x->to - x->from, ny = y->to - y->from;

	return nx != ny ? (nx < ny ? -1 : 1) : x->from > y->from ? -1 : x->from < y->from;
}

static void find_blocks(const MachineFrame *f, Blocks *out)
{
	uint32_t slot = slot_of(f);

	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];
		bool known = code_var_captured(v) || (v->flags & CVF_SITE) || slot < v->scope_from || slot >= v->to;

		for (size_t k = 0; k < out->len && !known; k++)
			known = in_block(&out->data[k], v);
		if (!known)
			vec_push(out, ((Block){ v->scope_from, v->to, v->line }));
	}
	if (out->len)
		qsort(out->data, out->len, sizeof *out->data, block_order);
}

static const CodeVar *declared_in(const MachineFrame *f, const Block *b, const char *name)
{
	const CodeVar *found = NULL;
	uint32_t slot = slot_of(f);

	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];

		if ((b ? in_block(b, v) : code_var_captured(v)) && v->from <= slot && slot < v->to &&
		    strcmp(image_text(f->code.image, v->name), name) == 0)
			found = v;
	}
	return found;
}

static void found_variable(DebugSession *s, const MachineFrame *f, const CodeVar *v, DebugLookupStep *step)
{
	step->found = true;
	step->addr = variable_address(s, f, v);
	step->type = type_text(s, v->type);
	step->size = ((const TypeDesc *)v->type)->size;
	step->value = value_read(s, v->type, step->addr);
	step->note = code_var_moved(v) ? "moved to the heap" : NULL;
}

/* Blocks from the innermost, the function's last, then what a closure has captured; true: found. */
static bool step_frame(DebugSession *s, const MachineFrame *f, const char *name, Steps *steps)
{
	Blocks blocks = { 0 };
	const char *fn = image_text(f->code.image, f->code.func->name);
	const CodeVar *v = NULL;

	find_blocks(f, &blocks);
	for (size_t i = 0; !v && i < (blocks.len ? blocks.len : 1); i++) {
		bool own = i + 1 >= blocks.len;
		DebugLookupStep step = { .where = own ? arena_printf(s->scratch, "%s's frame", fn)
						     : arena_printf(s->scratch, "block of line %u", blocks.data[i].line) };

		v = blocks.len ? declared_in(f, &blocks.data[i], name) : NULL;
		if (v)
			found_variable(s, f, v, &step);
		vec_push(steps, step);
	}
	vec_free(&blocks);
	if (!v && (v = declared_in(f, NULL, name))) {
		DebugLookupStep step = { .where = "captured variables" };

		found_variable(s, f, v, &step);
		vec_push(steps, step);
	}
	return v != NULL;
}

static void step_data(DebugSession *s, const char *name, Steps *steps)
{
	const Image *im;
	const Global *g;
	DebugLookupStep step = { .where = "data segment" };

	if (find_global(s, name, &im, &g)) {
		step.found = true;
		step.addr = g->addr;
		step.type = type_text(s, g->type);
		step.size = ((const TypeDesc *)g->type)->size;
		step.value = value_read(s, g->type, g->addr);
		step.symbol = arena_printf(s->scratch, "%s.%s", image_text(im, g->package), image_text(im, g->name));
		step.note = "resolved at compile time";	/* the walk is the compiler's: the program has the address */
	}
	vec_push(steps, step);
}

static bool step_code(DebugSession *s, const char *name, Steps *steps)
{
	const Image *im = s->program->image;
	const char *own = s->program->main->name->text;

	vec_each(&im->funcs, fn) {
		const char *full = image_text(im, fn->name);
		size_t n = strlen(own);

		if ((fn->flags & (FN_WRAPPER | FN_STUB)) || strncmp(full, own, n) != 0 || full[n] != '.' ||
		    strcmp(full + n + 1, name) != 0)
			continue;
		vec_push(steps, ((DebugLookupStep){ .where = "code segment", .found = true, .addr = fn->entry,
						    .symbol = full }));
		return true;
	}
	return false;
}

static bool in_universe(DebugSession *s, const char *name)
{
	return scope_find(types_universe(s->program->types), intern_cstr(s->program->ast.names, name)) != NULL;
}

static void add_hidden(StrBuf *sb, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add_hidden(StrBuf *sb, const char *format, ...)
{
	va_list args;

	sb_add(sb, sb->len ? ", " : "hides ");
	va_start(args, format);
	sb_vprintf(sb, format, args);
	va_end(args);
}

/* What else has the name further out, and cannot be reached by it. */
static void add_outer_variables(const MachineFrame *f, const char *name, uint64_t found, DebugSession *s, StrBuf *sb)
{
	Blocks blocks = { 0 };

	find_blocks(f, &blocks);
	for (size_t i = 0; i < blocks.len; i++) {
		const CodeVar *v = declared_in(f, &blocks.data[i], name);

		if (v && variable_address(s, f, v) != found)
			add_hidden(sb, "%s of line %u", name, v->line);
	}
	vec_free(&blocks);
}

/* Added to the note of the step that found it. */
static void note_hidden(DebugSession *s, const MachineFrame *f, const char *name, bool in_frame, DebugLookupStep *step)
{
	StrBuf sb = { 0 };
	const Image *im;
	const Global *g;

	if (in_frame)
		add_outer_variables(f, name, step->addr, s, &sb);
	if (in_frame && find_global(s, name, &im, &g))
		add_hidden(&sb, "%s.%s in the data segment", image_text(im, g->package), image_text(im, g->name));
	if (in_universe(s, name))
		add_hidden(&sb, "the universe's %s", name);
	if (sb.len)
		step->note = step->note && *step->note ? arena_printf(s->scratch, "%s; %s", step->note, sb_text(&sb))
			     : arena_strdup(s->scratch, sb_text(&sb));
	sb_free(&sb);
}

static void step_universe(DebugSession *s, const char *name, Steps *steps)
{
	const Sym *sym = intern_cstr(s->program->ast.names, name);
	Object *obj = scope_find(types_universe(s->program->types), sym);

	if (!obj)
		return;
	vec_push(steps, ((DebugLookupStep){ .where = "universe", .found = true,
		.note = obj->kind == OBJ_TYPE ? "a predeclared type" : obj->kind == OBJ_BUILTIN ? "a builtin function"
			: "predeclared" }));
}

/* A name that only a caller's frame has is not found; say so. */
static const char *in_a_caller(DebugSession *s, const char *name)
{
	MachineFrame f;

	for (unsigned level = s->selected_frame + 1; machine_frame_at(s, level, &f); level++)
		if (find_variable(s, &f, name))
			return arena_printf(s->scratch, "No symbol \"%s\" in current context.\n%s is a variable of %s, a caller: "
					    "a caller's locals are never searched.", name, name,
					    image_text(f.code.image, f.code.func->name));
	return NULL;
}

const DebugLookupStep *debug_lookup(DebugSession *s, const char *name, size_t *count)
{
	Steps steps = { 0 };
	MachineFrame f;
	const DebugLookupStep *out = NULL;
	const char *caller;
	bool in_frame;

	request_begin(s);
	*count = 0;
	if (!need_symbols(s))
		return NULL;
	in_frame = selected_machine_frame(s, &f) && step_frame(s, &f, name, &steps);
	if (!in_frame) {
		step_data(s, name, &steps);
		if (!vec_last(&steps).found && !step_code(s, name, &steps))
			step_universe(s, name, &steps);
	}
	if (vec_last(&steps).found && strcmp(vec_last(&steps).where, "universe") != 0)
		note_hidden(s, &f, name, in_frame, &vec_last(&steps));
	if (vec_last(&steps).found) {
		out = arena_copy(s->scratch, steps.data, steps.len * sizeof *steps.data);
		*count = steps.len;
	} else if ((caller = in_a_caller(s, name))) {
		fail(s, "%s", caller);
	} else {
		fail(s, "No symbol \"%s\" in current context.", name);
	}
	vec_free(&steps);
	return out;
}

const char *debug_owner(DebugSession *s, const char *name)
{
	const Image *im = s->program ? s->program->image : NULL;

	for (size_t i = 0; im && i < im->funcs.len; i++) {
		const CodeFunc *fn = &im->funcs.data[i];

		for (uint32_t k = 0; k < fn->nvars && !(fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB)); k++) {
			const CodeVar *v = &im->vars.data[fn->vars + k];

			if (strcmp(image_text(im, v->name), name) == 0)
				return image_text(im, fn->name);
		}
	}
	return NULL;
}

/* ---- the names of a line ---- */

typedef struct NameWalk { DebugSession *s; const char *file; uint32_t line; VEC(const char *) list; } NameWalk;

static bool name_visit(void *ctx, Node *n)
{
	NameWalk *w = ctx;
	Ident *id = is_Ident(n);
	Sources *set = w->s->program->ast.sources;

	if (!id || ast_is_blank(n) || source_line(set, n->pos) != w->line ||
	    strcmp(source_file(set, n->pos)->name, w->file) != 0)
		return true;
	for (size_t i = 0; i < w->list.len; i++)
		if (strcmp(w->list.data[i], id->name->text) == 0)
			return true;
	if (strcmp(id->name->text, "fmt") != 0)
		vec_push(&w->list, id->name->text);
	return true;
}

/* Selectors' names are fields and methods: only what stands alone is looked up. */
static bool skip_selected(void *ctx, Node *n)
{
	SelectorExpr *sel = is_SelectorExpr(n);

	if (!sel)
		return name_visit(ctx, n);
	ast_walk(sel->x, skip_selected, NULL, ctx);
	return false;
}

size_t debug_line_names(DebugSession *s, const char *const **names)
{
	MachineFrame f;
	NameWalk w = { .s = s };
	size_t n;

	*names = NULL;
	request_begin(s);
	if (!selected_machine_frame(s, &f)) {
		fail(s, "No stack.");
		return 0;
	}
	w.file = file_of(&f.code);
	w.line = location_at(s, f.lookup_pc).line;
	for (uint32_t i = 0; i < s->program->main->nfiles; i++)
		ast_walk(&s->program->main->files[i]->node, skip_selected, NULL, &w);
	n = w.list.len;
	*names = arena_copy(s->scratch, w.list.data, n * sizeof *w.list.data);
	vec_free(&w.list);
	return n;
}

/* ---- addresses ---- */

static const char *code_symbol(DebugSession *s, uint64_t addr)
{
	CodeAt at;

	if (!machine_code_at(s->machine, addr, &at))
		return NULL;
	uint64_t offset = addr - at.func->entry;
	const char *name = image_text(at.image, at.func->name);

	return offset ? arena_printf(s->scratch, "%s+%lu", name, (unsigned long)offset) : name;
}

static const char *data_symbol(DebugSession *s, uint64_t addr)
{
	const Image *im;
	const Global *g = machine_global_at(s->machine, addr, &im);
	uint64_t offset;

	if (!g || addr - g->addr >= ((const TypeDesc *)g->type)->size)
		return NULL;
	offset = addr - g->addr;
	return offset ? arena_printf(s->scratch, "%s.%s+%lu", image_text(im, g->package), image_text(im, g->name),
				     (unsigned long)offset)
	       : arena_printf(s->scratch, "%s.%s", image_text(im, g->package), image_text(im, g->name));
}

static const char *stack_symbol(DebugSession *s, uint64_t addr)
{
	MachineFrame f;

	for (unsigned level = 0; machine_frame_at(s, level, &f); level++) {
		const char *fn = image_text(f.code.image, f.code.func->name);

		if (addr < f.fp || addr >= f.fp + f.code.func->frame_bytes)
			continue;
		for (uint32_t i = 0; i < f.code.func->nvars; i++) {
			const CodeVar *v = &f.code.image->vars.data[f.code.func->vars + i];
			uint64_t size = v->kind == CV_HEAP ? 8 : ((const TypeDesc *)v->type)->size;
			uint64_t offset = addr - f.fp - v->where;

			if (v->kind <= CV_HEAP && addr >= f.fp + v->where && offset < (size ? size : 1))
				return arena_printf(s->scratch, offset ? "%s:%s+%lu" : "%s:%s", fn,
						    image_text(f.code.image, v->name), (unsigned long)offset);
		}
		return arena_printf(s->scratch, "%s:frame+%lu", fn, (unsigned long)(addr - f.fp));
	}
	return NULL;
}

static const char *heap_symbol(DebugSession *s, uint64_t addr)
{
	ObjectInfo o;

	if (!machine_object_at(s->machine, addr, &o))
		return NULL;
	const char *type = object_type(s, &o);

	return addr == o.addr ? arena_printf(s->scratch, "heap %s %s", object_name(s, o.id), type)
	       : arena_printf(s->scratch, "heap %s %s+%lu", object_name(s, o.id), type, (unsigned long)(addr - o.addr));
}

const char *debug_symbolize(DebugSession *s, uint64_t addr)
{
	if (!s->machine)
		return NULL;
	switch (machine_segment_of(s->machine, addr)) {
	case SEGMENT_CODE: return code_symbol(s, addr);
	case SEGMENT_DATA: case SEGMENT_BSS: return data_symbol(s, addr);
	case SEGMENT_STACK: return stack_symbol(s, addr);
	case SEGMENT_HEAP: return heap_symbol(s, addr);
	default: return NULL;
	}
}

const char *debug_info_address(DebugSession *s, const char *name)
{
	MachineFrame f;
	const CodeVar *v;
	const Image *im;
	const Global *g;
	size_t n;
	const DebugLocation *at;

	request_begin(s);
	if (selected_machine_frame(s, &f) && (v = find_variable(s, &f, name))) {
		if (code_var_moved(v))
			return arena_printf(s->scratch, "Symbol \"%s\" is a heap object at 0x%lx (moved to heap%s%s).", name,
					    (unsigned long)variable_address(s, &f, v), v->why ? ": " : "",
					    v->why ? image_text(f.code.image, v->why) : "");
		if (code_var_captured(v))
			return arena_printf(s->scratch, "Symbol \"%s\" is a variable captured by the closure, at 0x%lx.", name,
					    (unsigned long)variable_address(s, &f, v));
		return arena_printf(s->scratch, "Symbol \"%s\" is a variable at frame base offset +%u.", name, v->where);
	}
	if (!name_start(*name)) {
		fail(s, "No symbol \"%s\" in current context.", name);
		return NULL;
	}
	if (find_global(s, name, &im, &g))
		return arena_printf(s->scratch, "Symbol \"%s.%s\" is static storage at address 0x%lx.",
				    image_text(im, g->package), image_text(im, g->name), (unsigned long)g->addr);
	at = debug_locate(s, name, &n);
	if (at) {
		CodeAt code;

		request_begin(s);
		machine_code_at(s->machine, at->pc, &code);
		return arena_printf(s->scratch, "Symbol \"%s\" is a function at address 0x%lx.", at->function,
				    (unsigned long)code.func->entry);
	}
	fail(s, "No symbol \"%s\" in current context.", name);
	return NULL;
}

/* ---- code ---- */

static const char *name_address(void *ctx, uint64_t addr)
{
	return debug_symbolize(ctx, addr);
}

const char *debug_disassemble(DebugSession *s, uint64_t pc, unsigned *size)
{
	StrBuf out = { 0 };
	InsData raw[2];
	const char *text;
	CodeAt at;

	if (!s->machine || !machine_code_at(s->machine, pc, &at) || !machine_read(s->machine, pc, raw, sizeof raw))
		return NULL;
	*size = ins_disassemble(&out, (const Ins *)raw, pc, name_address, s) * (unsigned)sizeof(Ins);
	text = arena_strdup(s->scratch, sb_text(&out));
	sb_free(&out);
	return text;
}

static int function_order(const void *a, const void *b)
{
	const DebugFunction *x = a, *y = b;

	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

/* Parameters with their names, where each has one; false: some are blank. */
static bool named_parameters(const Image *im, const CodeFunc *fn, const TypeDesc *t, StrBuf *out)
{
	uint64_t seen = 0;

	for (uint32_t i = 0; i < fn->nvars; i++) {
		const CodeVar *v = &im->vars.data[fn->vars + i];
		const TypeDesc *vt = (const TypeDesc *)v->type;

		if (!(v->flags & CVF_PARAM) || (v->flags & CVF_RECEIVER))
			continue;
		bool rest = t->flags & TD_VARIADIC && seen + 1 == t->len;

		if (rest)
			vt = (const TypeDesc *)vt->elem;
		sb_printf(out, "%s%s %s%.*s", seen++ ? ", " : "", image_text(im, v->name), rest ? "..." : "", (int)vt->str.len,
			  (const char *)vt->str.ptr);
	}
	return seen == t->len;
}

static void add_results(StrBuf *out, const TypeDesc *t)
{
	const uint64_t *types = (const uint64_t *)t->funcs.ptr;
	uint64_t n = t->funcs.len - t->len;

	if (n)
		sb_add(out, n > 1 ? " (" : " ");
	for (uint64_t i = t->len; i < t->funcs.len; i++) {
		const TypeDesc *rt = (const TypeDesc *)types[i];

		sb_printf(out, "%s%.*s", i > t->len ? ", " : "", (int)rt->str.len, (const char *)rt->str.ptr);
	}
	if (n > 1)
		sb_addc(out, ')');
}

/* Go text of a function: func main.add(x int, y int) int. */
static const char *signature(DebugSession *s, const Image *im, const CodeFunc *fn)
{
	const TypeDesc *t = (const TypeDesc *)fn->type;
	const char *name = image_text(im, fn->name), *text;
	StrBuf out = { 0 };

	if (!t)
		return arena_printf(s->scratch, "func %s()", name);
	sb_printf(&out, "func %s(", name);
	if (named_parameters(im, fn, t, &out)) {
		sb_addc(&out, ')');
		add_results(&out, t);
	} else {	/* blank parameters: the type's own text, after its "func" */
		sb_clear(&out);
		sb_printf(&out, "func %s%.*s", name, (int)t->str.len - 4, (const char *)t->str.ptr + 4);
	}
	text = arena_strdup(s->scratch, sb_text(&out));
	sb_free(&out);
	return text;
}

size_t debug_functions(DebugSession *s, bool library, const DebugFunction **out)
{
	VEC(DebugFunction) list = { 0 };
	const Image *const *images;
	size_t n = s->machine ? machine_images(s->machine, &images) : 0;

	for (size_t i = 0; i < n; i++) {
		vec_each(&images[i]->funcs, fn) {
			CodeAt at = { images[i], fn, NULL };
			bool lib = (fn->flags & FN_LIBRARY) != 0;

			if (lib != library || (fn->flags & (FN_WRAPPER | FN_STUB)) || images[i]->part == PART_SCRATCH)
				continue;
			vec_push(&list, ((DebugFunction){
				.name = image_text(images[i], fn->name), .signature = signature(s, images[i], fn),
				.file = file_of(&at), .package = image_text(images[i], fn->package), .line = fn->line,
				.end_line = fn->end_line, .entry = fn->entry, .size = fn->slots * sizeof(Ins), .library = lib }));
		}
	}
	n = list.len;
	if (n)
		qsort(list.data, n, sizeof *list.data, function_order);
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

size_t debug_types(DebugSession *s, const DebugType **out)
{
	VEC(DebugType) list = { 0 };
	size_t n;

	for (size_t k = 0; s->program && k < s->program->packages.len; k++) {
		Package *pkg = s->program->packages.data[k];

		for (uint32_t i = 0; i < pkg->nobjects; i++) {
			Object *o = pkg->objects[i];

			if (o->kind != OBJ_TYPE)
				continue;
			Place at = source_real_place(s->program->ast.sources, o->pos);

			vec_push(&list, ((DebugType){ o->name->text, pkg->name->text, at.name, at.line }));
		}
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}
