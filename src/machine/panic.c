/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Defer, panic, recover, Goexit (Spec: "Defer statements", "Handling panics").
 *
 * A panic leaves the stack as it is: deferred calls run on top of the frame that panicked, with the
 * PANICNX stub as return pc, which comes back here for the next one. When one has called recover,
 * the frames above the deferring one are forgotten and that frame goes on at its first RUND. When no
 * deferred call is left, the methods that turn the values into text are called the same way; then the
 * program ends, and the whole stack is still there to be looked at.
 */
#include "machine/natives.h"
#include "machine/race.h"
#include "machine/records.h"
#include "natives/leaf/leaf.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- records ---- */

/* A word of a record: a pointer as far as the collector cares. */
static uint64_t record_type(Machine *m)
{
	TypeDesc *t;
	uint8_t *mask;

	if (m->record_type)
		return m->record_type;
	t = machine_table_alloc(m, sizeof *t);
	mask = machine_table_alloc(m, 8);
	*mask = 1;
	*t = (TypeDesc){ .size = 8, .align = 8, .kind = KIND_UNSAFE_POINTER, .ptr_bytes = 8, .gcmask = (uint64_t)mask };
	m->record_type = (uint64_t)t;
	return m->record_type;
}

static void *record_new(Machine *m, uint64_t words)
{
	uint64_t p = heap_alloc(m, words * 8, record_type(m), words);

	if (p)
		card_mark_range(p, words * 8);
	return at(p);
}

static void record_changed(Panic *p)
{
	card_mark_range((uint64_t)p, sizeof *p);
}

static Panic *top_panic(Machine *m)
{
	return at(gor_current(m)->panics);
}

/* ---- values of package runtime ---- */

/* A string type for machines without a library. */
static uint64_t plain_string_type(Machine *m)
{
	uint64_t have = type_by_link(m, "string", strlen("string"));
	TypeDesc *t;
	char *name;
	uint8_t *mask;

	if (have)
		return have;
	if (m->text_type)
		return m->text_type;
	t = machine_table_alloc(m, sizeof *t);
	name = machine_table_alloc(m, 16);
	mask = machine_table_alloc(m, 8);
	memcpy(name, "string", 6);
	*mask = 1;
	*t = (TypeDesc){ .size = 16, .align = 8, .kind = KIND_STRING, .ptr_bytes = 8, .gcmask = (uint64_t)mask,
			 .flags = TD_COMPARABLE | TD_NAMED };
	t->str = t->name = t->link = (GoString){ (uint64_t)name, 6 };
	m->text_type = (uint64_t)t;
	return m->text_type;
}

static bool text_new(Machine *m, const char *text, size_t n, GoString *out)
{
	uint64_t p = n ? heap_alloc(m, n, 0, n) : image_zerobase(m->base);

	if (!p)
		return false;
	memcpy(at(p), text, n);
	card_mark_range(p, n);
	*out = (GoString){ p, n };
	return true;
}

/* An interface that holds a value of a string type; false: out of memory. */
static bool text_value(Machine *m, const char *link, const char *text, GoIface *out)
{
	uint64_t type = type_by_link(m, link, strlen(link)), box;
	GoString s;

	if (!type)
		type = plain_string_type(m);
	if (!text_new(m, text, strlen(text), &s))
		return false;
	box = heap_alloc(m, sizeof s, type, 1);
	if (!box)
		return false;
	*(GoString *)at(box) = s;
	card_mark_range(box, sizeof s);
	*out = (GoIface){ type, box };
	return true;
}

static Flow panic_begin(Machine *m, GoIface value, uint64_t flags, uint64_t addr);

Flow panic_plain(Machine *m, const char *text)
{
	GoIface v;

	return text_value(m, "runtime.plainError", text, &v) ? panic_begin(m, v, 0, 0) : FLOW_STOP;
}

