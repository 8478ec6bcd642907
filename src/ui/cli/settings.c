/* SPDX-License-Identifier: GPL-3.0-or-later */
/* set and show: the settings of settings.def, and `set var`, `set $x = …`, `set environment`. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum SettingKind { KIND_BOOL, KIND_UINT, KIND_CHOICE, KIND_TEXT } SettingKind;

typedef struct Setting {
	const char *name;
	SettingKind kind;
	size_t offset;
	const char *initial;
	const char *sentence, *summary;
	const char *choices;
} Setting;

static const Setting settings[] = {
#define SETTING_BOOL(name, field, value, sentence, summary) \
	{ name, KIND_BOOL, offsetof(Settings, field), #value, sentence, summary, NULL },
#define SETTING_UINT(name, field, value, sentence, summary) \
	{ name, KIND_UINT, offsetof(Settings, field), #value, sentence, summary, NULL },
#define SETTING_CHOICE(name, field, choices, value, sentence, summary) \
	{ name, KIND_CHOICE, offsetof(Settings, field), value, sentence, summary, choices },
#define SETTING_TEXT(name, field, value, sentence, summary) \
	{ name, KIND_TEXT, offsetof(Settings, field), value, sentence, summary, NULL },
#include "ui/cli/settings.def"
};

enum { SETTING_COUNT = sizeof settings / sizeof *settings };

static void *field_of(Settings *s, const Setting *row)
{
	return (char *)s + row->offset;
}

static void set_text(char **field, const char *value)
{
	char *copy = mem_strndup(value, strlen(value));

	mem_free(*field);
	*field = copy;
}

void settings_init(Settings *s)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		void *field = field_of(s, &settings[i]);

		switch (settings[i].kind) {
		case KIND_BOOL: *(bool *)field = strcmp(settings[i].initial, "true") == 0; break;
		case KIND_UINT: *(unsigned *)field = (unsigned)atoi(settings[i].initial); break;
		case KIND_CHOICE: *(const char **)field = settings[i].initial; break;
		case KIND_TEXT: set_text(field, settings[i].initial); break;
		}
	}
}

void settings_free(Settings *s)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (settings[i].kind == KIND_TEXT)
			mem_free(*(char **)field_of(s, &settings[i]));
}

void settings_names(const char *prefix, void (*found)(void *ctx, const char *name), void *ctx)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (strncmp(settings[i].name, prefix, strlen(prefix)) == 0)
			found(ctx, settings[i].name);
}

size_t settings_values(const char *text, const char **values)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		size_t n = strlen(settings[i].name);

		if (strncmp(settings[i].name, text, n) != 0 || text[n] != ' ')
			continue;
		switch (settings[i].kind) {
		case KIND_BOOL: *values = "off on"; break;
		case KIND_UINT: *values = "unlimited"; break;
		case KIND_CHOICE: *values = settings[i].choices; break;
		case KIND_TEXT: *values = strcmp(settings[i].name, "gc") == 0 ? "auto every off stress" : ""; break;
		}
		return n;
	}
	return 0;
}

static void narrate_line(void *ctx, const char *text)
{
	out_printf(ctx, "%s\n", text);
	out_flush(ctx);
}

static bool open_log(Cli *c)
{
	const char *file = c->set.logging_file;
	FILE *log = fopen(file_name(c, file), c->set.logging_overwrite ? "w" : "a");

	if (!log) {
		c->set.logging = false;
		return cli_fail(c, "%s: %s.", file, strerror(errno));
	}
	out_printf(c, "%s output to %s.\n", c->set.logging_redirect ? "Redirecting" : "Copying", file);
	out_printf(c, "%s debug output to %s.\n", c->set.logging_debugredirect ? "Redirecting" : "Copying", file);
	c->log = log;
	return true;
}

static bool apply_log(Cli *c)
{
	if (c->set.logging && !c->log)
		return open_log(c);
	if (!c->set.logging && c->log) {
		fclose(c->log);
		c->log = NULL;
		out_printf(c, "Done logging to %s.\n", c->set.logging_file);
	}
	return true;
}

bool settings_apply(Cli *c)
{
	/* Of strings more is read than shown: a run of equal characters counts little. */
	enum { RUNS = 4096 };
	DebugLimits limits = { c->set.print_elements, c->set.print_elements ? c->set.print_elements + RUNS : 0, c->set.print_depth ? c->set.print_depth : 1000 };

	debug_set_limits(c->s, limits);
	debug_set_texts(c->s, !c->set.print_raw, c->set.print_stringer && !c->set.print_raw);
	debug_set_seed(c->s, c->set.seed);
	debug_set_real_clock(c->s, c->set.real_clock);
	debug_set_cost(c->s, c->set.cost);
	debug_set_unwind(c->s, c->set.unwind);
	debug_set_stop_on_panic(c->s, c->set.stop_on_panic);
	debug_set_locking(c->s, *c->set.locking == 's' ? DEBUG_LOCK_STEP : strcmp(c->set.locking, "on") == 0 ? DEBUG_LOCK_ON : DEBUG_LOCK_OFF);
	debug_set_record(c->s, c->set.record, (uint64_t)c->set.record_budget << 20);
	debug_narrate(c->s, c->set.narrate ? narrate_line : NULL, c);
	return apply_log(c);
}

