/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recordings: how a machine goes back to any moment it has been at.
 *
 * Between two checkpoints the machine is a function of its memory and of what it is told from outside.
 * So a moment (count, pc) is had again from the newest checkpoint at or before it, by running forward
 * with the same answers: each result that came through the door is in the log, in order, and
 * State.log_at, which travels with the checkpoints, says how far the program has read it. Behind the end of
 * the log the program is at its frontier and asks the world again. A write is answered from the log like
 * a read, so running forward again prints nothing.
 *
 * What cannot be run again, a change by the debugger's user, has a checkpoint right behind it that is
 * never thinned out: the newest checkpoint before any later moment lies on the near side of the change. It is owed until the program
 * goes on (record_settle), so that many changes at one moment cost one checkpoint. A script that changes
 * something at each of a breakpoint's hits makes thousands of these: of more than PINNED_MAX the older half is forgotten, and the
 * recording begins behind it.
 *
 * Checkpoints are made at attention, where a safepoint has its registers in State. The next one comes no
 * earlier than SPACING times what the last one cost, nor than SPACING times what it will cost itself, judged by
 * the pages written since, and never sooner than config.min_ns: so recording costs a fixed share of the
 * time. Over the budget every second one is dropped and the distance doubles.
 */
#include "machine/record.h"

#include <time.h>

#include "base/mem.h"

enum { SPACING = 20, MARKS_MAX = 400, PINNED_MAX = 200, PAGE_NS = 2000 /* at first; measured from then on */ };

typedef struct Mark {
	unsigned id;		/* of the checkpoint */
	uint64_t count, pc;
	bool pinned;		/* the beginning, and behind a change from outside */
	uint64_t from_count, from_pc;	/* pinned: the moment at which the change was made */
} Mark;

struct Record {
	MachineRecordConfig config;
	VEC(uint8_t) log;	/* entries: length (size_t), bytes */
	VEC(Mark) marks;	/* by rising moment */
	uint64_t frontier;	/* the highest count that was reached */
	uint64_t distance;	/* least number of ticks between checkpoints, doubled by thinning */
	int64_t made_at;	/* host's clock when the last checkpoint was made */
	uint64_t made_count;
	int64_t cost;		/* ns of the last checkpoint */
	int64_t page_ns;	/* what a written page adds to it */
	int64_t total_cost;
	uint64_t thinned;
	bool owed;		/* the checkpoint behind a change, which was made at: */
	uint64_t owed_count, owed_pc;
};

static int64_t host_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* ---- the log ---- */

/* The evaluation of an expression is outside time: it asks the world and leaves no trace. */
static struct Record *recording(Machine *m)
{
	return eval_active(m) ? NULL : m->record;
}

const void *record_replay(Machine *m, size_t *n)
{
	struct Record *r = recording(m);
	const uint8_t *entry;

	if (!r || m->state->log_at >= r->log.len)
		return NULL;
	entry = r->log.data + m->state->log_at;
	memcpy(n, entry, sizeof *n);
	m->state->log_at += sizeof *n + *n;
	return entry + sizeof *n;
}

void record_log(Machine *m, const void *head, size_t nhead, const void *bytes, size_t n)
{
	struct Record *r = recording(m);
	size_t len = nhead + n;

	if (!r)
		return;
	vec_append(&r->log, (const uint8_t *)&len, sizeof len);
	vec_append(&r->log, (const uint8_t *)head, nhead);
	vec_append(&r->log, (const uint8_t *)bytes, n);
	m->state->log_at = r->log.len;
}

/* ---- marks ---- */

static bool before(uint64_t count, uint64_t pc, const Mark *k)
{
	return count != k->count ? count < k->count : pc < k->pc;
}

static void mark_drop(Machine *m, size_t i)
{
	machine_drop(m, m->record->marks.data[i].id);
	vec_remove(&m->record->marks, i);
}

/* Every second mark goes, but for the pinned ones and the newest. */
static void thin(Machine *m)
{
	struct Record *r = m->record;
	bool drop = true;

	for (size_t i = 1; i + 1 < r->marks.len;) {
		if (r->marks.data[i].pinned || !(drop = !drop)) {
			i++;
			continue;
		}
		mark_drop(m, i);
	}
	r->distance *= 2;
	r->thinned++;
}