/* Without a library the prefix, which Error() adds, is part of the text. */
static Flow runtime_error(Machine *m, const char *text, uint64_t flags, uint64_t addr)
{
	char full[512];
	GoIface v;

	snprintf(full, sizeof full, "%s%s", type_by_link(m, "runtime.errorString", strlen("runtime.errorString")) ? "" : "runtime error: ", text);
	return text_value(m, "runtime.errorString", full, &v) ? panic_begin(m, v, flags, addr) : FLOW_STOP;
}

Flow panic_runtime(Machine *m, const char *format, ...)
{
	char text[400];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return runtime_error(m, text, 0, 0);
}

bool operand_unsigned(Machine *m, unsigned flag)
{
	CodeAt code;

	return machine_code_at(m, m->state->pc, &code) && code.line && code.line->flags & flag;
}

Flow panic_index(Machine *m, int64_t index, uint64_t length)
{
	if (index < 0 && !operand_unsigned(m, LINE_UNSIGNED))
		return panic_runtime(m, "index out of range [%" PRId64 "]", index);
	return panic_runtime(m, "index out of range [%" PRIu64 "] with length %" PRIu64, (uint64_t)index, length);
}

/* A value method called through a nil pointer. The wrapper is called main.(*T).M. */
static Flow panic_wrapper(Machine *m, const CodeAt *code)
{
	const char *name = image_text(code->image, code->func->name), *type = strstr(name, "(*"), *method = strrchr(name, ')');
	char text[400];
	int n;

	if (!type || !method)
		return panic_plain(m, "value method called using nil pointer");
	type += 2;
	n = (int)(method - type);
	snprintf(text, sizeof text, "value method %.*s%.*s%s called using nil *%.*s pointer", (int)(type - 2 - name), name, n, type,
		 method + 1, n, type);
	return panic_plain(m, text);
}

Flow panic_nil(Machine *m, uint64_t addr)
{
	CodeAt code;

	if (addr == 0 && machine_code_at(m, m->state->pc, &code) && code.func->flags & FN_DEREF)
		return panic_wrapper(m, &code);
	return runtime_error(m, "invalid memory address or nil pointer dereference", PANIC_SIGNAL, addr);
}

Flow panic_fault(Machine *m, uint64_t addr)
{
	static const char name[] = "*runtime.errorAddress";
	static const char text[] = "invalid memory address or nil pointer dereference";
	uint64_t type = type_by_link(m, name, strlen(name)), elem = type ? type_at(type)->elem : 0, string[2];
	uint64_t e = elem ? heap_alloc(m, type_at(elem)->size, elem, 1) : 0;

	if (!type)
		return panic_nil(m, addr);
	if (!e || !native_string(m, text, strlen(text), string))
		return FLOW_STOP;
	memcpy(at(e), string, sizeof string);
	word(e)[2] = addr;
	card_mark_range(e, 24);
	return panic_begin(m, (GoIface){ type, e }, PANIC_SIGNAL, addr);
}

/* Go's texts for a failed assertion, for machines without a library. */
static Flow assert_as_text(Machine *m, const GoString *s)
{
	char text[400];

	if (!s[1].len)
		snprintf(text, sizeof text, "interface conversion: %.*s is nil, not %.*s", (int)s[0].len,
			 (const char *)s[0].ptr, (int)s[2].len, (const char *)s[2].ptr);
	else
		snprintf(text, sizeof text, "interface conversion: %.*s is %.*s, not %.*s", (int)s[0].len,
			 (const char *)s[0].ptr, (int)s[1].len, (const char *)s[1].ptr, (int)s[2].len,
			 (const char *)s[2].ptr);
	return panic_plain(m, text);
}

/* The package a type belongs to: of a struct without a name that of its unexported fields. */
static GoString package_of(const TypeDesc *t)
{
	const FieldDesc *fields = at(t->fields.ptr);

	if (t->flags & TD_NAMED || t->kind != KIND_STRUCT)
		return t->pkg_path;
	for (uint64_t i = 0; i < t->fields.len; i++)
		if (fields[i].pkg_path.len)
			return fields[i].pkg_path;
	return (GoString){ 0, 0 };
}

