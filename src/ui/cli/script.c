/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Command files and blocks. A line that opens a block (if, while, commands, define, document) is read
 * together with its body into a tree before anything of it runs; a tree is executed by walking it.
 * An error stops the file and says where.
 */
#include "ui/cli/numbers.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- lines ---- */

static bool file_line(FILE *f, StrBuf *line)
{
	int ch = getc(f);

	if (ch == EOF)
		return false;
	for (; ch != EOF && ch != '\n'; ch = getc(f))
		sb_addc(line, (char)ch);
	return true;
}

static bool text_line(const char **text, StrBuf *line)
{
	size_t n = strcspn(*text, "\n");

	if (!**text)
		return false;
	sb_addn(line, *text, n);
	*text += n + ((*text)[n] == '\n');
	return true;
}

bool cli_ask_line(Cli *c, const char *prompt, StrBuf *line)
{
	char *typed;

	out_flush(c);
	if (!c->interactive) {
		out_text(c, prompt);
		out_flush(c);
		return file_line(stdin, line);
	}
	typed = lineedit_read(c, prompt);
	if (typed)
		sb_add(line, typed);
	free(typed);
	return typed != NULL;
}

static bool prompted_line(Cli *c, const Reader *r, StrBuf *line, unsigned depth)
{
	StrBuf prompt = { 0 };
	bool got;

	sb_pad(&prompt, ' ', depth ? depth - 1 + r->control : 0);
	sb_add(&prompt, depth ? ">" : c->set.prompt);
	got = cli_ask_line(c, sb_text(&prompt), line);
	sb_free(&prompt);
	return got;
}

/* The byte order mark that some editors begin a file with. */
static void drop_mark(StrBuf *line)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t n = sizeof mark - 1;

	if (line->len < n || memcmp(line->data, mark, n) != 0)
		return;
	memmove(line->data, line->data + n, line->len - n);
	line->len -= n;
}

/* One more line of the input, behind what is in `line`. */
static bool add_line(Cli *c, Reader *r, StrBuf *line, unsigned depth, bool goes_on)
{
	bool got;

	r->line++;
	if (r->file)
		got = file_line(r->file, line);
	else if (r->text)
		got = text_line(&r->text, line);
	else if (goes_on)
		got = cli_ask_line(c, "", line);
	else
		got = prompted_line(c, r, line, depth);
	if (line->len && line->data[line->len - 1] == '\r')
		line->len--;
	if (r->file && r->line == 1)
		drop_mark(line);
	return got;
}

/* A line that ends in a backslash goes on with the next one (gdb manual, "Command Syntax"). */
bool reader_line(Cli *c, Reader *r, StrBuf *line, unsigned depth)
{
	bool got;

	sb_clear(line);
	c->in_body = depth > 0;
	c->gave_up = false;
	got = add_line(c, r, line, depth, false);
	for (bool more = got; more && line->len && line->data[line->len - 1] == '\\';) {
		line->len--;
		more = add_line(c, r, line, depth, true);
	}
	c->in_body = false;
	sb_text(line);
	return got;
}

/* ---- blocks ---- */

typedef struct BlockWord { const char *word; NodeKind kind; bool needs_text; } BlockWord;

static const BlockWord block_words[] = {
	{ "if", NODE_IF, true }, { "while", NODE_WHILE, true }, { "commands", NODE_COMMANDS, false },
	{ "define", NODE_DEFINE, true }, { "document", NODE_DOCUMENT, true }, { "go", NODE_GO, false },
};

/* What a node's line begins with. */
const char *node_word(const Node *n)
{
	for (size_t i = 0; i < sizeof block_words / sizeof *block_words; i++)
		if (block_words[i].kind == n->kind)
			return block_words[i].word;
	return "";
}

/* Its lines are no commands. */
static bool is_text(const Node *n)
{
	return n->kind == NODE_DOCUMENT || n->kind == NODE_GO;
}

/* The block that a line opens; *rest is what follows its word. NULL: a plain line. */
static const BlockWord *opens_block(const char *line, const char **rest)
{
	for (size_t i = 0; i < sizeof block_words / sizeof *block_words; i++) {
		size_t n = strlen(block_words[i].word);

		if (strncmp(line, block_words[i].word, n) == 0 && (!line[n] || strchr(" \t(", line[n]))) {
			*rest = skip_blanks(line + n);
			/* `go STATEMENT` is a plain line. */
			return block_words[i].kind == NODE_GO && **rest ? NULL : &block_words[i];
		}
	}
	/* gdb's settled abbreviations of commands. */
	if (strncmp(line, "comm", 4) == 0) {
		size_t n = strcspn(line, " \t");

		if (n <= strlen("commands") && strncmp("commands", line, n) == 0) {
			*rest = skip_blanks(line + n);
			return &block_words[2];
		}
	}
	return NULL;
}

