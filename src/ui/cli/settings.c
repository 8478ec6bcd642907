/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of settings.def: which one is meant, what it is set to, what follows from that, and how it is shown. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum SettingKind { KIND_BOOL, KIND_UINT, KIND_LIMIT, KIND_NUMBER, KIND_CHOICE, KIND_FILE, KIND_TEXT } SettingKind;

struct Setting {
	const char *name;
	SettingKind kind;
	size_t offset;
	const char *initial;
	const char *sentence, *summary;
	const char *choices;
};

static const Setting settings[] = {
#define SETTING_BOOL(name, field, value, sentence, summary) \
	{ name, KIND_BOOL, offsetof(Settings, field), #value, sentence, summary, NULL },
#define SETTING_UINT(name, field, value, sentence, summary) \
	{ name, KIND_UINT, offsetof(Settings, field), #value, sentence, summary, NULL },
#define SETTING_LIMIT(name, field, value, sentence, summary) \
	{ name, KIND_LIMIT, offsetof(Settings, field), #value, sentence, summary, NULL },
#define SETTING_NUMBER(name, field, value, sentence, summary) \
	{ name, KIND_NUMBER, offsetof(Settings, field), #value, sentence, summary, NULL },
#define SETTING_CHOICE(name, field, choices, value, sentence, summary) \
	{ name, KIND_CHOICE, offsetof(Settings, field), value, sentence, summary, choices },
#define SETTING_FILE(name, field, value, sentence, summary) \
	{ name, KIND_FILE, offsetof(Settings, field), value, sentence, summary, NULL },
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
		case KIND_UINT: case KIND_NUMBER: *(unsigned *)field = (unsigned)atoi(settings[i].initial); break;
		case KIND_LIMIT: *(int *)field = atoi(settings[i].initial); break;
		case KIND_CHOICE: *(const char **)field = settings[i].initial; break;
		case KIND_FILE: case KIND_TEXT: set_text(field, settings[i].initial); break;
		}
	}
}

void settings_free(Settings *s)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (settings[i].kind == KIND_TEXT || settings[i].kind == KIND_FILE)
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
		case KIND_UINT: case KIND_LIMIT: *values = "unlimited"; break;
		case KIND_NUMBER: case KIND_FILE: *values = ""; break;
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

static void limits_apply(Cli *c)
{
	DebugLimits limits = { c->set.print_elements, c->set.print_depth >= 0 ? (unsigned)c->set.print_depth : 1000, c->set.print_repeats,
			       c->set.value_size > 0 ? (unsigned)c->set.value_size : 0 };

	debug_set_limits(c->s, limits);
}

PrintLimits limits_lift(Cli *c)
{
	PrintLimits had = { c->set.print_elements, c->set.print_repeats };

	limits_set(c, (PrintLimits){ 0 });
	return had;
}

void limits_set(Cli *c, PrintLimits limits)
{
	c->set.print_elements = limits.elements;
	c->set.print_repeats = limits.repeats;
	limits_apply(c);
}

bool settings_apply(Cli *c)
{
	limits_apply(c);
	debug_set_texts(c->s, !c->set.print_raw, c->set.print_stringer && !c->set.print_raw);
	debug_set_seed(c->s, c->set.seed);
	debug_set_real_clock(c->s, c->set.real_clock);
	debug_set_cost(c->s, c->set.cost);
	debug_set_unwind(c->s, c->set.unwind);
	debug_set_stop_on_panic(c->s, c->set.stop_on_panic);
	debug_set_locking(c->s, *c->set.locking == 's' ? DEBUG_LOCK_STEP : strcmp(c->set.locking, "on") == 0 ? DEBUG_LOCK_ON : DEBUG_LOCK_OFF);
	debug_set_record(c->s, c->set.record, (uint64_t)c->set.record_budget << 20);
	lineedit_apply(c);
	debug_narrate(c->s, c->set.narrate ? narrate_line : NULL, c);
	return apply_log(c);
}

/* ---- finding one ---- */

static bool setting_group(const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (strncmp(settings[i].name, word, n) == 0 && settings[i].name[n] == ' ')
			return true;
	return false;
}

/* Words that could be meant, each once. */
typedef struct Words { VEC(const char *) list; } Words;

static void note_word(Cli *c, Words *w, const char *name, const char *typed)
{
	size_t n = strcspn(name, " ");
	const char *word;

	if (strncmp(name, typed, strlen(typed)) != 0)
		return;
	word = arena_strndup(c->arena, name, n);
	vec_each(&w->list, have)
		if (strcmp(*have, word) == 0)
			return;
	vec_push(&w->list, word);
}

static int word_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The one of them that is meant, a whole word before the beginning of one; NULL with c->error, which is empty when there is none. */
static const char *choose_word(Cli *c, Words *w, const char *word, const char *verb, const char *typed)
{
	const char *found = w->list.len == 1 ? w->list.data[0] : NULL;
	StrBuf list = { 0 };

	vec_each(&w->list, have)
		if (strcmp(*have, word) == 0)
			found = *have;
	if (!found && w->list.len) {
		qsort(w->list.data, w->list.len, sizeof *w->list.data, word_order);
		vec_each(&w->list, have)
			sb_printf(&list, "%s%s", list.len ? ", " : "", *have);
		cli_fail(c, "Ambiguous %s command \"%s\": %s.", verb, typed, sb_text(&list));
	}
	sb_free(&list);
	vec_free(&w->list);
	return found;
}

static const Setting *setting_named(const char *name)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (strcmp(settings[i].name, name) == 0)
			return &settings[i];
	return NULL;
}

static const char *setting_typed(const char *p, char *word, size_t size)
{
	size_t n = strcspn(p, " \t=");

	snprintf(word, size, "%.*s", (int)n, p);
	return skip_blanks(p + n);
}

/* gdb's names for print of the two letters that would be ambiguous. */
static const char *full_word(const char *word)
{
	return strcmp(word, "p") == 0 || strcmp(word, "pr") == 0 ? "print" : word;
}

/* The next word, below a group of one word or more. */
static FoundSetting find_below(Cli *c, const char *verb, const char *group, const char *typed)
{
	FoundSetting found = { .word = group, .rest = typed };
	const char *prefix = arena_printf(c->arena, "%s %s", verb, group);
	size_t n = strlen(group);
	Words words = { 0 };
	char word[64];
	const char *rest = setting_typed(typed, word, sizeof word), *next;

	if (!*word)
		return found;
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (strncmp(settings[i].name, group, n) == 0 && settings[i].name[n] == ' ')
			note_word(c, &words, settings[i].name + n + 1, word);
	next = choose_word(c, &words, word, prefix, typed);
	next = next ? arena_printf(c->arena, "%s %s", group, next) : NULL;
	if (next && setting_group(next))
		return find_below(c, verb, next, rest);
	if (next)
		return (FoundSetting){ setting_named(next), group, rest };
	if (!c->error.len)
		cli_fail(c, "Undefined %s command: \"%s\".  Try \"help %s\".", prefix, typed, prefix);
	found.word = NULL;
	return found;
}

FoundSetting setting_find(Cli *c, const char *verb, const char *const *others, const char *typed)
{
	FoundSetting found = { 0 };
	Words words = { 0 };
	char word[64];
	const char *rest = setting_typed(typed, word, sizeof word), *meant = full_word(word);

	sb_clear(&c->error);
	if (!*word)
		return found;
	for (size_t i = 0; i < SETTING_COUNT; i++)
		note_word(c, &words, settings[i].name, meant);
	for (; others && *others; others++)
		note_word(c, &words, *others, meant);
	found.word = choose_word(c, &words, meant, verb, typed);
	if (found.word && setting_group(found.word))
		return find_below(c, verb, found.word, rest);
	found.rest = rest;
	found.row = found.word ? setting_named(found.word) : NULL;
	return found;
}

const char *setting_summary(Cli *c, const char *name)
{
	FoundSetting found = setting_find(c, "set", NULL, name);

	sb_clear(&c->error);
	return found.row && !*found.rest ? found.row->summary : NULL;
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

enum { LEAST_VALUE_SIZE = 16 };

static bool parse_integer(Cli *c, SettingKind kind, const char *text, void *field)
{
	bool unlimited = kind != KIND_NUMBER && word_is(text, "unlimited", 1);
	int64_t n = kind == KIND_LIMIT ? -1 : 0;

	if (!*text)
		return cli_fail(c, "Argument required (integer to set it to%s).", kind == KIND_NUMBER ? "" : ", or \"unlimited\"");
	if (!unlimited && !eval_number(c, text, &n))
		return false;
	if (kind == KIND_LIMIT && n < -1)
		return cli_fail(c, "only -1 is allowed to set as unlimited");
	if (n < (kind == KIND_LIMIT ? -1 : 0) || n > (kind == KIND_UINT ? UINT32_MAX - 1 : INT32_MAX))
		return cli_fail(c, "integer %lld out of range", (long long)n);
	if (field == &c->set.value_size && n >= 0 && n < LEAST_VALUE_SIZE) {
		n = LEAST_VALUE_SIZE;
		out_printf(c, "max-value-size set too low, increasing to %d bytes\n", LEAST_VALUE_SIZE);
	}
	if (kind == KIND_LIMIT)
		*(int *)field = (int)n;
	else
		*(unsigned *)field = (unsigned)n;
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

bool setting_set(Cli *c, const Setting *row, const char *value)
{
	unsigned radix = c->set.output_radix;
	void *field = field_of(&c->set, row);
	bool ok = true;

	if (*value == '=')
		value = skip_blanks(value + 1);
	switch (row->kind) {
	case KIND_BOOL:
		ok = parse_bool(c, value, field);
		if (ok && field == &c->set.logging && c->set.logging && c->log)
			return cli_fail(c, "Already logging to %s.", c->set.logging_file);
		break;
	case KIND_UINT: case KIND_LIMIT: case KIND_NUMBER:
		ok = parse_integer(c, row->kind, value, field) && (field != &c->set.output_radix || apply_radix(c, radix));
		break;
	case KIND_FILE:
		if (!*value)
			return cli_fail(c, "Argument required (filename to set it to.).");
		set_text(field, file_name(c, value));
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

static int64_t integer_of(Cli *c, const Setting *row)
{
	void *field = field_of(&c->set, row);

	switch (row->kind) {
	case KIND_BOOL: return *(bool *)field;
	case KIND_LIMIT: return *(int *)field;
	default: return *(unsigned *)field;
	}
}

static void value_text(Cli *c, const Setting *row, StrBuf *out)
{
	void *field = field_of(&c->set, row);

	switch (row->kind) {
	case KIND_BOOL: sb_add(out, *(bool *)field ? "on" : "off"); break;
	case KIND_UINT: case KIND_LIMIT: case KIND_NUMBER:
		if (row->kind != KIND_NUMBER && integer_of(c, row) == (row->kind == KIND_LIMIT ? -1 : 0))
			sb_add(out, "unlimited");
		else
			sb_printf(out, "%lld", (long long)integer_of(c, row));
		break;
	case KIND_CHOICE: sb_add(out, *(const char **)field); break;
	case KIND_FILE: case KIND_TEXT:
		if (strcmp(row->name, "args") == 0)
			args_quote(c, out);
		else if (field == &c->set.history_file)
			sb_add(out, lineedit_file(c));
		else
			sb_add(out, *(char **)field);
		break;
	}
}

/* For $_gdb_setting. */
static const char *setting_value(void *ctx, const char *name, bool *number, int64_t *n)
{
	Cli *c = ctx;
	const char *text;
	FoundSetting found = setting_find(c, "show", NULL, name);
	const Setting *row = found.row;
	StrBuf value = { 0 };

	sb_clear(&c->error);
	if (!row || *found.rest)
		return NULL;
	*number = row->kind != KIND_CHOICE && row->kind != KIND_TEXT && row->kind != KIND_FILE;
	if (*number)
		*n = integer_of(c, row);
	value_text(c, row, &value);
	text = arena_strdup(c->arena, sb_text(&value));
	sb_free(&value);
	return text;
}

void settings_tell(Cli *c)
{
	debug_on_setting(c->s, setting_value, c);
}

void setting_show(Cli *c, const Setting *row, bool with_name)
{
	StrBuf value = { 0 };
	const char *hole = strstr(row->sentence, "%s"), *bar = strchr(row->sentence, '|');

	value_text(c, row, &value);
	if (with_name)
		out_printf(c, "%s:  ", row->name);
	if (hole)
		out_printf(c, "%.*s%s%s\n", (int)(hole - row->sentence), row->sentence, sb_text(&value), hole + 2);
	else if (strcmp(sb_text(&value), "on") == 0 || strcmp(sb_text(&value), "auto") == 0)
		out_printf(c, "%.*s\n", (int)(bar - row->sentence), row->sentence);
	else
		out_printf(c, "%s\n", bar + 1);
	sb_free(&value);
}

void settings_show(Cli *c, const char *group)
{
	size_t n = strlen(group);

	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (!n || (strncmp(settings[i].name, group, n) == 0 && settings[i].name[n] == ' '))
			setting_show(c, &settings[i], true);
}

/* A group in a group, whose first setting this is: the words in it stand for a summary. */
static void list_group(Cli *c, const char *verb, const char *group, size_t first)
{
	size_t n = strlen(group);
	const char *between = " -- ";

	out_printf(c, "%s %s", verb, group);
	for (size_t i = first; i < SETTING_COUNT && strncmp(settings[i].name, group, n) == 0 && settings[i].name[n] == ' '; i++) {
		out_printf(c, "%s%s", between, settings[i].name + n + 1);
		between = ", ";
	}
	out_text(c, ".\n");
}

void settings_list(Cli *c, const char *verb, const char *group)
{
	size_t n = strlen(group);
	const char *listed = "";

	out_printf(c, "List of %s %s subcommands:\n\n", verb, group);
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const char *name = settings[i].name, *deeper = name + n + 1, *summary = settings[i].summary;
		bool set = strcmp(verb, "show") == 0 && strncmp(summary, "Set ", 4) == 0;

		if (strncmp(name, group, n) != 0 || name[n] != ' ')
			continue;
		deeper += strcspn(deeper, " ");
		if (!*deeper) {
			out_printf(c, "%s %s -- %s%s\n", verb, name, set ? "Show " : "", summary + (set ? 4 : 0));
		} else if (strncmp(listed, name, (size_t)(deeper + 1 - name)) != 0) {
			listed = name;
			list_group(c, verb, arena_strndup(c->arena, name, (size_t)(deeper - name)), i);
		}
	}
	help_prefix_end(c, arena_printf(c->arena, "%s %s", verb, group));
}

char *setting_now(Cli *c, const Setting *row)
{
	StrBuf value = { 0 };
	char *line;

	value_text(c, row, &value);
	line = arena_printf(c->arena, "%s %s", row->name, sb_text(&value));
	sb_free(&value);
	return line;
}