static bool packages_differ(uint64_t x, uint64_t y)
{
	GoString a = package_of(type_at(x)), b = package_of(type_at(y));

	return a.len != b.len || (a.len && memcmp(at(a.ptr), at(b.ptr), a.len) != 0);
}

Flow panic_assert(Machine *m, uint64_t inter, uint64_t dynamic, uint64_t wanted, const char *missing)
{
	uint64_t type = type_by_link(m, "runtime.TypeAssertionError", strlen("runtime.TypeAssertionError")), p;
	uint64_t pointer = type_by_link(m, "*runtime.TypeAssertionError", strlen("*runtime.TypeAssertionError"));
	GoString s[4] = { { 0, 0 } };
	uint64_t flags = 0;

	if (inter && type_at(wanted)->kind != KIND_INTERFACE)
		s[0] = type_at(inter)->str;
	if (dynamic)
		s[1] = type_at(dynamic)->str;
	s[2] = type_at(wanted)->str;
	if (!type || !pointer)
		return assert_as_text(m, s);
	if (missing && !text_new(m, missing, m->missing_len, &s[3]))
		return FLOW_STOP;
	if (dynamic)
		flags = packages_differ(dynamic, wanted);
	p = heap_alloc(m, sizeof s + sizeof flags, type, 1);
	if (!p)
		return FLOW_STOP;
	memcpy(at(p), s, sizeof s);
	memcpy(at(p + sizeof s), &flags, sizeof flags);
	card_mark_range(p, sizeof s);
	return panic_begin(m, (GoIface){ pointer, p }, 0, 0);
}

/* ---- defer ---- */

Flow op_defer(Machine *m, uint64_t *r, const SideIns *i)
{
	Gor *g = gor_current(m);
	uint64_t n = i->c;
	Defer *d = record_new(m, sizeof *d / 8 + n);

	if (!d)
		return FLOW_STOP;
	*d = (Defer){ .link = g->defers, .token = i->d ? r[i->d] : m->state->fp, .func = r[i->b], .nparams = n };
	memcpy(d->params, &r[i->a + FRAME_HEADER_WORDS], n * 8);
	g->defers = (uint64_t)d;
	return FLOW_NEXT;
}

static Flow call_deferred(Machine *m, Gor *g, uint64_t ret_pc)
{
	const Defer *d = at(g->defers);

	g->defers = d->link;
	if (!d->func)
		return panic_nil(m, 0);
	m->state->budget--;
	return call_func(m, frame_top(m->state->fp), d->func, d->params, (unsigned)d->nparams, ret_pc);
}

Flow op_rund(Machine *m)
{
	Gor *g = gor_current(m);

	if (!g->defers || ((const Defer *)g->defers)->token != m->state->fp)
		return FLOW_NEXT;
	return call_deferred(m, g, m->state->pc);
}

/* ---- panics ---- */

static Flow panic_next(Machine *m);

static Flow panic_begin(Machine *m, GoIface value, uint64_t flags, uint64_t addr)
{
	Gor *g = gor_current(m);
	Panic *p = record_new(m, sizeof *p / 8);

	if (!p)
		return FLOW_STOP;
	*p = (Panic){ .link = g->panics, .type = value.type, .data = value.data, .pc = m->state->pc,
		      .fp = m->state->fp, .flags = flags, .sig_addr = addr };
	g->panics = (uint64_t)p;
	if (!(flags & PANIC_GOEXIT))
		machine_event(m, EVENT_PANIC, value.data, 0, value.type);
	return panic_next(m);
}