static bool is_word(const char *line, const char *word)
{
	size_t n = strlen(word);

	return strncmp(line, word, n) == 0 && !*skip_blanks(line + n);
}

/* Blanks at the end of a text to be printed, or to be completed, are part of it. */
static bool keeps_blanks(const char *line)
{
	char word[16], second[16];

	next_word(next_word(line, word, sizeof word), second, sizeof second);
	return word_is(word, "echo", 2) || word_is(word, "complete", 5) || (strcmp(word, "set") == 0 && strcmp(second, "prompt") == 0);
}

static char *trimmed(Arena *a, const char *line)
{
	size_t n;

	line = skip_blanks(line);
	n = strlen(line);
	while (n && !keeps_blanks(line) && (line[n - 1] == ' ' || line[n - 1] == '\t'))
		n--;
	return arena_strndup(a, line, n);
}

enum { MAX_BLOCK_DEPTH = 200 };

static Node *parse_node(Cli *c, Reader *r, Arena *arena, const char *line, unsigned depth);

/* The lines up to `end`; of an if, those after `else` go to the other list. */
static bool parse_body(Cli *c, Reader *r, Arena *arena, Node *n, unsigned depth)
{
	StrBuf line = { 0 };
	bool in_else = false, ended = false, ok = true;

	while (ok && !ended && reader_line(c, r, &line, depth)) {
		/* Lines of text stay as they are, blanks and all. */
		char *text = is_text(n) ? arena_strdup(arena, line.data) : trimmed(arena, line.data);
		Node *inner;

		if (is_word(skip_blanks(text), "end")) {
			ended = true;
		} else if (n->kind == NODE_IF && !in_else && is_word(text, "else")) {
			in_else = true;
		} else if ((n->kind == NODE_IF || n->kind == NODE_WHILE) && is_word(text, "else")) {
			ok = cli_fail(c, "Error reading in canned sequence of commands.");
		} else if (is_text(n) || (*text && *text != '#')) {
			inner = is_text(n) ? arena_make(arena, Node) : parse_node(c, r, arena, text, depth + 1);
			if (is_text(n))
				inner->text = text;
			if (inner)
				vec_push(in_else ? &n->orelse : &n->body, inner);
			ok = inner != NULL;
		}
	}
	sb_free(&line);
	if (c->gave_up) {
		c->gave_up = false;
		return cli_fail(c, "Quit");
	}
	/* At the prompt the end of the input closes a block, as in gdb. */
	return ok && (ended || !(r->file || r->text) || cli_fail(c, "Unexpected end of file: a block has no \"end\"."));
}

static bool is_breakpoint(Cli *c, int n)
{
	return debug_breakpoint(c->s, n) || cli_fail(c, "No breakpoint number %d.", n);
}

static bool may_open(Cli *c, const Node *n)
{
	const UserCommand *u;

	if (n->kind == NODE_DEFINE)
		return may_define(c, n->text);
	if (n->kind == NODE_COMMANDS)
		return *n->text ? parse_number_list(c, n->text, &(NumberList){ "breakpoint", true, true }, is_breakpoint)
				: last_breakpoint(c) ? is_breakpoint(c, last_breakpoint(c)) : cli_fail(c, "No breakpoints specified.");
	u = n->kind == NODE_DOCUMENT ? user_named(c, n->text) : NULL;
	return n->kind != NODE_DOCUMENT || (u && (u->body || u->prefix))
		|| cli_fail(c, "Undefined command: \"%s\".", n->text);
}

static void add_all_args(StrBuf *out, const UserArgs *args)
{
	for (size_t i = 0; i < args->argc; i++)
		sb_printf(out, "%s%s", i ? " " : "", args->argv[i]);
}

/* $argc, $arg0 … $arg9 …, $argv of the user-defined command that runs. */
bool script_substitute(Cli *c, const char *text, StrBuf *out)
{
	for (const char *p = text; *p; p++) {
		if (c->args && strncmp(p, "$argc", 5) == 0 && !isalnum((unsigned char)p[5])) {
			sb_printf(out, "%zu", c->args->argc);
			p += 4;
		} else if (c->args && strncmp(p, "$arg*", 5) == 0) {
			add_all_args(out, c->args);
			p += 4;
		} else if (c->args && strncmp(p, "$arg", 4) == 0 && isdigit((unsigned char)p[4])) {
			char *end;
			unsigned long i = strtoul(p + 4, &end, 10);

			if (i >= c->args->argc)
				return cli_fail(c, "Missing argument %lu in user function.", i);
			sb_add(out, c->args->argv[i]);
			p = end - 1;
		} else {
			sb_addc(out, *p);
		}
	}
	sb_text(out);
	return true;
}

