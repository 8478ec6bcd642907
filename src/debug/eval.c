/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions. A name alone is read straight from its variable's home; everything else becomes code (expr.c), which runs on the
 * machine's evaluation goroutine, where it cannot disturb the program, or, when it is to act on the program, is called by it (call.c).
 */
#include "debug/expr.h"

/* ---- running ---- */

static size_t result_bytes(const Compiled *c, size_t i)
{
	return type_words(expr_result_type(c, i)) * 8;
}

/* Room for the results as they are passed, zeroed. */
static void results_room(const Compiled *c, StrBuf *bytes)
{
	size_t size = 0;

	for (size_t i = 0; i < c->code.ntypes; i++)
		size += type_passed_words(expr_result_type(c, i)) * 8;
	sb_clear(bytes);
	memset(sb_room(bytes, size + 8), 0, size + 8);
	bytes->len = size;
}

static bool any_by_address(const Compiled *c)
{
	for (size_t i = 0; i < c->code.ntypes; i++)
		if (type_by_address(expr_result_type(c, i)))
			return true;
	return false;
}

/* Puts large results in the place of the addresses they were passed by. */
static bool results_open(DebugSession *s, const Compiled *c, StrBuf *bytes)
{
	StrBuf passed = *bytes;
	const char *from = passed.data;
	bool ok = true;

	if (!any_by_address(c))
		return true;
	*bytes = (StrBuf){ 0 };
	for (size_t i = 0; i < c->code.ntypes && ok; i++) {
		const TypeDesc *t = expr_result_type(c, i);
		char *to = sb_room(bytes, result_bytes(c, i));
		uint64_t addr;

		if (type_by_address(t)) {
			memcpy(&addr, from, sizeof addr);
			ok = machine_read(s->machine, addr, to, t->size);
		} else {
			memcpy(to, from, result_bytes(c, i));
		}
		bytes->len += result_bytes(c, i);
		from += type_passed_words(t) * 8;
	}
	sb_free(&passed);
	return ok;
}

/* Of a lab's limit its number is told. */
static bool over_memory(const DebugSession *s, const char *text)
{
	return s->max_heap && strcmp(text, "fatal error: out of memory in an expression") == 0;
}

/* Why an evaluation failed: of a bad address in gdb's words. */
static void tell_failure(DebugSession *s, const char *text)
{
	const char *addr = strstr(text, " addr=0x");

	if (strncmp(text, "panic: runtime error: invalid memory address", 44) == 0 && addr)
		fail(s, "Cannot access memory at address %.*s", (int)strcspn(addr + 6, " ]"), addr + 6);
	else if (over_memory(s, text))
		fail(s, "The expression used more than %lu bytes of heap.", (unsigned long)s->max_heap);
	else
		fail(s, "%s", text);
}

static void tell_limit(DebugSession *s, uint64_t pc)
{
	DebugLocation at = location_at(s, pc);

	fail(s, "The expression ran for more than %lu steps, in %s at %s:%u.", (unsigned long)s->max_steps, at.function, at.file, at.line);
}

/* EVAL_COMMIT: what it does to the program stays, as the right side of an assignment does. */
static EvalResult run_compiled_as(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, EvalMode mode)
{
	EvalResult r;

	results_room(c, bytes);
	if (mode == EVAL_COMMIT)
		s->cursor.machine = NULL;	/* it may write to frames' headers */
	r = machine_eval(s->machine, c->image, c->code.entry, f ? f->fp : 0, bytes->data, bytes->len / 8, mode);
	if (r.interrupted && s->running)
		machine_interrupt(s->machine);	/* it was meant for the program, which a breakpoint's expression has only come between */
	if (r.over_pc)
		tell_limit(s, r.over_pc);
	else if (!r.ok)
		tell_failure(s, r.text ? r.text : "The expression panicked.");
	return r;
}

bool expr_run(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, EvalMode mode)
{
	return run_compiled_as(s, c, f, bytes, mode).ok && results_open(s, c, bytes);
}

/* Code that nothing can point at is not kept in the machine: each image that is takes place, and time at every look-up of code. */
static void drop_passing(DebugSession *s, const Compiled *c)
{
	if (c->passing && machine_has_scratch(s->machine, c->image) && machine_drop_scratch(s->machine, c->image))
		image_released(s, c->image);
}

/* What was computed cannot be stored in a core file, which is said then: nothing of it stays. */
static bool run_committed(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes)
{
	EvalMode mode = c->passing && image_is_pure(c->image) ? EVAL_PURE : s->core ? EVAL_LOOK : EVAL_COMMIT;
	bool ok = expr_run(s, c, f, bytes, mode);

	drop_passing(s, c);
	s->watch_changed = true;
	return ok;
}