Flow panic_go(Machine *m, GoIface value)
{
	if (!value.type && !m->state->panic_nil) {
		value.type = type_by_link(m, "*runtime.PanicNilError", strlen("*runtime.PanicNilError"));
		value.data = image_zerobase(m->base);
		if (!value.type)
			return panic_plain(m, "panic called with nil argument");
	}
	return panic_begin(m, value, 0, 0);
}

Flow panic_goexit(Machine *m)
{
	return panic_begin(m, (GoIface){ 0, 0 }, PANIC_GOEXIT, 0);
}

static Flow unrecovered(Machine *m);

/* Goexit is done: all deferred calls have run. */
static Flow goexit_done(Machine *m)
{
	Gor *g = gor_current(m);

	g->panics = 0;
	g->goexit = 1;
	m->state->pc = image_stub(m->base, OP_GOEND);	/* as when its function has returned: a debugger may wait there */
	m->state->fp = 0;
	return FLOW_RELOAD;
}

/* A call by machine_call lies between the panic and the frame that deferred next. */
static bool leaves_call(const Machine *m, const Gor *g)
{
	uint64_t token = ((const Defer *)g->defers)->token;
	GorInfo info;
	MachineFrame f;

	gor_info(m, g, &info);
	for (bool more = eval_kept(m) && gor_frame(m, g, &info, &f, true); more; more = gor_frame(m, g, &info, &f, false))
		if (f.interrupted || f.fp == token)
			return f.interrupted;
	return false;
}

/* The next deferred call of the newest panic. */
static Flow panic_next(Machine *m)
{
	Gor *g = gor_current(m);
	Panic *p = top_panic(m);

	m->state->pc = p->pc;
	m->state->fp = p->fp;
	if (!g->defers || leaves_call(m, g))
		return p->flags & PANIC_GOEXIT ? goexit_done(m) : unrecovered(m);
	p->token = ((const Defer *)g->defers)->token;
	record_changed(p);
	return call_deferred(m, g, image_stub(m->base, OP_PANICNX));
}

/* The pc of the first RUND of the function whose frame is at fp. */
static uint64_t first_rund(Machine *m, uint64_t fp)
{
	uint64_t pc = func_word_entry(word(fp)[FRAME_FUNC]);
	CodeAt code;

	if (!machine_code_at(m, pc, &code))
		return pc;
	while (((const Ins *)pc)->op != OP_RUND)
		pc += op_info[((const Ins *)pc)->op].flags & OPF_TWO ? 2 * sizeof(Ins) : sizeof(Ins);
	return pc;
}

/* Panic p is recovered: the deferring frame goes on, and with the frames above it the panics raised
 * in them are over. A Goexit among them is not: it goes on with the next deferred call. */
static Flow recovered(Machine *m, const Panic *p)
{
	Gor *g = gor_current(m);
	uint64_t token = p->token;

	for (g->panics = p->link; g->panics; g->panics = top_panic(m)->link) {
		const Panic *older = top_panic(m);

		if (!frame_younger(g, older->fp, token))
			break;
		if (older->flags & PANIC_GOEXIT) {
			stack_unwind(m, g, older->fp);
			return panic_next(m);
		}
	}
	stack_unwind(m, g, token);
	m->state->fp = token;
	m->state->pc = first_rund(m, token);
	m->state->budget--;
	return watch_unwound(m, g, token) ? FLOW_STOP : FLOW_RELOAD;
}

/* ---- recover ---- */

/* Whether the panic itself called the function whose frame is at fp; wrappers between do not count. */
static bool called_by_panic(Machine *m, const Panic *p, uint64_t fp)
{
	const Gor *g = gor_current(m);
	CodeAt code;

	if (!machine_code_at(m, m->state->pc, &code))
		return false;
	/* "defer recover()": its caller is the function that defers it, unless the panic calls it. */
	if (code.func->flags & FN_WRAPPER) {
		if (frame_return(g, fp) == image_stub(m->base, OP_PANICNX))
			return false;
		fp = word(fp)[FRAME_CALLER];
	}
	for (;;) {
		uint64_t ret = frame_return(g, fp);

		if (ret == image_stub(m->base, OP_PANICNX))
			return word(fp)[FRAME_CALLER] == p->fp;
		if (!machine_code_at(m, ret, &code) || !(code.func->flags & FN_WRAPPER))
			return false;
		fp = word(fp)[FRAME_CALLER];
	}
}