static void mark_make(Machine *m, bool pinned)
{
	struct Record *r = m->record;
	uint64_t now = count_now(m);
	uint64_t dirty = snapshot_dirty(m);
	int64_t begin = host_ns();

	vec_push(&r->marks, ((Mark){ machine_checkpoint(m), now, m->state->pc, pinned, now, m->state->pc }));
	if (machine_checkpoint_bytes(m) > r->config.budget || r->marks.len > MARKS_MAX)
		thin(m);
	r->made_at = host_ns();
	r->made_count = now;
	r->cost = r->made_at - begin;
	if (dirty >= 1000)
		r->page_ns = r->cost / (int64_t)dirty + 1;
	r->total_cost += r->cost;
}

/* The count at which the next checkpoint is to be considered: when, at the speed since the last one, enough
 * time will have gone by. Not before the frontier: what lies behind it has its marks. */
static uint64_t next_due(const struct Record *r, uint64_t now, int64_t elapsed, int64_t wanted)
{
	uint64_t ticks = now - r->made_count + 1, due = now + r->distance;

	if (elapsed > 0 && wanted > elapsed)
		due = now + (uint64_t)((double)ticks / (double)elapsed * (double)(wanted - elapsed)) + 1;
	if (due < r->made_count + r->distance)
		due = r->made_count + r->distance;
	return due < r->frontier ? r->frontier : due;
}

/* Nanoseconds that lie between the last checkpoint and the next at least. */
static int64_t wait_wanted(Machine *m)
{
	const struct Record *r = m->record;
	int64_t next = (int64_t)snapshot_dirty(m) * r->page_ns, cost = next > r->cost ? next : r->cost;

	return cost * SPACING > r->config.min_ns ? cost * SPACING : r->config.min_ns;
}

void record_attend(Machine *m, uint64_t now)
{
	struct Record *r = recording(m);
	int64_t elapsed, wanted;

	if (!r || now < m->checkpoint_at)
		return;
	elapsed = host_ns() - r->made_at;
	wanted = wait_wanted(m);
	if (now >= r->frontier && elapsed >= wanted && now - r->made_count >= r->distance) {
		mark_make(m, false);
		elapsed = 0;
	}
	m->checkpoint_at = next_due(r, now, elapsed, wanted);
}

/* ---- beginning and end ---- */

void machine_record(Machine *m, const MachineRecordConfig *config)
{
	struct Record *r = mem_zalloc(sizeof *r);

	machine_record_stop(m);
	r->config = config ? *config : (MachineRecordConfig){ 0 };
	if (!r->config.budget)
		r->config.budget = 256 << 20;
	if (!r->config.min_ns)
		r->config.min_ns = 10000000;
	r->distance = 1;
	r->page_ns = PAGE_NS;
	m->record = r;
	m->state->log_at = 0;
	mark_make(m, true);
	m->checkpoint_at = count_now(m) + 1;
	budget_set(m);
}

void machine_record_stop(Machine *m)
{
	struct Record *r = m->record;

	if (!r)
		return;
	while (r->marks.len)
		mark_drop(m, r->marks.len - 1);
	record_free(m);
	m->checkpoint_at = UINT64_MAX;
}

void record_free(Machine *m)
{
	struct Record *r = m->record;

	if (!r)
		return;
	vec_free(&r->log);
	vec_free(&r->marks);
	mem_free(r);
	m->record = NULL;
}

bool machine_recording(const Machine *m, MachineRecordInfo *out)
{
	const struct Record *r = m->record;
	uint64_t now = count_now(m);

	if (!r)
		return false;
	*out = (MachineRecordInfo){
		.first = r->marks.data[0].count, .last = now > r->frontier ? now : r->frontier, .now = now,
		.checkpoints = r->marks.len + r->owed, .bytes = machine_checkpoint_bytes(m), .budget = r->config.budget,
		.log_bytes = r->log.len, .cost_ns = r->total_cost, .thinned = r->thinned,
	};
	return true;
}