/* How an expression is computed that somebody asked for: what is called in it may stop. */
typedef struct Running { bool carry_out, whole; DebugStop *stop; } Running;

/* The program itself calls it. True without a stop: it has to be done another way. */
static bool call_compiled(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, const Running *r)
{
	uint64_t results;
	bool ok;

	results_room(c, bytes);
	image_held(s, c->image);
	if (call_by_hand(s, c->image, &c->code, f ? f->fp : 0, r->whole, &results, r->stop)) {
		ok = machine_read(s->machine, results, bytes->data, bytes->len) && results_open(s, c, bytes);
		drop_passing(s, c);
		return ok;
	}
	if (r->stop->kind != DEBUG_STOP_NONE)
		return false;
	return run_committed(s, c, f, bytes);
}

/* Tried first, unless what it does is to stay; what stops in it is done again by the program, up to the same moment. */
static bool run_watched(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, const Running *r)
{
	EvalResult tried;
	bool ok;

	if (r->carry_out)
		return call_compiled(s, c, f, bytes, r);
	tried = run_compiled_as(s, c, f, bytes, EVAL_TRY);
	if (!tried.stopped)
		return tried.ok && results_open(s, c, bytes);
	s->interrupt_at = tried.ticks ? machine_count(s->machine) + tried.ticks : 0;
	ok = call_compiled(s, c, f, bytes, r);
	s->interrupt_at = 0;
	return ok;
}

const DebugValue *expr_value(DebugSession *s, const Compiled *c, const StrBuf *bytes)
{
	const DebugValue **list = arena_make_n(s->values, const DebugValue *, c->code.ntypes + 1);
	size_t at = 0;

	if (!c->code.ntypes)
		return value_new(s, DEBUG_VOID, "void");
	for (size_t i = 0; i < c->code.ntypes; i++) {
		list[i] = value_bytes(s, c->code.types[i], bytes->data + at, c->code.ntypes > 1 ? NULL : c->type);
		at += result_bytes(c, i);
	}
	return c->code.ntypes == 1 ? list[0] : debug_results(s, list, c->code.ntypes);
}

/* ---- entries ---- */

void image_keep(DebugSession *s, Image *im)
{
	if (im)
		vec_push(&s->kept, im);
}

bool eval_as(DebugSession *s, const char *expr, uint64_t type, StrBuf *bytes)
{
	const TypeDesc *t = (const TypeDesc *)type;
	MachineFrame f;
	bool have = selected_machine_frame(s, &f);
	Type *want = type_of_text(s, arena_strndup(s->scratch, (const char *)t->str.ptr, t->str.len));
	const Compiled *c = expr_code(s, expr, have ? &f : NULL, want);

	return c && run_committed(s, c, have ? &f : NULL, bytes);
}

static bool no_process(DebugSession *s)
{
	fail(s, "You can't do that without a process to debug.");
	return false;
}

bool exec_text(DebugSession *s, const char *statement)
{
	MachineFrame f;
	bool have = selected_machine_frame(s, &f), ok;
	const Compiled *c;
	StrBuf bytes = { 0 };

	if (s->core)
		return no_process(s);
	c = expr_code(s, arena_printf(s->scratch, "func() { %s }()", statement), have ? &f : NULL, NULL);
	ok = c && run_committed(s, c, have ? &f : NULL, &bytes);
	sb_free(&bytes);
	return ok;
}

static uint64_t literal_entry(const Compiled *c)
{
	const CodeFunc *entry = image_func_at(c->image, c->code.entry);

	vec_each(&c->image->funcs, fn)
		if (fn->outer && &c->image->funcs.data[fn->outer - 1] == entry)
			return fn->entry;
	return 0;
}

uint64_t eval_function(DebugSession *s, const char *literal)
{
	Compiled c = { 0 };
	uint64_t code = expr_compile(s, literal, NULL, NULL, &c) ? literal_entry(&c) : 0;

	if (code && !machine_keep_scratch(s->machine, c.image)) {
		fail(s, "no place for the expression's code");
		code = 0;
	}
	image_keep(s, c.image);
	return code;
}

static const DebugValue *goroutine_value(DebugSession *s)
{
	GorInfo g;

	return value_int(s, debug_alive(s) && machine_goroutine_by_id(s->machine, s->selected_goroutine, &g) ? (int64_t)g.id : 0);
}