void op_recover(Machine *m, uint64_t *out)
{
	Panic *p = top_panic(m);

	if (!p || (p->flags & (PANIC_RECOVERED | PANIC_GOEXIT)) || p->printing ||
	    !called_by_panic(m, p, m->state->fp)) {
		out[0] = out[1] = 0;
		return;
	}
	p->flags |= PANIC_RECOVERED;
	record_changed(p);
	out[0] = p->type;
	out[1] = p->data;
	machine_event(m, EVENT_RECOVER, p->data, 0, p->type);
}

/* ---- texts of values ---- */

static void add_newlines_indented(StrBuf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		sb_addc(out, text[i]);
		if (text[i] == '\n')
			sb_addc(out, '\t');
	}
}

/* The shortest text that reads back, as print shows it. */
static void add_float(StrBuf *out, double d, unsigned bits)
{
	uint8_t text[32];

	sb_addn(out, (const char *)text, (size_t)nat_format_float(text, sizeof text, d, 'g', -1, bits));
}

/* A named one stands in its conversion's parentheses already. */
static void add_complex(StrBuf *out, double re, double im, unsigned bits, bool named)
{
	size_t at_imag;

	if (!named)
		sb_addc(out, '(');
	add_float(out, re, bits);
	at_imag = out->len + 1;
	sb_addc(out, '+');
	add_float(out, im, bits);
	if (out->data[at_imag] == '+' || out->data[at_imag] == '-') {	/* it has a sign of its own */
		memmove(out->data + at_imag - 1, out->data + at_imag, out->len - at_imag);
		out->len--;
	}
	sb_add(out, named ? "i" : "i)");
}

static int64_t load_signed(const TypeDesc *t, uint64_t addr)
{
	switch (t->size) {
	case 1: return *(const int8_t *)addr;
	case 2: return *(const int16_t *)addr;
	case 4: return *(const int32_t *)addr;
	default: return *(const int64_t *)addr;
	}
}

static uint64_t load_unsigned(const TypeDesc *t, uint64_t addr)
{
	uint64_t v = (uint64_t)load_signed(t, addr);

	return t->size < 8 ? v & ((1ULL << t->size * 8) - 1) : v;
}

/* The value of a basic kind at addr; false for other kinds. */
static bool add_basic(StrBuf *out, const TypeDesc *t, uint64_t addr, bool named)
{
	const GoString *s = at(addr);

	switch (t->kind) {
	case KIND_BOOL:
		sb_add(out, *(const uint8_t *)addr ? "true" : "false");
		return true;
	case KIND_INT: case KIND_INT8: case KIND_INT16: case KIND_INT32: case KIND_INT64:
		sb_printf(out, "%" PRId64, load_signed(t, addr));
		return true;
	case KIND_UINT: case KIND_UINT8: case KIND_UINT16: case KIND_UINT32: case KIND_UINT64: case KIND_UINTPTR:
		sb_printf(out, "%" PRIu64, load_unsigned(t, addr));
		return true;
	case KIND_FLOAT32:
		add_float(out, (double)*(const float *)addr, 32);
		return true;
	case KIND_FLOAT64:
		add_float(out, *(const double *)addr, 64);
		return true;
	case KIND_COMPLEX64:
		add_complex(out, (double)((const float *)addr)[0], (double)((const float *)addr)[1], 32,
			    named);
		return true;
	case KIND_COMPLEX128:
		add_complex(out, ((const double *)addr)[0], ((const double *)addr)[1], 64, named);
		return true;
	case KIND_STRING:
		if (named)
			sb_addc(out, '"');
		add_newlines_indented(out, at(s->ptr), s->len);
		if (named)
			sb_addc(out, '"');
		return true;
	default:
		return false;
	}
}