/* `set trace-commands on`: the line behind a plus for each level of blocks. */
void trace_command(Cli *c, const char *text)
{
	if (!c->set.trace_commands)
		return;
	for (unsigned i = 0; i <= c->trace_depth; i++)
		out_text(c, "+");
	out_printf(c, "%s\n", text);
}

static void trace_node(Cli *c, const Node *n)
{
	const char *word = node_word(n);
	StrBuf text = { 0 };

	if (c->set.trace_commands && script_substitute(c, n->text, &text))
		trace_command(c, arena_printf(c->arena, "%s%s%s", word, *word && text.len ? " " : "", sb_text(&text)));
	sb_free(&text);
}

/* Before the lines of a block that are typed at a terminal. */
static void tell_what_to_type(Cli *c, const Node *n)
{
	if (n->kind == NODE_COMMANDS && *n->text)
		out_printf(c, "Type commands for breakpoint(s) %s, one per line.\n", n->text);
	else if (n->kind == NODE_COMMANDS)
		out_printf(c, "Type commands for breakpoint(s) %d, one per line.\n", last_breakpoint(c));
	else if (n->kind == NODE_DEFINE)
		out_printf(c, "Type commands for definition of \"%s\".\n", n->text);
	else if (n->kind == NODE_DOCUMENT)
		out_printf(c, "Type documentation for \"%s\".\n", n->text);
	else
		return;
	out_text(c, "End with a line saying just \"end\".\n");
}

static Node *parse_node(Cli *c, Reader *r, Arena *arena, const char *line, unsigned depth)
{
	Node *n = arena_make(arena, Node);
	const char *rest = NULL;
	const BlockWord *b;

	n->line = r->line;
	n->text = trimmed(arena, line);
	b = opens_block(n->text, &rest);
	if (!b) {
		n->kind = NODE_LINE;
		return n;
	}
	c->error_line = r->line;
	if (b->needs_text && !*rest) {
		if (b->kind == NODE_DEFINE || b->kind == NODE_DOCUMENT)
			cli_fail(c, "Argument required (name of command to define).");
		else
			cli_fail(c, "%s command requires an argument.", b->word);
		return NULL;
	}
	if (depth > MAX_BLOCK_DEPTH) {
		cli_fail(c, "Control nesting too deep!");
		return NULL;
	}
	n->kind = b->kind;
	n->text = rest;
	n->file = r->file ? arena_strdup(arena, r->name) : NULL;
	/* What may not be defined, or is not there, is refused before its lines are read; numbers from a user-defined
	 * command's arguments are known only when it runs. */
	if (depth == 1 && !strstr(rest, "$arg") && !(n->allowed = may_open(c, n)))
		return NULL;
	if (depth == 1 && n->kind != NODE_IF && n->kind != NODE_WHILE) {
		trace_node(c, n);
		n->traced = true;
	}
	if (c->from_tty && c->interactive && depth == 1)
		tell_what_to_type(c, n);
	if (depth == 1)
		r->control = n->kind == NODE_IF || n->kind == NODE_WHILE;
	if (!parse_body(c, r, arena, n, depth)) {
		node_free(n);
		return NULL;
	}
	c->error_line = 0;
	return n;
}

Node *script_parse(Cli *c, Reader *r, Arena *arena, const char *line)
{
	return parse_node(c, r, arena, line, 1);
}

Node *script_parse_inner(Cli *c, Reader *r, Arena *arena, const char *line)
{
	return parse_node(c, r, arena, line, 2);
}

Node *node_copy(Arena *arena, const Node *n)
{
	Node *copy = arena_make(arena, Node);

	copy->kind = n->kind;
	copy->line = n->line;
	copy->text = arena_strdup(arena, n->text);
	copy->file = n->file ? arena_strdup(arena, n->file) : NULL;
	for (size_t i = 0; i < n->body.len; i++)
		vec_push(&copy->body, node_copy(arena, n->body.data[i]));
	for (size_t i = 0; i < n->orelse.len; i++)
		vec_push(&copy->orelse, node_copy(arena, n->orelse.data[i]));
	return copy;
}

void node_free(Node *n)
{
	vec_each(&n->body, b)
		node_free(*b);
	vec_each(&n->orelse, b)
		node_free(*b);
	vec_free(&n->body);
	vec_free(&n->orelse);
}

