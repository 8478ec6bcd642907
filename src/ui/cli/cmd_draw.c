/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw: memory as boxes and arrows, in characters or as a file for browsers. */
#include "ui/cli/picture.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>


/* ---- characters ---- */

/* A grid of characters; a cell holds one, with what combines with it. Right of a wide one is a cell that has none. */
typedef struct Cell { char text[15]; bool covered; } Cell;
typedef struct Canvas { int width, height; Cell *cells; } Canvas;

static Cell *cell_at(Canvas *v, int x, int y)
{
	return x < 0 || y < 0 || x >= v->width || y >= v->height ? NULL : &v->cells[y * v->width + x];
}

static void put(Canvas *v, int x, int y, const char *c, size_t n)
{
	Cell *cell = cell_at(v, x, y);

	if (!cell)
		return;
	memcpy(cell->text, c, n);
	cell->text[n] = '\0';
}

static void combine(Canvas *v, int x, int y, const char *c, size_t n)
{
	Cell *cell = cell_at(v, x, y);
	size_t have = cell ? strlen(cell->text) : 0;

	if (cell && have + n < sizeof cell->text) {
		memcpy(cell->text + have, c, n);
		cell->text[have + n] = '\0';
	}
}

static void put_text(Canvas *v, int x, int y, const char *text)
{
	const char *end = text + strlen(text);

	int columns;

	for (size_t n; text < end; text += n, x += columns) {
		n = text_step(text, end, &columns);
		if (columns)
			put(v, x, y, text, n);
		else
			combine(v, x - 1, y, text, n);
		if (columns == 2 && cell_at(v, x + 1, y))
			cell_at(v, x + 1, y)->covered = true;
	}
}

static void put_line(Canvas *v, int x1, int x2, int y, const char *c)
{
	for (int x = x1; x <= x2; x++)
		put(v, x, y, c, 1);
}

static void draw_box(Canvas *v, const PicBox *b)
{
	int right = b->x + b->width - 1;

	put_line(v, b->x, right, b->y, "-");
	put_line(v, b->x, right, b->y + b->height - 1, "-");
	for (int y = b->y; y < b->y + b->height; y++) {
		const char *side = y == b->y || y == b->y + b->height - 1 ? "+" : "|";

		put_text(v, b->x, y, side);
		put_text(v, right, y, side);
	}
	put_text(v, b->x + 2, b->y, " ");
	put_text(v, b->x + 3, b->y, b->title);
	put_text(v, b->x + 3 + text_columns(b->title), b->y, " ");
	for (size_t r = 0; r < b->nrows; r++) {
		int y = b->y + 1 + (int)r;

		put_text(v, b->x + 2, y, b->rows[r].text);
		put_text(v, right - 1 - text_columns(b->rows[r].reference), y, b->rows[r].reference);
	}
}

static void draw_arrow(Canvas *v, const PicArrow *a)
{
	int step = a->y2 > a->y1 ? 1 : -1;

	put_line(v, a->x1, a->y1 == a->y2 ? a->x2 - 1 : a->channel, a->y1, "-");
	if (a->y1 != a->y2) {
		put_text(v, a->channel, a->y1, "+");
		for (int y = a->y1 + step; y != a->y2; y += step)
			put_text(v, a->channel, y, "|");
		put_text(v, a->channel, a->y2, "+");
		put_line(v, a->channel + 1, a->x2 - 1, a->y2, "-");
	}
	put_text(v, a->x2, a->y2, ">");
}

static void add_canvas(const Canvas *v, StrBuf *out)
{
	for (int y = 0; y < v->height; y++) {
		size_t kept = out->len;

		for (int x = 0; x < v->width; x++) {
			const Cell *cell = &v->cells[y * v->width + x];

			if (!cell->covered)
				sb_add(out, *cell->text ? cell->text : " ");
			if (*cell->text && *cell->text != ' ')
				kept = out->len;
		}
		out->len = kept;
		sb_addc(out, '\n');
	}
}

static void draw_ascii(const Layout *l, StrBuf *out)
{
	Canvas v = { l->width + 1, l->height, mem_array((size_t)(l->width + 1) * (size_t)(l->height + 1), sizeof(Cell)) };

	vec_each(&l->boxes, b)
		draw_box(&v, b);
	vec_each(&l->arrows, a)
		draw_arrow(&v, a);
	add_canvas(&v, out);
	mem_free(v.cells);
}