/* ---- finding one ---- */

/* Do the words of `typed` (each may be short) name this setting? Gives how many bytes of `typed` the
 * name took, 0 when not; *whole: every word is complete. */
static size_t setting_matches(const Setting *row, const char *typed, bool *exact)
{
	const char *name = row->name, *p = typed;

	*exact = true;
	for (;;) {
		size_t have = strcspn(p, " \t="), want = strcspn(name, " ");

		if (!have || have > want || memcmp(p, name, have) != 0)
			return 0;
		*exact = *exact && have == want;
		name += want;
		p += have;
		if (!*name)
			return (size_t)(p - typed);
		name++;
		p = skip_blanks(p);
	}
}

/* logging on = logging enabled on, history, style … : a first word alone with a value. */
static const Setting *find_setting(Cli *c, const char *typed, const char **rest)
{
	const Setting *found = NULL;
	unsigned count = 0;

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		bool exact;
		size_t n = setting_matches(&settings[i], typed, &exact);

		if (!n)
			continue;
		if (!found || exact) {
			found = &settings[i];
			*rest = skip_blanks(typed + n);
		}
		if (exact) {
			count = 1;
			break;
		}
		count++;
	}
	if (count > 1) {
		char word[64];

		next_word(typed, word, sizeof word);
		cli_fail(c, "Ambiguous set command \"%s\".", word);
		return NULL;
	}
	return found;
}

const char *setting_summary(Cli *c, const char *name)
{
	const char *rest = "";
	const Setting *row = find_setting(c, name, &rest);

	sb_clear(&c->error);
	return row && !*rest ? row->summary : NULL;
}

/* ---- set ---- */

static bool parse_bool(Cli *c, const char *text, bool *out)
{
	if (!*text || word_is(text, "on", 2) || strcmp(text, "1") == 0 || word_is(text, "yes", 1)
	    || word_is(text, "enable", 1))
		*out = true;
	else if (word_is(text, "off", 2) || strcmp(text, "0") == 0 || word_is(text, "no", 1) || word_is(text, "disable", 1))
		*out = false;
	else
		return cli_fail(c, "\"on\" or \"off\" expected.");
	return true;
}

static bool parse_uint(Cli *c, const char *text, unsigned *out)
{
	int64_t n;

	if (!*text)
		return cli_fail(c, "Argument required (integer to set it to, or \"unlimited\").");
	if (word_is(text, "unlimited", 1)) {
		*out = 0;
		return true;
	}
	if (!eval_number(c, text, &n))
		return false;
	if (n < 0 || n > INT32_MAX)
		return cli_fail(c, "integer %lld out of range", (long long)n);
	*out = (unsigned)n;
	return true;
}

/* The choice that a word is, or of which alone it is the beginning; NULL: there is none, with c->error as gdb words it. */
static const char *find_choice(Cli *c, const char *choices, const char *word)
{
	const char *found = NULL;
	unsigned begun = 0;	/* choices that begin with the word; 1 when it is the whole of one */
	StrBuf list = { 0 };

	for (const char *p = choices; *p; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");
		const char *one = arena_strndup(c->arena, p, n);

		sb_printf(&list, "%s%s", list.len ? ", " : "", one);
		if (*word && strncmp(one, word, strlen(word)) == 0 && !(found && strcmp(found, word) == 0)) {
			begun = strcmp(one, word) == 0 ? 1 : begun + 1;
			found = one;
		}
		p += n;
	}
	if (!*word)
		cli_fail(c, "Requires an argument. Valid arguments are %s.", sb_text(&list));
	else if (!found)
		cli_fail(c, "Undefined item: \"%s\".", word);
	else if (begun > 1)
		cli_fail(c, "Ambiguous item \"%s\".", word);
	sb_free(&list);
	return begun == 1 ? found : NULL;
}

