/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions that are shown at each stop. */
#include "ui/cli/examine.h"
#include "ui/cli/numbers.h"

#include <string.h>

#include "base/mem.h"

/* Does the expression mean something where the program stands, be it something that cannot be had? */
static bool has_meaning(Cli *c, const char *expr)
{
	return void_type(c, expr) || debug_type_text(c->s, expr, false, false) || strcmp(debug_error(c->s), "No registers.") == 0;
}

static void show_memory(Cli *c, const Display *d)
{
	Format f = d->format;
	uint64_t addr, len;
	bool ok = eval_address(c, d->meant, &addr, &len);

	if (!ok && !has_meaning(c, d->meant))
		return;
	examine_complete(&f, (Format){ 0 });
	out_printf(c, "%d: x/", d->number);
	if (f.counted)
		out_printf(c, "%ld", f.count);
	out_printf(c, "%c%.*s %s\n", f.letter, strchr("is", f.letter) ? 0 : 1, &f.unit, d->expr);
	if (!ok || !examine(c, f, addr, len))
		out_printf(c, "<error: %s>\n", sb_text(&c->error));
}

static void show_value(Cli *c, const Display *d)
{
	const DebugValue *v = eval(c, d->meant);
	StrBuf sb = { 0 };

	if (v)
		format_value(c, &sb, v, d->format, FORMAT_TOP | FORMAT_STYLED);
	else if (has_meaning(c, d->meant))
		sb_printf(&sb, "<error: %s>", sb_text(&c->error));
	else
		return;
	out_printf(c, "%d: ", d->number);
	if (d->format.letter)
		out_printf(c, "/%c ", d->format.letter);
	out_printf(c, "%s = %s\n", d->expr, sb_text(&sb));
	sb_free(&sb);
}

/* Nothing where it has no meaning; what goes wrong is shown in the value's place. */
static void show_display(Cli *c, const Display *d)
{
	const Format *f = &d->format;
	bool quiet = c->quiet_eval;

	c->quiet_eval = true;
	if (f->letter == 'i' || f->letter == 's' || f->unit || f->counted)
		show_memory(c, d);
	else
		show_value(c, d);
	c->quiet_eval = quiet;
	sb_clear(&c->error);
}

/* A function's name without the types of its instance, in the session's arena. */
static const char *generic_name(Cli *c, const char *name)
{
	StrBuf out = { 0 };
	const char *text;
	int depth = 0;

	for (; *name; name++) {
		depth += *name == '[';
		if (!depth)
			sb_addc(&out, *name);
		depth -= *name == ']';
	}
	text = arena_strdup(c->arena, sb_text(&out));
	sb_free(&out);
	return text;
}

/* Is the selected frame one of the function, or of a closure in it, whose variables the expression is about? */
static bool display_applies(Cli *c, const Display *d)
{
	size_t n = d->function ? strlen(d->function) : 0;
	const char *name;
	DebugFrame f;

	if (!d->function)
		return true;
	if (!debug_selected_frame(c->s, &f))
		return false;
	name = generic_name(c, f.function);
	return strncmp(name, d->function, n) == 0 && (!name[n] || strchr(".-", name[n]));
}

/* Those that mean something where the program stands; the others wait. */
void do_displays(Cli *c)
{
	vec_each(&c->displays, d)
		if (d->enabled && display_applies(c, d))
			show_display(c, d);
}

bool cmd_display(Cli *c, const char *args)
{
	Display d = { .enabled = true };
	const char *meant;

	if (!*args) {
		do_displays(c);
		return true;
	}
	if (*args == '/') {
		args++;
		if (!format_parse(c, &args, &d.format))
			return false;
	}
	if (!*args)
		return cli_fail(c, "Argument required (expression to compute).");
	if (!has_meaning(c, args))
		return cli_fail_core(c);
	d.number = c->next_display;
	d.expr = mem_strndup(args, strlen(args));
	meant = debug_bound_text(c->s, args);
	d.meant = mem_strndup(meant, strlen(meant));
	d.function = debug_local_function(c->s, args);
	d.function = d.function ? generic_name(c, d.function) : NULL;
	c->next_display++;
	vec_push(&c->displays, d);
	if (c->from_tty)
		show_display(c, &d);
	return true;
}

static Display *find_display(Cli *c, int n)
{
	vec_each(&c->displays, d)
		if (d->number == n)
			return d;
	return NULL;
}

static bool no_display(Cli *c, int n)
{
	return cli_fail(c, "No display number %d.", n);
}

static bool undisplay_one(Cli *c, int n)
{
	Display *d = find_display(c, n);

	if (!d)
		return no_display(c, n);
	mem_free(d->expr);
	mem_free(d->meant);
	vec_remove(&c->displays, d - c->displays.data);
	return true;
}

static bool enable_display_one(Cli *c, int n)
{
	Display *d = find_display(c, n);

	if (d)
		d->enabled = true;
	return d || no_display(c, n);
}

static bool disable_display_one(Cli *c, int n)
{
	Display *d = find_display(c, n);

	if (d)
		d->enabled = false;
	return d || no_display(c, n);
}

static bool displays_some_or_all(Cli *c, const char *args, bool (*each)(Cli *c, int n))
{
	bool ok = true;

	if (*args)
		return parse_number_list(c, args, &(NumberList){ .what = "display" }, each);
	for (size_t i = c->displays.len; i-- > 0;)
		ok = each(c, c->displays.data[i].number) && ok;
	return ok;
}

bool cmd_undisplay(Cli *c, const char *args)
{
	if (!*args && c->displays.len && c->from_tty && !query(c, "Delete all auto-display expressions? "))
		return true;
	return displays_some_or_all(c, args, undisplay_one);
}

bool cmd_enable_display(Cli *c, const char *args)
{
	return displays_some_or_all(c, args, enable_display_one);
}

bool cmd_disable_display(Cli *c, const char *args)
{
	return displays_some_or_all(c, args, disable_display_one);
}

bool cmd_info_display(Cli *c, const char *args)
{
	(void)args;
	if (!c->displays.len) {
		out_text(c, "There are no auto-display expressions now.\n");
		return true;
	}
	out_text(c, "Auto-display expressions now in effect:\nNum Enb Expression\n");
	vec_each(&c->displays, d) {
		out_printf(c, "%d:   %c  ", d->number, d->enabled ? 'y' : 'n');
		if (d->format.counted)
			out_printf(c, "/%ld%c%.*s ", d->format.count, d->format.letter, d->format.unit ? 1 : 0, &d->format.unit);
		else if (d->format.letter)
			out_printf(c, "/%c ", d->format.letter);
		out_printf(c, "%s%s\n", d->expr, display_applies(c, d) ? "" : " (cannot be evaluated in the current context)");
	}
	return true;
}