static void add_value(StrBuf *out, const Panic *p)
{
	const TypeDesc *t = type_at(p->type);
	bool named = p->type && t->pkg_path.len != 0;
	size_t start = out->len;

	if (!p->type) {		/* GODEBUG has panicnil=1 */
		sb_add(out, "nil");
		return;
	}
	if (p->flags & PANIC_TEXT) {
		add_newlines_indented(out, at(p->text), p->text_len);
		return;
	}
	if (named)
		sb_printf(out, "%.*s(", (int)t->str.len, (const char *)t->str.ptr);
	if (add_basic(out, t, p->data, named)) {
		if (named)
			sb_addc(out, ')');
		return;
	}
	out->len = start;
	sb_printf(out, "(%.*s) 0x%" PRIx64, (int)t->str.len, (const char *)t->str.ptr, p->data);
}

/* The code of method Error() string or String() string of a value, receiver in one word; 0: none. */
uint64_t machine_text_method(Machine *m, uint64_t type)
{
	const TypeDesc *t = type_at(type);
	const MethodDesc *methods = at(t->methods.ptr);
	static const char *const names[] = { "Error", "String" };

	(void)m;
	for (unsigned k = 0; k < 2; k++) {
		for (uint64_t i = 0; i < t->methods.len; i++) {
			const GoString *name = &methods[i].name, *sig = &type_at(methods[i].type)->str;

			if (name->len == strlen(names[k]) && memcmp(at(name->ptr), names[k], name->len) == 0 &&
			    sig->len == 13 && memcmp(at(sig->ptr), "func() string", 13) == 0)
				return methods[i].ifn;
		}
	}
	return 0;
}

/* Calls the text method of q's value on top of the newest panic's frame. */
static Flow call_text_method(Machine *m, Panic *top, Panic *q, uint64_t method)
{
	top->printing = (uint64_t)q;
	top->text_frame = frame_top(top->fp);
	record_changed(top);
	m->state->pc = top->pc;
	m->state->fp = top->fp;
	m->state->budget--;
	return call_func(m, top->text_frame, method, &q->data, 1, image_stub(m->base, OP_PANICNX));
}

static void take_text(Panic *top)
{
	Panic *q = at(top->printing);
	const uint64_t *result = word(top->text_frame) + FRAME_HEADER_WORDS + 1;

	q->text = result[0];
	q->text_len = result[1];
	q->flags |= PANIC_TEXT;
	top->printing = 0;
	record_changed(q);
	record_changed(top);
}

Flow op_panicnx(Machine *m)
{
	Panic *p = top_panic(m);

	if (watch_unwound(m, gor_current(m), p->fp))	/* a deferred call's frame; this is done again then */
		return FLOW_STOP;
	if (p->printing) {
		take_text(p);
		return unrecovered(m);
	}
	return p->flags & PANIC_RECOVERED ? recovered(m, p) : panic_next(m);
}

/* ---- the end ---- */

/* panic: a [recovered]
 *	panic: b */
static void add_chain(StrBuf *out, const Panic *newest)
{
	VEC(const Panic *) chain = { 0 };
	bool repeated = false;	/* the line above speaks for this panic too */

	for (const Panic *p = newest; p; p = at(p->link))
		vec_push(&chain, p);
	for (size_t i = chain.len; i > 0; i--) {
		const Panic *p = chain.data[i - 1], *next = i > 1 ? chain.data[i - 2] : NULL;
		const Panic *older = i < chain.len ? chain.data[i] : NULL;
		bool repanicked = next && (p->flags & PANIC_RECOVERED) && next->type == p->type && next->data == p->data;

		if (p->flags & PANIC_GOEXIT)
			continue;
		if (!repeated) {
			sb_add(out, older && !(older->flags & PANIC_GOEXIT) ? "\n\tpanic: " : out->len ? "\npanic: " : "panic: ");
			add_value(out, p);
			if (repanicked)
				sb_add(out, " [recovered, repanicked]");
			else if (p->flags & PANIC_RECOVERED)
				sb_add(out, " [recovered]");
		}
		repeated = repanicked;
	}
	vec_free(&chain);
}

