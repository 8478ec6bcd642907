/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments and the heap as a whole, as data. */
#include "debug/heappath.h"

static uint64_t user_variables(DebugSession *s, bool bss)
{
	return bss ? s->program->image->bss_size : s->program->image->data.len;
}

static unsigned frames_of(DebugSession *s)
{
	return debug_frame_count(s, 1000000);
}

static DebugSegment segment(DebugSession *s, SegmentId id, const char *name)
{
	SegmentInfo info;

	machine_segment(s->machine, id, &info);
	return (DebugSegment){ .name = name, .start = info.start, .end = info.end, .used = info.used, .high_water = info.high_water };
}

/* The program's own code; the library's lies further up in the segment. */
static DebugSegment code_segment(DebugSession *s)
{
	SegmentInfo info;
	DebugSegment seg = segment(s, SEGMENT_CODE, "code");

	machine_segment(s->machine, SEGMENT_CODE, &info);
	seg.used = info.user;
	seg.note = arena_printf(s->scratch, "read-only; library %lu KB, further up", (unsigned long)(info.library / 1024));
	return seg;
}

static void after_exit(DebugSegment *seg)
{
	seg->note = "given back";
	seg->end = seg->start;
	seg->used = 0;
}

size_t debug_segments(DebugSession *s, const DebugSegment **out)
{
	DebugSegment *list = arena_make_n(s->scratch, DebugSegment, 5);
	HeapStats heap;
	bool ended = s->stop.kind == DEBUG_STOP_EXITED;
	size_t n;

	request_begin(s);
	*out = list;
	if (!need_symbols(s))
		return 0;
	list[0] = code_segment(s);
	list[1] = segment(s, SEGMENT_DATA, "data");
	if (list[1].start == list[1].end) /* all variables begin as zero: where they are */
		list[1] = segment(s, SEGMENT_BSS, "data");
	list[1].used = user_variables(s, false) + user_variables(s, true);
	list[1].note = arena_printf(s->scratch, "variables %lu B, zeroed (bss) %lu B",
				    (unsigned long)user_variables(s, false), (unsigned long)user_variables(s, true));
	list[2] = segment(s, SEGMENT_STACK, "stack");
	if (machine_alive(s->machine))
		list[2].note = arena_printf(s->scratch, "goroutine %lu: %u frame%s, high-water %lu B",
					    (unsigned long)machine_current(s->machine), frames_of(s),
					    frames_of(s) == 1 ? "" : "s", (unsigned long)list[2].high_water);
	else
		list[2].note = "no goroutine";
	list[3] = segment(s, SEGMENT_HEAP, "heap");
	machine_heap_stats(s->machine, &heap);
	list[3].used = heap.bytes;
	list[3].note = arena_printf(s->scratch, "%lu object%s in %lu span%s", (unsigned long)heap.objects,
				    heap.objects == 1 ? "" : "s", (unsigned long)heap.spans, heap.spans == 1 ? "" : "s");
	list[4] = segment(s, SEGMENT_MAPPED, "mapped");
	list[4].note = "pages of the program's own (syscall.Mmap)";
	n = list[4].start == list[4].end ? 4 : 5;
	for (size_t i = 0; ended && i < n; i++)
		after_exit(&list[i]);
	return n;
}

/* ---- parts ---- */

typedef VEC(DebugPart) Parts;

static void add_image_part(Parts *list, const char *name, uint64_t start, uint64_t size, const char *access)
{
	if (size)
		vec_push(list, ((DebugPart){ name, start, size, size, size, access, 0 }));
}

static void add_image(Parts *list, const Image *im)
{
	bool library = im->part == PART_LIBRARY;

	add_image_part(list, library ? "library code" : "code", im->base.code, im->code.len * sizeof(Ins), "r--");
	add_image_part(list, library ? "library rodata" : "rodata", im->base.rodata, im->rodata.len, "r--");
	add_image_part(list, library ? "library data" : "data", im->base.data, im->data.len, "rw-");
	add_image_part(list, library ? "library bss" : "bss", im->base.bss, im->bss_size, "rw-");
}

static void add_stacks(DebugSession *s, Parts *list)
{
	GorInfo g;
	StackUse use;

	for (size_t i = 0; machine_alive(s->machine) && machine_goroutine(s->machine, i, &g); i++)
		if (machine_stack_use(s->machine, g.id, &use))
			vec_push(list, ((DebugPart){ arena_printf(s->scratch, "stack %lu", (unsigned long)g.id), g.stack_lo,
				use.size, use.used, use.high_water, "rw-", g.id }));
}

