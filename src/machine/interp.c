/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both loops share: attention, events, and the ops that are calls. */
#include "machine/machine_int.h"
#include "machine/profile.h"
#include "machine/record.h"

#include <math.h>

/* ---- attention ---- */

void budget_set(Machine *m)
{
	State *st = m->state;
	uint64_t now = count_now(m), next = st->preempt_at;

	if (st->gc_at < next)
		next = st->gc_at;
	if (st->profile_at < next)
		next = st->profile_at;
	if (m->until < next)
		next = m->until;
	if (m->checkpoint_at < next)
		next = m->checkpoint_at;
	if (m->interrupted)
		next = now + 1;
	st->budget = next > now ? (int64_t)(next - now) : 1;
	st->count_base = now + (uint64_t)st->budget;
}

/* At a safepoint with the registers in State. */
Flow attention(Machine *m)
{
	State *st = m->state;
	uint64_t now = count_now(m);
	Flow flow = FLOW_NEXT;

	if (m->interrupted) {
		m->interrupted = 0;
		machine_fill_stop(m, STOP_INTERRUPT);
		budget_set(m);
		return FLOW_STOP;
	}
	if (now >= st->profile_at)
		profile_sample(m, now);
	if (now >= st->gc_at) {
		flow = gc_step(m);
		if (flow == FLOW_STOP)
			return flow;
	}
	if (now >= st->preempt_at) {
		st->preempt_at = now + sched_slice(m);
		flow = sched_requeue(m);
	}
	if (flow != FLOW_STOP && now >= m->checkpoint_at)
		record_attend(m, now);
	budget_set(m);
	if (flow != FLOW_STOP && now >= m->until) {
		machine_fill_stop(m, STOP_COUNT);
		return FLOW_STOP;
	}
	return flow;
}

/* ---- events ---- */

void machine_event(Machine *m, MachineEventKind kind, uint64_t addr, uint64_t size, uint64_t type)
{
	MachineEvent e = { kind, gor_current(m)->id, m->state->pc, m->state->fp, addr, size, type };

	if ((m->mask & kind) && m->hook && m->hook(m->hook_ctx, m, &e))
		m->hook_stop = true;
}

/* Before each instruction of the observed loop. The instruction at which a run begins is always
 * executed: its breakpoint has been reported. */
bool observe_instruction(Machine *m)
{
	bool first = m->observe_first;

	m->observe_first = false;
	audit_moment(m);
	if (m->watch.n && (watch_stops(m) || watch_read(m)))
		return true;
	if (m->hook_stop) {
		m->hook_stop = false;
		machine_fill_stop(m, STOP_HOOK);
		return true;
	}
	if (count_now(m) > m->exact || (count_now(m) == m->exact && m->state->pc >= m->exact_pc)) {
		machine_fill_stop(m, STOP_COUNT);
		return true;
	}
	if (first) {
		watch_note(m);
		return false;
	}
	if (m->single_step) {
		machine_fill_stop(m, STOP_STEPPED);
		return true;
	}
	if (m->breaks.len && break_here(m))
		return true;
	watch_note(m);
	if (m->mask & EVENT_INSTRUCTION) {
		machine_event(m, EVENT_INSTRUCTION, 0, 0, 0);
		if (m->hook_stop) {
			m->hook_stop = false;
			machine_fill_stop(m, STOP_HOOK);
			m->stop.unseen = false;
			return true;
		}
	}
	return false;
}

/* ---- ops that are calls ---- */

Flow op_new(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t type = SIDE_X(i), size = type_at(type)->size, p;

	p = size ? heap_alloc(m, size, type, 1) : image_zerobase(m->base);
	if (!p)
		return FLOW_STOP;
	r[i->a] = p;
	return FLOW_NEXT;
}