static bool parse_choice(Cli *c, const Setting *row, const char *text, const char **out)
{
	char word[64];
	const char *rest = next_word(text, word, sizeof word), *found = find_choice(c, row->choices, word);

	if (found && *rest)
		return cli_fail(c, "Junk after item \"%s\": %s", word, rest);
	if (found)
		*out = found;
	else if (strcmp(row->choices, "auto on off") == 0)	/* gdb's other kind of switch */
		cli_fail(c, "\"on\", \"off\" or \"auto\" expected.");
	return found != NULL;
}

static void apply_args(Cli *c)
{
	vec_each(&c->run_args, a)
		mem_free(*a);
	vec_trim(&c->run_args, 0);
}

/* auto, off, stress, every N. */
static bool apply_gc(Cli *c, const char *value)
{
	char word[32];
	const char *rest = next_word(value, word, sizeof word);
	int64_t every = strcmp(word, "stress") == 0;

	if (strcmp(word, "every") == 0 && *rest) {
		if (!eval_number(c, rest, &every))
			return false;
		if (every < 1 || every > UINT32_MAX)
			return cli_fail(c, "integer %s out of range", rest);
	} else if (*rest || (!every && strcmp(word, "auto") != 0 && strcmp(word, "off") != 0)) {
		return cli_fail(c, "\"auto\", \"off\", \"stress\" or \"every N\" expected.");
	}
	debug_set_gc(c->s, strcmp(word, "off") == 0, (unsigned)every);
	return true;
}

/* roundrobin, seed N, manual. */
static bool apply_schedule(Cli *c, const char *value)
{
	char word[32];
	const char *rest = next_word(value, word, sizeof word);
	bool seeded = strcmp(word, "seed") == 0 && *rest, manual = strcmp(word, "manual") == 0 && !*rest;
	int64_t seed = 0;

	if (!seeded && !manual && (strcmp(word, "roundrobin") != 0 || *rest))
		return cli_fail(c, "\"roundrobin\", \"seed N\" or \"manual\" expected.");
	if (seeded && !eval_number(c, rest, &seed))
		return false;
	debug_set_schedule(c->s, seeded ? DEBUG_SEEDED : manual ? DEBUG_MANUAL : DEBUG_IN_TURN, (uint64_t)seed);
	return true;
}

/* Bits of radix 8, 10, 16; another one is refused, and the one before stays. */
static bool apply_radix(Cli *c, unsigned before)
{
	unsigned n = c->set.output_radix;

	if (n != 8 && n != 10 && n != 16) {
		c->set.output_radix = before;
		return cli_fail(c, "Unsupported output radix ``decimal %u''; output radix unchanged.", n);
	}
	if (c->from_tty)
		out_printf(c, "Output radix now set to decimal %u, hex %x, octal %o.\n", n, n, n);
	return true;
}

static bool set_setting(Cli *c, const Setting *row, const char *value)
{
	unsigned radix = c->set.output_radix;
	void *field = field_of(&c->set, row);
	bool ok = true;

	if (*value == '=')
		value = skip_blanks(value + 1);
	switch (row->kind) {
	case KIND_BOOL: ok = parse_bool(c, value, field); break;
	case KIND_UINT:
		ok = parse_uint(c, value, field) && (field != &c->set.output_radix || apply_radix(c, radix));
		break;
	case KIND_CHOICE: ok = parse_choice(c, row, value, field); break;
	case KIND_TEXT:
		if (strcmp(row->name, "gc") == 0 && !apply_gc(c, value))
			return false;
		if (strcmp(row->name, "schedule") == 0 && !apply_schedule(c, value))
			return false;
		set_text(field, value);
		if (strcmp(row->name, "args") == 0)
			apply_args(c);
		break;
	}
	return settings_apply(c) && ok;
}

/* An assignment: `x = 7`, `$i = 0`; its value is not shown. */
/* Does the expression assign? An `=` that is no comparison, ++ or --, outside of quotes. */
static bool assigns(const char *p)
{
	for (char quote = 0; *p; p++) {
		if (quote && *p == '\\' && p[1])
			p++;
		else if (quote || strchr("\"'`", *p))
			quote = quote == *p ? 0 : quote ? quote : *p;
		else if (*p == '=' && p[1] == '=')
			p++;
		else if (strchr("<>", *p) && p[1] == *p && p[2] == '=')
			return true;
		else if (strchr("!<>", *p) && p[1] == '=')
			p++;
		else if (*p == '=' || (strchr("+-", *p) && p[1] == *p))
			return true;
	}
	return false;
}