/* Collections so far, or bytes that the program's own objects take. */
static const DebugValue *heap_number(DebugSession *s, bool collections)
{
	DebugHeapTotals t = { 0 };
	HeapStats h = { 0 };

	if (s->exists) {
		machine_heap_stats(s->machine, &h);
		debug_heap_totals(s, &t);
	}
	return value_int(s, (int64_t)(collections ? h.collections : t.user_bytes));
}

/* gdb's numbers of what it looks at, and its own, which scripts ask for; NULL: another name. */
static const DebugValue *gdbs_number(DebugSession *s, const char *name)
{
	if (strcmp(name, "_thread") == 0 || strcmp(name, "_gthread") == 0)
		return goroutine_value(s);
	if (strcmp(name, "_inferior") == 0 || strcmp(name, "_gdb_minor") == 0)
		return value_int(s, 1);
	return strcmp(name, "_gdb_major") == 0 ? value_int(s, 13) : NULL;
}

const DebugValue *register_value(DebugSession *s, const char *name)
{
	const DebugValue *v;
	DebugFrame f;
	bool pc = strcmp(name, "pc") == 0;

	if ((v = gdbs_number(s, name)) || (v = function_value(s, name)))
		return v;
	if (strcmp(name, "_goroutine") == 0)
		return goroutine_value(s);
	if (strcmp(name, "_gc_count") == 0 || strcmp(name, "_heap_bytes") == 0)
		return heap_number(s, name[1] == 'g');
	if (!pc && strcmp(name, "sp") != 0 && strcmp(name, "fp") != 0)
		return debug_get_var(s, name);
	if (!debug_frame(s, s->selected_frame, &f))
		return NULL;
	return value_pointer(s, pc ? "func()" : "unsafe.Pointer", pc ? f.pc : *name == 's' ? f.fp + f.size : f.fp);
}


/* Compiles and runs; NULL with the error. */
static const Compiled *evaluate(DebugSession *s, const char *expr, StrBuf *bytes, const Running *r)
{
	MachineFrame frame, *f = selected_machine_frame(s, &frame) ? &frame : NULL;
	const Compiled *c = need_environment(s) ? expr_code(s, expr, f, NULL) : NULL;
	bool ok;

	if (!c)
		return NULL;
	if (image_is_pure(c->image))
		ok = expr_run(s, c, f, bytes, EVAL_PURE);
	else if (s->core && r && r->carry_out)
		ok = no_process(s);
	else
		ok = r && debug_runs(s) ? run_watched(s, c, f, bytes, r) : expr_run(s, c, f, bytes, EVAL_LOOK);
	s->evaluated = ok ? c->image : NULL;
	return ok ? c : NULL;
}

bool eval_words(DebugSession *s, const char *expr, uint64_t *type, StrBuf *bytes)
{
	const Compiled *c = evaluate(s, expr, bytes, NULL);

	*type = c && c->code.ntypes == 1 ? c->code.types[0] : 0;
	return c != NULL;
}

/* The `@` outside of quotes and brackets, or NULL. */
static const char *repetition(const char *text)
{
	const char *found = NULL;
	char quote = 0;

	for (const char *p = text; *p; p++) {
		if (quote ? *p == '\\' && quote != '`' && p[1] : false)
			p++;
		else if (quote ? *p == quote : *p == '"' || *p == '\'' || *p == '`')
			quote = quote ? 0 : *p;
		else if (!quote && *p == '@')
			found = p;
	}
	return found;
}

/* gdb's `left @ n`: n values side by side, beginning with left, which must have an address. */
bool find_row(DebugSession *s, const char *text, Home *home, uint64_t *n, bool *taken)
{
	const char *sign = repetition(text);
	const DebugValue *count;

	*taken = sign != NULL;
	if (!sign)
		return false;
	count = debug_eval(s, sign + 1);
	if (!count)
		return false;
	*n = count->kind == DEBUG_INT || count->kind == DEBUG_UINT ? count->bits : 0;
	if (!*n || *n > 1 << 20) {
		fail(s, "Invalid number %ld of repetitions.", (long)*n);
		return false;
	}
	if (find_place(s, arena_strndup(s->scratch, text, (size_t)(sign - text)), home))
		return true;
	if (strstr(debug_error(s), "cannot take address"))
		fail(s, "Only values in memory can be extended with '@'.");
	return false;
}