/* ---- SVG ---- */

enum { CELL_WIDTH = 8, CELL_HEIGHT = 18, MARGIN = 8 };

static void add_xml(StrBuf *out, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '<': sb_add(out, "&lt;"); break;
		case '>': sb_add(out, "&gt;"); break;
		case '&': sb_add(out, "&amp;"); break;
		case '"': sb_add(out, "&quot;"); break;
		default: sb_addc(out, (unsigned char)*text < ' ' ? ' ' : *text);
		}
}

static void svg_text(StrBuf *out, int x, int y, const char *text, const char *style)
{
	sb_printf(out, "<text x=\"%d\" y=\"%d\"%s>", x * CELL_WIDTH, y * CELL_HEIGHT + 13, style);
	add_xml(out, text);
	sb_add(out, "</text>\n");
}

static void svg_box(StrBuf *out, const PicBox *b, DebugPictureKind kind)
{
	static const char *const fill[] = { "#dbeafe", "#fef3c7", "#f3f4f6", "#ffffff" };
	int x = b->x * CELL_WIDTH, y = b->y * CELL_HEIGHT, width = b->width * CELL_WIDTH;

	sb_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\" stroke=\"#374151\"/>\n",
		  x, y - 2, width, (b->height - 1) * CELL_HEIGHT + 6, fill[kind]);
	if (b->nrows)
		sb_printf(out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#9ca3af\"/>\n", x, y + CELL_HEIGHT, x + width, y + CELL_HEIGHT);
	svg_text(out, b->x + 1, b->y, b->title, " font-weight=\"bold\"");
	for (size_t r = 0; r < b->nrows; r++) {
		int at = b->y + 1 + (int)r;

		svg_text(out, b->x + 1, at, b->rows[r].text, "");
		if (*b->rows[r].reference)
			svg_text(out, b->x + b->width - 1 - text_columns(b->rows[r].reference), at, b->rows[r].reference, " fill=\"#6b7280\"");
	}
}

static void svg_arrow(StrBuf *out, const PicArrow *a)
{
	int x = a->channel * CELL_WIDTH + CELL_WIDTH / 2, y1 = a->y1 * CELL_HEIGHT + 9, y2 = a->y2 * CELL_HEIGHT + 9;

	sb_printf(out, "<polyline points=\"%d,%d %d,%d %d,%d %d,%d\" fill=\"none\" stroke=\"#1d4ed8\" marker-end=\"url(#to)\"/>\n",
		  a->x1 * CELL_WIDTH, y1, x, y1, x, y2, (a->x2 + 1) * CELL_WIDTH - 1, y2);
}

static void draw_svg(const DebugPicture *p, const Layout *l, StrBuf *out)
{
	int width = l->width * CELL_WIDTH + 2 * MARGIN, height = l->height * CELL_HEIGHT + 2 * MARGIN;

	sb_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"-%d -%d %d %d\" "
		  "font-family=\"monospace\" font-size=\"13\">\n", width, height, MARGIN, MARGIN, width, height);
	sb_add(out, "<defs><marker id=\"to\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\" orient=\"auto\">"
		    "<path d=\"M0,0 L8,4 L0,8 z\" fill=\"#1d4ed8\"/></marker></defs>\n");
	for (size_t i = 0; i < l->boxes.len; i++)
		svg_box(out, &l->boxes.data[i], p->boxes[i].kind);
	vec_each(&l->arrows, a)
		svg_arrow(out, a);
	sb_add(out, "</svg>\n");
}

/* ---- graphviz ---- */

static void add_record(StrBuf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("{}|<>\"\\ ", *text))
			sb_addc(out, '\\');
		sb_addc(out, *text);
	}
}

static void draw_dot(const DebugPicture *p, const Layout *l, StrBuf *out)
{
	sb_add(out, "digraph memory {\n\trankdir=LR;\n\tnode [shape=record, fontname=\"monospace\"];\n");
	for (size_t i = 0; i < l->boxes.len; i++) {
		const PicBox *b = &l->boxes.data[i];

		sb_printf(out, "\tn%zu [label=\"", i);
		add_record(out, b->title);
		for (size_t r = 0; r < b->nrows; r++) {
			sb_printf(out, "|<r%zu>", r);
			add_record(out, b->rows[r].text);
		}
		sb_add(out, "\"];\n");
	}
	for (size_t i = 0; i < p->n; i++)
		for (size_t r = 0; r < p->boxes[i].nrows; r++)
			if (p->boxes[i].rows[r].target != SIZE_MAX)
				sb_printf(out, "\tn%zu:r%zu -> n%zu;\n", i, r, p->boxes[i].rows[r].target);
	sb_add(out, "}\n");
}