static bool assign(Cli *c, const char *expr)
{
	if (!*expr)
		return cli_fail(c, "Argument required (expression to compute).");
	if (!eval(c, expr))
		return false;
	if (!assigns(expr))
		err_text(c, "warning: Expression is not an assignment (and might have no effect)");
	return true;
}

static bool set_environment(Cli *c, const char *args)
{
	char name[256];
	size_t n = strcspn(args, " \t=");
	const char *value = skip_blanks(args + n);

	if (!n)
		return cli_fail(c, "Argument required (environment variable and value).");
	snprintf(name, sizeof name, "%.*s", (int)n, args);
	if (*value == '=')
		value = skip_blanks(value + 1);
	debug_set_env(c->s, name, value);
	return true;
}

/* Is there an assignment to a variable: NAME = …, not == ? */
static bool looks_assigned(const char *p)
{
	if (*p == '$' || *p == '*' || *p == '&' || *p == '(')
		return true;
	while (isalnum((unsigned char)*p) || *p == '_' || *p == '.' || *p == '[' || *p == ']')
		p++;
	p = skip_blanks(p);
	return (*p == '=' && p[1] != '=') || (*p && strchr("+-*/%&|^", *p) && p[1] == '=');
}

static bool set_cwd(Cli *c, const char *dir)
{
	c->cwd = *dir ? arena_strdup(c->arena, dir) : NULL;
	debug_set_cwd(c->s, c->cwd);
	return true;
}

static bool is_word_alias(Cli *c, const char *word, const char *rest, bool *done)
{
	*done = true;
	if (strcmp(word, "logging") == 0 && *rest && (strcmp(rest, "on") == 0 || strcmp(rest, "off") == 0))
		out_printf(c, "Warning: 'set logging %s', an alias for the command 'set logging enabled', is deprecated.\n"
			   "Use 'set logging enabled %s'.\n\n", rest, rest);
	if (strcmp(word, "logging") == 0 && (!*rest || strcmp(rest, "on") == 0 || strcmp(rest, "off") == 0))
		return set_setting(c, find_setting(c, "logging enabled", &(const char *){ NULL }), rest);
	if (word_is(word, "environment", 3))
		return set_environment(c, rest);
	if (word_is(word, "cwd", 3))
		return set_cwd(c, rest);
	*done = false;
	return true;
}

/* The first word of settings of several. */
static bool is_group(const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		if (strncmp(settings[i].name, word, n) == 0 && settings[i].name[n] == ' ')
			return true;
	return false;
}

bool cmd_set(Cli *c, const char *args)
{
	char word[128];
	const char *rest = next_word(args, word, sizeof word), *value = NULL;
	const Setting *row;
	bool done, ok;

	if (!*args)
		return cli_fail(c, "Argument required (expression to compute).");
	if (word_is(word, "variable", 3))
		return assign(c, rest);
	ok = is_word_alias(c, word, rest, &done);
	if (done)
		return ok;
	sb_clear(&c->error);
	row = looks_assigned(args) && *args == '$' ? NULL : find_setting(c, args, &value);
	if (row)
		return set_setting(c, row, value);
	if (c->error.len && !looks_assigned(args))
		return false;
	if (is_group(word) && *rest && !looks_assigned(args))
		return cli_fail(c, "Undefined set %s command: \"%s\".  Try \"help set %s\".", word, rest, word);
	return assign(c, args);
}

/* ---- show ---- */

void args_quote(Cli *c, StrBuf *out)
{
	if (c->set.args && *c->set.args)
		sb_add(out, c->set.args);
	else
		vec_each(&c->run_args, a) {
			if (out->len)
				sb_addc(out, ' ');
			for (const char *p = *a; *p; p++) {
				if (strchr(" \t\"'\\", *p))
					sb_addc(out, '\\');
				sb_addc(out, *p);
			}
		}
	sb_text(out);
}

static bool zero_is_a_number(const char *name)
{
	return strcmp(name, "seed") == 0 || strcmp(name, "history remove-duplicates") == 0 || strcmp(name, "can-use-hw-watchpoints") == 0;
}