static int part_order(const void *a, const void *b)
{
	const DebugPart *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

size_t debug_parts(DebugSession *s, const DebugPart **out)
{
	Parts list = { 0 };
	const Image *const *images;
	size_t n = has_symbols(s) ? machine_images(s->machine, &images) : 0;
	SegmentInfo heap;

	for (size_t i = 0; i < n; i++)
		if (images[i]->part != PART_SCRATCH)
			add_image(&list, images[i]);
	if (has_symbols(s)) {
		add_stacks(s, &list);
		machine_segment(s->machine, SEGMENT_HEAP, &heap);
		vec_push(&list, ((DebugPart){ "heap", heap.start, heap.end - heap.start, heap.used, heap.high_water, "rw-", 0 }));
	}
	n = list.len;
	if (n)
		qsort(list.data, n, sizeof *list.data, part_order);
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

size_t debug_spans(DebugSession *s, const DebugSpan **out)
{
	VEC(DebugSpan) list = { 0 };
	SpanInfo span = { 0 };
	size_t n;

	while (has_symbols(s) && machine_span_next(s->machine, &span))
		vec_push(&list, ((DebugSpan){ span.start, span.bytes, span.free, span.pointers, span.each, span.room, span.used }));
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

static bool same_memory(uint64_t addr, const void *bytes, size_t n)
{
	return !n || memcmp((const void *)addr, bytes, n) == 0;
}

size_t debug_sections(DebugSession *s, const DebugSection **out)
{
	const Image *im = has_symbols(s) ? s->program->image : NULL;
	DebugSection *list = arena_make_n(s->scratch, DebugSection, 3);

	*out = list;
	if (!im)
		return 0;
	list[0] = (DebugSection){ ".code", im->base.code, im->base.code + im->code.len * sizeof(Ins), true,
				  same_memory(im->base.code, im->code.data, im->code.len * sizeof(Ins)) };
	list[1] = (DebugSection){ ".rodata", im->base.rodata, im->base.rodata + im->rodata.len, true,
				  same_memory(im->base.rodata, im->rodata.data, im->rodata.len) };
	list[2] = (DebugSection){ ".data", im->base.data, im->base.data + im->data.len, false,
				  same_memory(im->base.data, im->data.data, im->data.len) };
	return 3;
}

uint64_t debug_code_checksum(DebugSession *s)
{
	uint64_t h = 0;
	const Image *const *images;
	size_t n = s->machine ? machine_images(s->machine, &images) : 0;

	for (size_t i = 0; i < n; i++)
		if (images[i]->part != PART_SCRATCH)
			h = hash_mix(h, hash_bytes((const void *)images[i]->base.code, images[i]->code.len * sizeof(Ins)));
	return h;
}

const char *object_name(DebugSession *s, uint64_t ordinal)
{
	return ordinal > s->first_object ? arena_printf(s->scratch, "#%lu", (unsigned long)(ordinal - s->first_object))
					 : arena_printf(s->scratch, "#L%lu", (unsigned long)ordinal);
}

const char *object_at(DebugSession *s, uint64_t addr)
{
	ObjectInfo o;

	return machine_object_at(s->machine, addr, &o) ? object_name(s, o.id) : "";
}

size_t debug_heap(DebugSession *s, bool library, const DebugObject **out)
{
	VEC(DebugObject) list = { 0 };
	ObjectInfo o = { 0 };
	size_t n;

	while (s->machine && machine_object_next(s->machine, &o)) {
		if (library || !object_by_library(s, &o))
			vec_push(&list, describe_object(s, &o));
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

bool debug_heap_totals(DebugSession *s, DebugHeapTotals *out)
{
	ObjectInfo o = { 0 };
	HeapStats stats;

	request_begin(s);
	*out = (DebugHeapTotals){ 0 };
	if (!need_symbols(s))
		return false;
	while (machine_object_next(s->machine, &o)) {
		if (object_by_library(s, &o)) {
			out->library_objects++;
			out->library_bytes += o.size;
		} else {
			out->user_objects++;
			out->user_bytes += o.size;
		}
	}
	machine_heap_stats(s->machine, &stats);
	out->spans = stats.spans;
	return true;
}