/* `$`, `$1`, `$name` alone. *taken: it was one of them. */
static const DebugValue *history_alone(DebugSession *s, const char *text, bool *taken)
{
	const char *p = text;
	const DebugValue *v = dollar(s, &p);

	*taken = !*p;
	if (!*taken || v)
		return v;
	return dollar_missing(s, text, strlen(text)) ? NULL : value_new(s, DEBUG_VOID, "void");
}

/* Larger than max-value-size; true with the error. */
static bool too_large(DebugSession *s, uint64_t size)
{
	if (!s->limits.bytes || size <= s->limits.bytes)
		return false;
	fail(s, "value requires %lu bytes, which is more than max-value-size", (unsigned long)size);
	return true;
}

static const DebugValue *value_at(DebugSession *s, const Home *home)
{
	uint8_t byte;

	if (too_large(s, ((const TypeDesc *)home->type)->size))
		return NULL;
	if (((const TypeDesc *)home->type)->size && !machine_read(s->machine, home->addr, &byte, 1)) {
		fail(s, "Cannot access memory at address 0x%lx", (unsigned long)home->addr);
		return NULL;
	}
	return value_read(s, home->type, home->addr);
}

/* $variables and numbers, when nothing else is in the text. */
static const DebugValue *counted(DebugSession *s, const char *expr)
{
	EvalText text = { 0 };
	const DebugValue *v = NULL;

	if (strchr(expr, '$') && rewrite(s, expr, false, &text) && !text.vars.len && !text.types.len)
		v = fold_numbers(s, sb_text(&text.go));
	eval_text_free(&text);
	request_begin(s);
	return v;
}

/* `(void)EXPRESSION`, in a program without a type of that name: its value is of no interest. */
static bool is_void_cast(DebugSession *s, const char *text)
{
	return strncmp(text, "(void)", 6) == 0 && text[6] && !type_of_text(s, "void");
}

/* gdb's comma: both operands, the value is the right one's. `a, b = b, a` is Go's, and no expression. */
static bool comma_operands(DebugSession *s, const char *text, const char **left, const char **right)
{
	if (!strchr(text, ','))
		return false;
	*right = text;
	*left = next_operand(s, right);
	*right = trimmed(s, *right);
	return **left && **right && (is_assignment(s, *left) || !is_assignment(s, *right));
}

static const DebugValue *eval_as_asked(DebugSession *s, const char *expr, const Running *r)
{
	const char *text = trimmed(s, expr), *left, *right;
	Home home;
	uint64_t n;
	bool row;
	StrBuf bytes = { 0 };
	const Compiled *c;
	const DebugValue *v = NULL;
	bool taken = false;

	request_begin(s);
	if (comma_operands(s, text, &left, &right))
		return eval_as_asked(s, left, r) ? eval_as_asked(s, right, r) : NULL;
	if (*text == '$')
		v = history_alone(s, text, &taken);
	if (!taken)
		v = eval_assignment(s, text, &taken);
	if (taken)
		return v;
	if (!need_environment(s))
		return NULL;
	if (is_void_cast(s, text))
		return eval_as_asked(s, text + 6, r) ? value_new(s, DEBUG_VOID, "void") : NULL;
	if (find_row(s, text, &home, &n, &row))
		return too_large(s, n * ((const TypeDesc *)home.type)->size) ? NULL : value_row(s, home.type, home.addr, n);
	if (row)
		return NULL;
	if (find_home(s, text, &home))
		return value_at(s, &home);
	if (*debug_error(s))
		return NULL;
	v = counted(s, text);
	if (v)
		return v;
	c = evaluate(s, text, &bytes, r);
	v = c && !too_large(s, c->code.ntypes == 1 ? expr_result_type(c, 0)->size : 0) ? expr_value(s, c, &bytes) : NULL;
	sb_free(&bytes);
	return v;
}

const DebugValue *debug_eval(DebugSession *s, const char *expr)
{
	return eval_as_asked(s, expr, NULL);
}

const DebugValue *debug_eval_running(DebugSession *s, const char *expr, bool carry_out, DebugStop *stop)
{
	*stop = (DebugStop){ 0 };
	return eval_as_asked(s, expr, &(Running){ carry_out, false, stop });
}

/* ---- types ---- */

/* (int, error), or void. */
static const char *results_text(DebugSession *s, const Compiled *c)
{
	StrBuf out = { 0 };
	const char *text;

	for (size_t i = 0; i < c->code.ntypes; i++) {
		const TypeDesc *t = (const TypeDesc *)c->code.types[i];

		sb_printf(&out, "%s%.*s", i ? ", " : "(", (int)t->str.len, (const char *)t->str.ptr);
	}
	sb_add(&out, c->code.ntypes ? ")" : "void");
	text = arena_strdup(s->scratch, sb_text(&out));
	sb_free(&out);
	return text;
}