static void value_text(Cli *c, const Setting *row, StrBuf *out)
{
	void *field = field_of(&c->set, row);
	unsigned n;

	switch (row->kind) {
	case KIND_BOOL: sb_add(out, *(bool *)field ? "on" : "off"); break;
	case KIND_UINT:
		n = *(unsigned *)field;
		if (n || zero_is_a_number(row->name))
			sb_printf(out, "%u", n);
		else
			sb_add(out, "unlimited");
		break;
	case KIND_CHOICE: sb_add(out, *(const char **)field); break;
	case KIND_TEXT:
		if (strcmp(row->name, "args") == 0)
			args_quote(c, out);
		else
			sb_add(out, *(char **)field);
		break;
	}
}

/* For $_gdb_setting. */
static const char *setting_value(void *ctx, const char *name, bool *number, int64_t *n)
{
	Cli *c = ctx;
	const char *rest = "", *text;
	const Setting *row = *name ? find_setting(c, name, &rest) : NULL;
	StrBuf value = { 0 };

	sb_clear(&c->error);
	if (!row || *rest)
		return NULL;
	*number = row->kind == KIND_BOOL || row->kind == KIND_UINT;
	if (*number)
		*n = row->kind == KIND_BOOL ? *(bool *)field_of(&c->set, row) : *(unsigned *)field_of(&c->set, row);
	value_text(c, row, &value);
	text = arena_strdup(c->arena, sb_text(&value));
	sb_free(&value);
	return text;
}

bool cmd_tty(Cli *c, const char *args)
{
	set_text(&c->set.inferior_tty, args);
	return true;
}

void settings_tell(Cli *c)
{
	debug_on_setting(c->s, setting_value, c);
}

static void show_setting(Cli *c, const Setting *row, bool with_name)
{
	StrBuf value = { 0 };
	const char *hole = strstr(row->sentence, "%s"), *bar = strchr(row->sentence, '|');

	value_text(c, row, &value);
	if (with_name)
		out_printf(c, "%s:  %s%s", row->name, hole ? "" : sb_text(&value), hole ? "" : ": ");
	if (hole)
		out_printf(c, "%.*s%s%s\n", (int)(hole - row->sentence), row->sentence, sb_text(&value), hole + 2);
	else if (strcmp(sb_text(&value), "on") == 0)
		out_printf(c, "%.*s\n", (int)(bar - row->sentence), row->sentence);
	else
		out_printf(c, "%s\n", bar + 1);
	sb_free(&value);
}

/* Which of `count` lines or values are shown: the last ones, those around N, or, with +, those from `next` on. False with c->error. */
enum { SHOWN = 10 };

static bool first_shown(Cli *c, const char *args, size_t count, size_t next, size_t *first)
{
	int64_t n = 0;

	*first = count > SHOWN ? count - SHOWN : 0;
	if (strcmp(args, "+") == 0)
		*first = next;
	else if (*args && !eval_number(c, args, &n))
		return false;
	else if (*args)
		*first = n > SHOWN / 2 ? (size_t)n - SHOWN / 2 - 1 : 0;
	return true;
}

static bool show_values(Cli *c, const char *args)
{
	size_t count = debug_history_count(c->s), first;

	if (!first_shown(c, args, count, c->values_next, &first))
		return false;
	for (c->values_next = first; c->values_next < first + SHOWN && c->values_next < count; c->values_next++) {
		int i = (int)c->values_next + 1;
		StrBuf sb = { 0 };

		format_value(c, &sb, debug_history(c->s, i), (Format){ 0 }, FORMAT_TOP);
		out_printf(c, "$%d = %s\n", i, sb_text(&sb));
		sb_free(&sb);
	}
	return true;
}

static void show_convenience(Cli *c)
{
	const char *const *names;
	size_t n = debug_convenience(c->s, &names);

	for (size_t i = 0; i < n; i++) {
		const DebugValue *v = debug_get_var(c->s, names[i]);
		StrBuf sb = { 0 };

		if (v)
			format_value(c, &sb, v, (Format){ 0 }, FORMAT_TOP);
		out_printf(c, "$%s = %s\n", names[i], v ? sb_text(&sb) : "void");
		sb_free(&sb);
	}
}

static bool below_prefix(const char *name, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncmp(name, prefix, n) == 0 && name[n] == ' ';
}