static Flow report(Machine *m, StopReason reason)
{
	if (eval_active(m))
		return eval_panic(m, sb_text(&m->stop_text));
	machine_fill_stop(m, reason);
	m->dying_as = reason;
	if (m->stop_on_panic)
		m->dying = true;
	else
		machine_die(m);
	return FLOW_STOP;
}

/* A text method panicked while its panic was about to be printed. */
static Flow panicked_while_printing(Machine *m, const Panic *p)
{
	StrBuf text = { 0 };
	const TypeDesc *t = type_at(p->type);
	Flow flow;

	if (t->kind == KIND_STRING && !t->pkg_path.len)
		add_value(&text, p);
	else
		sb_printf(&text, "type %.*s", (int)t->str.len, (const char *)t->str.ptr);
	flow = fatal(m, "panic while printing panic value: %s", sb_text(&text));
	sb_free(&text);
	return flow;
}

/* Nobody recovers: texts first, since methods of the values may have to run. */
static Flow unrecovered(Machine *m)
{
	Panic *top = top_panic(m);

	for (const Panic *p = at(top->link); p; p = at(p->link))
		if (p->printing)
			return panicked_while_printing(m, top);
	for (Panic *p = top; p; p = at(p->link)) {
		uint64_t method = !p->type || p->flags & (PANIC_GOEXIT | PANIC_TEXT) ? 0 : machine_text_method(m, p->type);

		if (method)
			return call_text_method(m, top, p, method);
	}
	m->state->pc = top->pc;
	m->state->fp = top->fp;
	sb_clear(&m->stop_text);
	add_chain(&m->stop_text, top);
	for (const Panic *p = top; p; p = at(p->link)) {
		if (!(p->flags & PANIC_SIGNAL))
			continue;
		sb_printf(&m->stop_text, "\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x%" PRIx64
			  " pc=0x%" PRIx64 "]", p->sig_addr, p->pc);
		break;
	}
	return report(m, STOP_PANIC);
}

Flow fatal_text(Machine *m, const char *text)
{
	sb_clear(&m->stop_text);
	sb_add(&m->stop_text, text);
	return report(m, STOP_FATAL);
}

Flow fatal(Machine *m, const char *format, ...)
{
	StrBuf text = { 0 };
	va_list args;
	Flow flow;

	sb_add(&text, "fatal error: ");
	va_start(args, format);
	sb_vprintf(&text, format, args);
	va_end(args);
	flow = fatal_text(m, sb_text(&text));
	sb_free(&text);
	return flow;
}

Flow program_exit(Machine *m, int status)
{
	if (eval_active(m))
		return eval_fail(m, "the expression ends the program");
	audit_hull(m);
	status = race_status(m, status);
	m->state->exited = true;
	m->state->status = status & 0xff;
	machine_fill_stop(m, STOP_EXIT);
	return FLOW_STOP;
}

MachineStop machine_die(Machine *m)
{
	State *st = m->state;
	StrBuf out = { 0 };

	sb_addn(&out, m->stop_text.data, m->stop_text.len);
	sb_addc(&out, '\n');
	if (st->trace_level) {
		sb_addc(&out, '\n');
		traceback(m, &out, st->trace_all || m->dying_as == STOP_FATAL, st->trace_level > 1);
	}
	door_write(m, 2, out.data, out.len);
	sb_free(&out);
	m->dying = false;
	st->crashed = st->crashes;
	program_exit(m, st->crashed ? 128 + SIGABRT : 2);
	return m->stop;
}