static bool compiled_type(DebugSession *s, const char *text, ExprType *out)
{
	MachineFrame f;
	const Compiled *c = expr_code(s, text, selected_machine_frame(s, &f) ? &f : NULL, NULL);

	if (!c)
		return false;
	if (!machine_show_scratch(s->machine, c->image)) {
		fail(s, "no place for the expression's code");
		return false;
	}
	if (c->code.ntypes == 1)
		out->desc = (const TypeDesc *)c->code.types[0];
	else
		out->text = results_text(s, c);
	return true;
}

bool type_of_expr(DebugSession *s, const char *expr, ExprType *out)
{
	const char *text = trimmed(s, expr), *left, *right, *operand;
	const DebugValue *v;
	Home home;
	bool row;

	request_begin(s);
	*out = (ExprType){ 0 };
	if (comma_operands(s, text, &left, &right))
		return type_of_expr(s, right, out);
	if ((operand = typed_operand(s, text)))
		return type_of_expr(s, operand, out);
	if (!need_environment(s))
		return false;
	if (*text == '$')	/* compiled anew: the descriptor of a value of the history may have been its expression's */
		text = arena_printf(s->scratch, "(%s)", text);
	if (is_void_cast(s, text))
		return out->text = "void", true;
	if (find_row(s, text, &home, &out->row, &row) || (!row && find_home(s, text, &home)))
		return out->desc = (const TypeDesc *)home.type, true;
	if (row || *debug_error(s))
		return false;
	v = counted(s, text);
	if (v)
		return out->text = v->type, true;
	return compiled_type(s, text, out);
}

/* ---- statements ---- */

/* What stands behind the statements is not theirs, and not to be spoken of. */
#define EXEC_END " }()"

bool debug_exec(DebugSession *s, const char *statements, DebugStop *stop)
{
	const char *end;
	StrBuf bytes = { 0 };
	bool ok;

	request_begin(s);
	*stop = (DebugStop){ 0 };
	ok = evaluate(s, arena_printf(s->scratch, "func() { %s" EXEC_END, statements), &bytes, &(Running){ true, true, stop });
	if (!ok && (end = strstr(debug_error(s), EXEC_END)))
		fail(s, "%s%s", arena_strndup(s->scratch, debug_error(s), (size_t)(end - debug_error(s))), end + strlen(EXEC_END));
	sb_free(&bytes);
	return ok;
}

int truth_of(DebugSession *s, const DebugValue *v)
{
	double d;

	switch (v->kind) {
	case DEBUG_BOOL: case DEBUG_INT: case DEBUG_UINT: case DEBUG_POINTER: case DEBUG_MAP: case DEBUG_CHAN:
	case DEBUG_FUNC:
		return v->bits != 0;
	case DEBUG_FLOAT:
		memcpy(&d, &v->bits, sizeof d);
		return d != 0;
	case DEBUG_NIL: case DEBUG_VOID:
		return 0;
	default:
		fail(s, "A value of type %s is no condition.", v->type);
		return -1;
	}
}

/* Why the program could not compute it, and all as before, if it is still there. */
static void given_up(DebugSession *s, const DebugStop *stop, const DebugStop *before)
{
	const char *text = stop->text;

	if (stop->kind == DEBUG_STOP_EXITED)
		return;
	if (stop->kind == DEBUG_STOP_PANIC)
		fail(s, "panic: %s", text);
	else if (stop->kind == DEBUG_STOP_FATAL || stop->kind == DEBUG_STOP_LIMIT)
		fail(s, "%s", text);
	call_give_up(s);
	s->stop = *before;
}

const DebugValue *eval_patiently(DebugSession *s, const char *expr)
{
	const DebugValue *v = debug_eval(s, expr);
	DebugStop stop = { 0 }, before = s->stop;

	if (v || !debug_runs(s) || s->core || strcmp(debug_error(s), MACHINE_EVAL_BLOCKS) != 0)
		return v;
	s->deaf = true;
	v = eval_as_asked(s, expr, &(Running){ true, false, &stop });
	s->deaf = false;
	if (!v && stop.kind != DEBUG_STOP_NONE)
		given_up(s, &stop, &before);
	return v;
}

int debug_truth(DebugSession *s, const char *expr)
{
	const DebugValue *v = eval_patiently(s, expr);

	return v ? truth_of(s, v) : -1;
}