/* ---- changes from outside ---- */

/* The marks up to the middle one of those that are pinned go, if there are too many of them. */
static void forget_oldest(Machine *m)
{
	struct Record *r = m->record;
	size_t pinned = 0, i = 0;

	vec_each(&r->marks, k)
		pinned += k->pinned;
	if (pinned <= PINNED_MAX)
		return;
	for (size_t left = pinned / 2; left; i++)
		left -= r->marks.data[i].pinned;
	while (!r->marks.data[i].pinned)
		i++;
	while (i--)
		mark_drop(m, 0);
}

void record_moved(Machine *m, uint64_t count, uint64_t pc)
{
	struct Record *r = recording(m);

	if (!r || !m->state->started)
		return;
	while (r->marks.len > 1 && before(count, pc, &vec_last(&r->marks)))
		mark_drop(m, r->marks.len - 1);
	vec_trim(&r->log, m->state->log_at);
	r->frontier = count_now(m);
	m->checkpoint_at = r->frontier + 1;
	if (r->owed)
		return;
	r->owed = true;
	r->owed_count = count;
	r->owed_pc = pc;
}

void record_settle(Machine *m)
{
	struct Record *r = recording(m);

	if (!r || !r->owed)
		return;
	r->owed = false;
	mark_make(m, true);
	vec_last(&r->marks).from_count = r->owed_count;
	vec_last(&r->marks).from_pc = r->owed_pc;
	forget_oldest(m);
}

void record_changed(Machine *m)
{
	record_moved(m, count_now(m), m->state->pc);
}

static const Mark *next_change(const Machine *m)
{
	const struct Record *r = m->record;
	uint64_t now = count_now(m);

	if (!r || now > r->frontier)
		return NULL;
	vec_each(&r->marks, k)
		if (k->pinned && before(now, m->state->pc, &(Mark){ .count = k->from_count, .pc = k->from_pc }))
			return k;
	return NULL;
}

bool record_next_change(const Machine *m, uint64_t *count, uint64_t *pc)
{
	const Mark *k = next_change(m);

	if (k) {
		*count = k->from_count;
		*pc = k->from_pc;
	}
	return k != NULL;
}

void record_change_again(Machine *m)
{
	const struct Record *r = m->record;

	for (size_t i = r->marks.len; i-- > 0;) {
		const Mark *k = &r->marks.data[i];

		if (k->pinned && k->from_count == count_now(m) && k->from_pc == m->state->pc) {
			machine_restore(m, k->id);
			return;
		}
	}
}

/* ---- going to a moment ---- */

/* Nobody watches and nothing stops on the way. */
static void run_quietly(Machine *m, uint64_t count, uint64_t pc)
{
	unsigned mask = m->mask;
	size_t watched = m->watch.n;

	m->mask = 0;
	m->watch.n = 0;
	while (before(count_now(m), m->state->pc, &(Mark){ .count = count, .pc = pc }) && !m->state->exited)
		run_to_moment(m, count, pc);
	m->mask = mask;
	m->watch.n = watched;
	watch_accept(m, 0, UINT64_MAX);
}

bool machine_goto(Machine *m, uint64_t count, uint64_t pc)
{
	struct Record *r = m->record;
	uint64_t now = count_now(m);
	size_t i;

	record_settle(m);
	if (!r || before(count, pc, &r->marks.data[0]))
		return false;
	if (now > r->frontier)
		r->frontier = now;
	if (count > r->frontier)
		return false;
	for (i = r->marks.len - 1; before(count, pc, &r->marks.data[i]);)
		i--;
	if (before(count, pc, &(Mark){ .count = now, .pc = m->state->pc }) || before(now, m->state->pc, &r->marks.data[i]))
		machine_restore(m, r->marks.data[i].id);
	m->checkpoint_at = r->frontier;
	budget_set(m);
	run_quietly(m, count, pc);
	machine_fill_stop(m, STOP_COUNT);
	return count_now(m) == count && m->state->pc == pc;
}