static void show_user(Cli *c, const char *name)
{
	vec_each(&c->user, u) {
		if (*name && strcmp(u->name, name) != 0 && !below_prefix(u->name, name))
			continue;
		if (u->prefix && !u->body)
			out_printf(c, "User prefixcommand \"%s\":\n", u->name);
		if (!u->body)
			continue;
		out_printf(c, "User command \"%s\":\n", u->name);
		print_body(c, &u->body->body, 2);
		out_text(c, "\n");
	}
}

static bool show_environment(Cli *c, const char *name)
{
	const char *const *list = debug_environment(c->s);
	size_t n = strlen(name);

	for (size_t i = 0; list[i]; i++) {
		if (!n)
			out_printf(c, "%s\n", list[i]);
		else if (strncmp(list[i], name, n) == 0 && list[i][n] == '=')
			return out_printf(c, "%s = %s\n", name, list[i] + n + 1), true;
	}
	if (n)
		out_printf(c, "Environment variable \"%s\" not defined.\n", name);
	return true;
}

bool cmd_unset(Cli *c, const char *args)
{
	char word[64];
	const char *rest = next_word(args, word, sizeof word);

	if (!*args)
		return cmd_help(c, "unset");
	if (!word_is(word, "environment", 3))
		return cli_fail(c, "Undefined unset command: \"%s\".  Try \"help unset\".", args);
	if (*rest)
		debug_set_env(c->s, rest, NULL);
	else if (!c->from_tty || query(c, "Delete all environment variables? "))
		debug_clear_env(c->s);
	return true;
}

/* The line that sets it to what it is now. */
char *setting_line(Cli *c, const char *name)
{
	const char *rest;
	const Setting *row;
	StrBuf value = { 0 };
	char *line;

	sb_clear(&c->error);
	row = find_setting(c, name, &rest);
	if (!row) {
		char word[64];

		next_word(name, word, sizeof word);
		if (!c->error.len)
			cli_fail(c, "Undefined set command: \"%s\".  Try \"help set\".", word);
		return NULL;
	}
	value_text(c, row, &value);
	line = arena_printf(c->arena, "%s %s", row->name, sb_text(&value));
	sb_free(&value);
	return line;
}

/* Lines of the history. */
static bool show_commands(Cli *c, const char *args)
{
	size_t count = 0, first;

	while (lineedit_command(count))
		count++;
	if (!first_shown(c, args, count, c->commands_next, &first))
		return false;
	for (c->commands_next = first; c->commands_next < first + SHOWN && c->commands_next < count; c->commands_next++)
		out_printf(c, "%5zu  %s\n", c->commands_next + 1, lineedit_command(c->commands_next));
	return true;
}

bool cmd_show(Cli *c, const char *args)
{
	char word[64];
	const char *rest = NULL;
	const Setting *row;
	size_t shown = 0;

	next_word(args, word, sizeof word);
	if (strcmp(word, "version") == 0)
		return out_text(c, "strata 0.1\n"), true;
	if (word_is(word, "commands", 3))
		return show_commands(c, skip_blanks(args + strlen(word)));
	if (word_is(word, "values", 3))
		return show_values(c, skip_blanks(args + strlen(word)));
	if (word_is(word, "convenience", 3))
		return show_convenience(c), true;
	if (word_is(word, "user", 2)) {
		rest = skip_blanks(args + strlen(word));
		if (*rest && !user_named(c, rest))
			return cli_fail(c, "Undefined command: \"%s\".  Try \"help\".", rest);
		return show_user(c, rest), true;
	}
	if (word_is(word, "cwd", 2) && c->cwd)
		return out_printf(c, "Current working directory that will be used when starting the inferior is \"%s\".\n", c->cwd), true;
	if (word_is(word, "cwd", 2))
		return out_text(c, "You have not set the inferior's current working directory.\n"
				   "The inferior will inherit strata's cwd.\n"), true;
	if (word_is(word, "aliases", 2))
		return show_aliases(c), true;
	if (word_is(word, "environment", 3))
		return show_environment(c, skip_blanks(args + strlen(word)));
	sb_clear(&c->error);
	row = *args ? find_setting(c, args, &rest) : NULL;
	if (row) {
		show_setting(c, row, false);
		return true;
	}
	/* A group: print, history, logging; or all. */
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (strncmp(settings[i].name, word, strlen(word)) == 0) {
			show_setting(c, &settings[i], true);
			shown++;
		}
	return shown || cli_fail(c, "Undefined show command: \"%s\".  Try \"help show\".", args);
}