/* ---- running them ---- */

static int condition(Cli *c, const char *text)
{
	StrBuf sb = { 0 };
	int truth = -1;

	if (script_substitute(c, text, &sb)) {
		truth = debug_truth(c->s, sb_text(&sb));
		if (truth < 0)
			cli_fail_core(c);
	}
	sb_free(&sb);
	return truth;
}

static bool exec_while(Cli *c, const Node *n)
{
	int truth;
	bool ok = true;

	c->loops++;
	while (ok && !cli_given_up(c) && (truth = condition(c, n->text)) != 0) {
		ok = truth > 0 && script_exec_list(c, &n->body);
		if (c->flow == FLOW_BREAK)
			break;
		c->flow = FLOW_NORMAL;
	}
	if (c->flow != FLOW_NORMAL)
		c->flow = FLOW_NORMAL;
	c->loops--;
	return cli_not_interrupted(c) && ok;
}

static bool exec_define(Cli *c, const Node *n)
{
	UserCommand *u;

	if (!n->allowed && !may_define(c, n->text))
		return false;
	u = user_slot(c, n->text);
	if (u->body)
		node_free(u->body);
	u->body = node_copy(c->arena, n);
	return true;
}

static bool exec_document(Cli *c, const Node *n)
{
	UserCommand *u = user_slot(c, n->text);
	StrBuf help = { 0 };

	if (!u->body && !u->prefix)
		return cli_fail(c, "Undefined command: \"%s\".", n->text);
	vec_each(&n->body, line)
		sb_printf(&help, "%s\n", (*line)->text);
	u->help = arena_strdup(c->arena, sb_text(&help));
	sb_free(&help);
	return true;
}

static bool exec_line(Cli *c, const Node *n)
{
	StrBuf sb = { 0 };
	bool ok;

	if (!c->args)
		return cli_command(c, n->text);
	ok = script_substitute(c, n->text, &sb) && cli_command(c, sb_text(&sb));
	sb_free(&sb);
	return ok;
}

static bool exec_commands(Cli *c, const Node *n)
{
	StrBuf sb = { 0 };
	Node copy = *n;
	bool ok = script_substitute(c, n->text, &sb);

	copy.text = sb_text(&sb);
	ok = ok && may_open(c, &copy) && cmd_commands(c, copy.text);
	if (ok) {
		/* cmd_commands has checked the numbers and noted them in pending order. */
		vec_each(&c->break_commands, b)
			if (b->body == NULL)
				b->body = node_copy(c->arena, &copy);
	}
	sb_free(&sb);
	return ok;
}

static bool exec_if(Cli *c, const Node *n)
{
	int truth = condition(c, n->text);

	return truth >= 0 && script_exec_list(c, truth ? &n->body : &n->orelse);
}

static bool exec_go(Cli *c, const Node *n)
{
	StrBuf text = { 0 };
	bool ok;

	vec_each(&n->body, line)
		sb_printf(&text, "%s\n", (*line)->text);
	ok = n->file ? go_script(c, n->file, n->line + 1, sb_text(&text)) : go_script(c, "go", 1, sb_text(&text));
	sb_free(&text);
	return ok;
}

bool script_exec(Cli *c, const Node *n)
{
	bool ok = true;

	if (!n->traced)
		trace_node(c, n);
	c->trace_depth++;
	c->error_line = 0;
	if (n->kind == NODE_LINE && is_word(n->text, "end")) {
		c->trace_depth--;
		return cli_fail(c, "This command cannot be used at the top level.");
	}
	switch (n->kind) {
	case NODE_LINE: ok = exec_line(c, n); break;
	case NODE_IF: ok = exec_if(c, n); break;
	case NODE_WHILE: ok = exec_while(c, n); break;
	case NODE_COMMANDS: ok = exec_commands(c, n); break;
	case NODE_DEFINE: ok = exec_define(c, n); break;
	case NODE_DOCUMENT: ok = exec_document(c, n); break;
	case NODE_GO: ok = exec_go(c, n); break;
	}
	c->trace_depth--;
	if (!ok && !c->error_line)
		c->error_line = n->line;
	return ok;
}

bool script_exec_list(Cli *c, const NodeList *list)
{
	for (size_t i = 0; i < list->len; i++) {
		if (cli_given_up(c) || c->flow != FLOW_NORMAL)
			return cli_not_interrupted(c);
		if (!script_exec(c, list->data[i])) {
			cli_not_interrupted(c);	/* that may be why */
			return false;
		}
	}
	return true;
}