/* ---- the command ---- */

typedef enum Form { FORM_ASCII, FORM_SVG, FORM_DOT } Form;

typedef struct Request { Form form; char expr[512]; const char *file; } Request;

/* Behind an expression a name alone, or a number, is its right side: files have a dot or a slash there. */
static bool names_file(const char *text, bool after_expression)
{
	return *text && !strchr(text, ' ') && (!after_expression || (strpbrk(text, "./") && !isdigit((unsigned char)*text)));
}

/* Is there anything but options before? */
static bool has_expression(const char *args, const char *end)
{
	char word[512];

	while (*args && args < end) {
		args = next_word(args, word, sizeof word);
		if (strncmp(word, "--", 2) != 0 && *word != '>')
			return true;
	}
	return false;
}

/* Where the last `> FILE` begins that names a file; NULL: there is none. */
static const char *redirection(const char *args)
{
	const char *found = NULL;

	for (const char *p = args; *p; p++)
		if (*p == '>' && (p == args || p[-1] == ' ') && p[1] == ' ' && names_file(skip_blanks(p + 1), has_expression(args, p)))
			found = p;
	return found;
}

/* `p.val > q.val`: what is an expression as a whole is no redirection. */
static bool is_expression(Cli *c, const char *args)
{
	return !strstr(args, "--") && debug_type_text(c->s, args, false, false);
}

/* EXPR, --ascii, --svg, --dot in any order, and `> FILE` at the end. */
static void parse_request(Cli *c, const char *args, Request *out)
{
	const char *to = redirection(args);
	char word[512];

	if (to && is_expression(c, args))
		to = NULL;
	*out = (Request){ .form = FORM_ASCII, .file = to ? skip_blanks(to + 1) : NULL };
	while (*args && args != to) {
		const char *rest = next_word(args, word, sizeof word);

		if (strcmp(word, "--ascii") == 0)
			out->form = FORM_ASCII;
		else if (strcmp(word, "--svg") == 0)
			out->form = FORM_SVG;
		else if (strcmp(word, "--dot") == 0)
			out->form = FORM_DOT;
		else
			snprintf(out->expr + strlen(out->expr), sizeof out->expr - strlen(out->expr), "%s%s", *out->expr ? " " : "", word);
		args = rest;
	}
}

static bool deliver(Cli *c, const Request *r, const StrBuf *text)
{
	FILE *f;
	bool ok;

	if (!r->file) {
		out_bytes(c, text->data, text->len);
		return true;
	}
	f = fopen(file_name(c, r->file), "w");
	if (!f)
		return cli_fail(c, "%s: %s.", r->file, strerror(errno));
	ok = fwrite(text->data, 1, text->len, f) == text->len;
	return (fclose(f) == 0 && ok) || cli_fail(c, "%s: %s.", r->file, strerror(errno));
}

bool cmd_draw(Cli *c, const char *args)
{
	enum { COLUMNS = 80 };
	Request r;
	DebugPicture p;
	Layout l;
	StrBuf text = { 0 };
	bool ok;

	if (!cli_need_program(c))
		return false;
	parse_request(c, args, &r);
	if (!debug_picture(c->s, r.expr, c->set.draw_boxes, &p))
		return cli_fail_core(c);
	layout_picture(c, &p, r.form == FORM_ASCII ? COLUMNS : 0, &l);
	if (r.form == FORM_ASCII)
		draw_ascii(&l, &text);
	else if (r.form == FORM_SVG)
		draw_svg(&p, &l, &text);
	else
		draw_dot(&p, &l, &text);
	ok = deliver(c, &r, &text);
	if (ok && p.cut && (r.file || r.form == FORM_ASCII))
		out_printf(c, "(not everything has room: more than %u boxes, set draw boxes)\n", c->set.draw_boxes);
	layout_free(&l);
	sb_free(&text);
	return ok;
}