Flow op_box(Machine *m, uint64_t *r, const SideIns *i)
{
	const TypeDesc *t = type_at(SIDE_X(i));
	uint64_t v = r[i->b], p;

	if (t->size == 0) {
		r[i->a] = image_zerobase(m->base);
		return FLOW_NEXT;
	}
	if (t->size <= 8 && !t->ptr_bytes && v < SMALLINTS_COUNT) {
		r[i->a] = image_smallint(m->base, (unsigned)v);
		return FLOW_NEXT;
	}
	p = heap_alloc(m, t->size, SIDE_X(i), 1);
	if (!p)
		return FLOW_STOP;
	memcpy(at(p), &r[i->b], t->size);
	card_mark_range(p, t->size);
	r[i->a] = p;
	return FLOW_NEXT;
}

Flow op_itab(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t inter = SIDE_X(i), type = r[i->b], mode = SIDE_Y(i), tab;
	const char *missing = NULL;

	if (!type) {
		if (mode == 0)
			return panic_assert(m, inter, 0, inter, NULL);
		r[i->a] = 0;
		return FLOW_NEXT;
	}
	tab = iface_itab(m, inter, type, &missing);
	if (!tab && mode != 1)
		return panic_assert(m, inter, type, inter, missing);
	r[i->a] = tab;
	return FLOW_NEXT;
}

static Flow uncomparable(Machine *m, uint64_t type)
{
	const TypeDesc *t = type_at(type);

	return panic_runtime(m, "comparing uncomparable type %.*s", (int)t->str.len, (const char *)t->str.ptr);
}

Flow op_iface_equal(Machine *m, uint64_t *r, const SideIns *i, bool itabs)
{
	GoIface a = { r[i->b], r[i->b + 1] }, b = { r[i->c], r[i->c + 1] };
	uint64_t bad = 0;
	int equal = iface_equal(m, a, b, itabs, &bad);

	if (equal < 0)
		return uncomparable(m, bad);
	r[i->a] = (uint64_t)equal;
	return FLOW_NEXT;
}

Flow op_value_equal(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t bad = 0;
	int equal = value_equal(m, SIDE_X(i), r[i->b], r[i->c], &bad);

	if (equal < 0)
		return uncomparable(m, bad);
	r[i->a] = (uint64_t)equal;
	return FLOW_NEXT;
}

static double as_double(uint64_t x)
{
	double d;

	memcpy(&d, &x, 8);
	return d;
}

/* x of an infinite pair: 1 or 0, with its sign. */
static double boxed(double x)
{
	return copysign(isinf(x) ? 1.0 : 0.0, x);
}

/* What C99's annex G (G.5.1) makes of a quotient that came out as NaN. */
static void recover_quotient(double a, double b, double c, double d, double *re, double *im)
{
	if (c == 0 && d == 0 && (!isnan(a) || !isnan(b))) {
		*re = copysign(INFINITY, c) * a;
		*im = copysign(INFINITY, c) * b;
	} else if ((isinf(a) || isinf(b)) && isfinite(c) && isfinite(d)) {
		*re = INFINITY * (boxed(a) * c + boxed(b) * d);
		*im = INFINITY * (boxed(b) * c - boxed(a) * d);
	} else if (isfinite(a) && isfinite(b) && (isinf(c) || isinf(d))) {
		*re = 0 * (a * boxed(c) + b * boxed(d));
		*im = 0 * (b * boxed(c) - a * boxed(d));
	}
}

/* Go's complex division: Smith's algorithm, infinities and zeros by the rules of C99's annex G. */
void complex_divide(uint64_t *q, const uint64_t *x, const uint64_t *y)
{
	double a = as_double(x[0]), b = as_double(x[1]), c = as_double(y[0]), d = as_double(y[1]), re, im;

	if (fabs(c) >= fabs(d)) {
		double ratio = d / c, denom = c + ratio * d;

		re = (a + b * ratio) / denom;
		im = (b - a * ratio) / denom;
	} else {
		double ratio = c / d, denom = d + ratio * c;

		re = (a * ratio + b) / denom;
		im = (b * ratio - a) / denom;
	}
	if (isnan(re) && isnan(im))
		recover_quotient(a, b, c, d, &re, &im);
	memcpy(&q[0], &re, 8);
	memcpy(&q[1], &im, 8);
}