static bool loop_flow(Cli *c, Flow flow)
{
	if (!c->loops)
		return cli_fail(c, "\"%s\" only makes sense inside a while loop.",
				flow == FLOW_BREAK ? "loop_break" : "loop_continue");
	c->flow = flow;
	return true;
}

bool cmd_loop_break(Cli *c, const char *args)
{
	(void)args;
	return loop_flow(c, FLOW_BREAK);
}

bool cmd_loop_continue(Cli *c, const char *args)
{
	(void)args;
	return loop_flow(c, FLOW_CONTINUE);
}

/* if, while, define, document reach the table only when they are abbreviated. */
bool cmd_block_only(Cli *c, const char *args)
{
	(void)args;
	return cli_fail(c, "Write this command in full: it begins a block of lines.");
}

bool cmd_silent(Cli *c, const char *args)
{
	return cli_no_more(c, args);
}

/* ---- files ---- */

static bool prefix_error(Cli *c, const char *name, unsigned line)
{
	return cli_fail(c, "%s:%u: Error in sourced command file:\n%s", name, line, sb_text(&c->error));
}

/* Until one fails: *at is its line then. */
static bool run_lines(Cli *c, Reader *r, unsigned *at)
{
	StrBuf line = { 0 };
	Reader *outer = c->reader;
	bool tty = c->from_tty, ok = true;
	unsigned trace_depth = c->trace_depth;

	c->reader = r;
	c->from_tty = false;
	c->trace_depth = 0;
	while (ok && !cli_given_up(c) && reader_line(c, r, &line, 1)) {
		const char *text = skip_blanks(line.data);
		Arena *a;
		Node *n;

		*at = r->line;
		if (!*text || *text == '#')
			continue;
		a = arena_new();
		c->error_line = 0;
		n = script_parse(c, r, a, text);
		ok = n && script_exec(c, n) && cli_due_commands(c);
		if (n)
			node_free(n);
		arena_free(a);
	}
	sb_free(&line);
	c->trace_depth = trace_depth;
	c->from_tty = tty;
	c->reader = outer;
	return ok;
}

bool script_run_reader(Cli *c, Reader *r)
{
	unsigned at = 0;

	return run_lines(c, r, &at) || prefix_error(c, r->name, c->error_line ? c->error_line : at);
}

bool script_run_text(Cli *c, const char *text)
{
	unsigned at;
	bool ok = run_lines(c, &(Reader){ .text = text }, &at);

	c->error_line = 0;
	return ok;
}

/* NULL with errno. */
static FILE *open_script(Cli *c, const char *file)
{
	const char *name = file_name(c, file);
	struct stat st;

	if (stat(name, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return NULL;
	}
	return fopen(name, "r");
}

bool script_source(Cli *c, const char *file)
{
	Reader r = { .name = file, .file = open_script(c, file) };
	bool ok;

	if (!r.file)
		return cli_fail(c, "%s: %s.", file, strerror(errno));
	if (++c->depth > 100) {
		c->depth--;
		fclose(r.file);
		return cli_fail(c, "%s: command files are nested too deeply.", file);
	}
	ok = text_has_ending(file, ".go") ? go_file(c, file, r.file) : script_run_reader(c, &r);
	c->error_line = 0;
	c->depth--;
	fclose(r.file);
	return ok;
}

bool cmd_source(Cli *c, const char *args)
{
	char word[8];
	bool traced = c->set.trace_commands, ok;

	for (const char *rest = args; *args == '-'; args = rest) {
		rest = next_word(args, word, sizeof word);
		if (strcmp(word, "-v") == 0)
			c->set.trace_commands = true;
		else if (strcmp(word, "-s") != 0)	/* strata looks in the search path whenever a name has no folder */
			break;
	}
	ok = *args ? script_source(c, args) : cli_fail(c, "source command requires file name of file to source.");
	c->set.trace_commands = traced;
	return ok;
}

/* ---- bodies as they are listed ---- */

void print_body(Cli *c, const NodeList *list, unsigned indent)
{
	vec_each(list, n) {
		const char *word = node_word(*n);

		out_printf(c, "%*s%s%s%s\n", (int)indent, "", word, *word && *(*n)->text ? " " : "", (*n)->text);
		if ((*n)->kind == NODE_LINE)
			continue;
		print_body(c, &(*n)->body, indent + 2);
		if ((*n)->orelse.len) {
			out_printf(c, "%*selse\n", (int)indent, "");
			print_body(c, &(*n)->orelse, indent + 2);
		}
		out_printf(c, "%*send\n", (int)indent, "");
	}
}
