/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the command loop share. A Cli is one session: the debugger behind
 * strata_debug.h, where lines come from, the settings, and what outlives a command (displays,
 * breakpoint commands, user-defined commands).
 *
 * Every command is `bool fn(Cli *, const char *args)`; false means that it failed and that c->error
 * holds the message, which the one who asked prints (with the file and line, in a command file).
 */
#ifndef UI_CLI_CLI_INT_H
#define UI_CLI_CLI_INT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "strata_debug.h"

typedef struct Cli Cli;
typedef bool CommandFn(Cli *c, const char *args);

/* ---- settings ---- */

typedef struct Settings {
#define SETTING_BOOL(name, field, value, sentence, summary) bool field;
#define SETTING_UINT(name, field, value, sentence, summary) unsigned field;
#define SETTING_LIMIT(name, field, value, sentence, summary) int field;	/* -1: unlimited */
#define SETTING_NUMBER(name, field, value, sentence, summary) unsigned field;
#define SETTING_CHOICE(name, field, choices, value, sentence, summary) const char *field;	/* a static text */
#define SETTING_FILE(name, field, value, sentence, summary) char *field;
#define SETTING_TEXT(name, field, value, sentence, summary) char *field;
#include "ui/cli/settings.def"
} Settings;

void settings_init(Settings *s);
/* What is to be had whole, whatever set print elements and repeats say: these as they were, to be set again. */
typedef struct PrintLimits { unsigned elements, repeats; } PrintLimits;
PrintLimits limits_lift(Cli *c);
void limits_set(Cli *c, PrintLimits limits);
void settings_tell(Cli *c);		/* $_gdb_setting can ask for them */
void settings_free(Settings *s);
/* From the settings to the core, and to the log file. False: that cannot be opened; c->error. */
bool settings_apply(Cli *c);
/* The full names of settings that begin with `prefix`, for completion. */
void settings_names(const char *prefix, void (*found)(void *ctx, const char *name), void *ctx);
/* Of `NAME VALUE`: the name's length, when it is one and a blank follows, and the words that its value may be, with blanks between
 * them. 0: it is none. */
size_t settings_values(const char *text, const char **values);
typedef struct Setting Setting;
/*
 * What words mean, each of which may be short, `p` and `pr` print: a setting (row); the first word of several, or one of `others`,
 * alone (word); neither: with c->error when it is ambiguous or below a group. rest: what is behind. verb: set or show, for messages.
 */
typedef struct FoundSetting { const Setting *row; const char *word, *rest; } FoundSetting;
FoundSetting setting_find(Cli *c, const char *verb, const char *const *others, const char *typed);
bool setting_set(Cli *c, const Setting *row, const char *value);	/* false with c->error */
void setting_show(Cli *c, const Setting *row, bool with_name);
void settings_show(Cli *c, const char *group);		/* all of it, with their names; "": all there are */
void settings_list(Cli *c, const char *verb, const char *group);	/* each with a line of help */
char *setting_now(Cli *c, const Setting *row);		/* `name value` as it is now, in the session's arena */
const char *setting_summary(Cli *c, const char *name);	/* what it is for, in a line; NULL: there is none of that name */

/* ---- commands ---- */

enum {
	CMD_PLAIN = 0,		/* an empty line does it again, as gdb has it for nearly all commands */
	CMD_ONCE = 1,		/* not this one: done twice it would lose something, or ask for more lines */
	CMD_REPEAT_BARE = 2,	/* an empty line does it again, without its arguments if it succeeded */
	CMD_PROCESS = 4,	/* needs a program that runs */
	CMD_SUB = 8,		/* second word chosen among the rows `NAME …` */
	CMD_ONCE_DONE = 16,	/* not this one when it has succeeded */
};

typedef struct Command {
	const char *names;	/* name and aliases, separated by | */
	const char *class;
	const char *shortest;	/* prefixes of the name from this one on mean this command */
	CommandFn *fn;
	unsigned flags;
	const char *summary, *syntax, *example;
} Command;

typedef struct CommandList { const Command *rows; size_t n; } CommandList;
CommandList commands_all(void);
bool command_is_called(const Command *row, const char *name);	/* its name or an alias */
void command_name(const Command *row, char *out, size_t size);	/* without the aliases */

/* The command that a misspelt word most likely means. */
bool command_like(const char *word, char *out, size_t size);
/* The row for a word (below `parent`: "" or "info "); NULL with c->error, worded as gdb words it. */
const Command *command_find(Cli *c, const char *parent, const char *word);

/* ---- scripts ---- */

typedef enum NodeKind { NODE_LINE, NODE_IF, NODE_WHILE, NODE_COMMANDS, NODE_DEFINE, NODE_DOCUMENT, NODE_GO } NodeKind;
typedef struct Node Node;
typedef VEC(Node *) NodeList;
struct Node {
	NodeKind kind;
	const char *text;	/* the line; condition or name of the others */
	const char *file;	/* of a block: where it stands; NULL: it was typed */
	unsigned line;
	bool allowed;		/* define, document: the name has been checked */
	bool traced;		/* before its body was read */
	NodeList body, orelse;
};

/* Where lines come from: a file, a text, or the prompt (file and text both NULL). */
typedef struct Reader {
	const char *name;
	FILE *file;
	const char *text;
	unsigned line;
	bool control;		/* it reads the body of an if or while that stands by itself: prompts are a step further in, as gdb's */
} Reader;

/* The next line without its end (CR too); false at the end. */
bool reader_line(Cli *c, Reader *r, StrBuf *line, unsigned depth);
/* A line that answers a question: from the terminal, or from the pipe that the commands come through. */
bool cli_ask_line(Cli *c, const char *prompt, StrBuf *line);
/* A line and, when it opens a block, the block up to its `end`. NULL with c->error. */
Node *script_parse(Cli *c, Reader *r, Arena *arena, const char *line);
/* The same within a block: whether what it asks for is there will be seen when it runs. */
Node *script_parse_inner(Cli *c, Reader *r, Arena *arena, const char *line);
Node *node_copy(Arena *arena, const Node *n);
void node_free(Node *n);	/* the lists inside; the node itself is its arena's */
bool script_exec(Cli *c, const Node *n);
bool script_exec_list(Cli *c, const NodeList *list);
/* Runs a command file. Stops at its first error, which is prefixed with file and line. */
/* A line with the arguments of the user-defined command that runs. False: it has not so many. */
bool script_substitute(Cli *c, const char *text, StrBuf *out);
bool script_source(Cli *c, const char *file);
bool script_run_reader(Cli *c, Reader *r);
/* Lines of a text; the error of the first that fails is as it is. */
bool script_run_text(Cli *c, const char *text);
const char *node_word(const Node *n);	/* that its line begins with; "": of a plain line */

typedef enum Flow { FLOW_NORMAL, FLOW_BREAK, FLOW_CONTINUE } Flow;

typedef struct UserCommand {
	char *name;
	Node *body;			/* NULL: only a prefix, or only documented */
	char *help;
	bool prefix, running;
} UserCommand;
typedef struct Alias { const char *name, *command; } Alias;
typedef struct UserArgs { const char *argv[64]; size_t argc; const struct UserArgs *up; } UserArgs;

/* ---- cmd_script.c ---- */

UserCommand *user_named(Cli *c, const char *name);
UserCommand *user_slot(Cli *c, const char *name);
UserCommand *user_command(Cli *c, const char *line, const char **rest);
bool may_define(Cli *c, const char *name);
bool run_user(Cli *c, UserCommand *u, const char *args);
bool run_hook(Cli *c, const char *kind, const char *name);
const char *unalias(Cli *c, const char *line);
/* What a prefix says without the name of a subcommand; true. */
bool help_subcommands(Cli *c, const char *prefix);
void help_prefix_end(Cli *c, const char *prefix);	/* below such a list: where there is more */
bool help_user_subcommands(Cli *c, const char *prefix);	/* of one that define-prefix has made */
void show_aliases(Cli *c);
char *setting_line(Cli *c, const char *name);	/* `name value` as it is now; NULL with c->error */
bool format_printf(Cli *c, const char *args, StrBuf *out);
void trace_command(Cli *c, const char *text);

/* ---- columns.c ---- */

/* One step in a text: how many bytes it has, and the columns that it takes at a terminal: a character, or an escape of style.c,
 * which takes none. */
size_t text_step(const char *p, const char *end, int *columns);
int bytes_columns(const char *text, size_t n);
int text_columns(const char *text);
/* The text when it takes no more columns, else the beginning of it and dots, in the session's arena. */
const char *text_within(Cli *c, const char *text, int columns);
/* A value behind what stands on its line already, cut so that the line has 80 columns: of views, not of print. */
void add_value_within(Cli *c, StrBuf *sb, const DebugValue *v);
/* A line of sentences; where a terminal has no room for it, on several, all but the first indented. */
void out_folded(Cli *c, const char *text, int indent);
/* A frame, to the end of the line; where a terminal has no room for it, it goes on in the next before an argument, or before its
 * place, indented. */
void out_wrapped(Cli *c, const char *text, int indent);
/* A line and what is said behind it; where a terminal has no room for that, on a line of its own. */
void out_with_note(Cli *c, const char *line, const char *gap, const char *note, int indent);

/* ---- style.c ---- */

typedef enum Style {
#define STYLE(constant, name, foreground, intensity) STYLE_##constant,
#include "ui/cli/styles.def"
} Style;
#define STYLE_END "\033[m"
bool style_shown(const Cli *c);			/* what is printed now gets colours */
/* The text in its style's colour where colours are shown, else as it is. */
void sb_styled(Cli *c, StrBuf *out, Style style, const char *format, ...) __attribute__((format(printf, 4, 5)));
void out_styled(Cli *c, Style style, const char *format, ...) __attribute__((format(printf, 3, 4)));
void sb_styled_symbol(Cli *c, StrBuf *out, const char *symbol);			/* <main.total+8> */
/* Lines of a file with their numbers, their parts in colours; before, which may be NULL, prints what goes before a line. */
void out_source(Cli *c, const char *file, uint32_t first, uint32_t last, void (*before)(Cli *c, uint32_t line));
void sb_styled_place(Cli *c, StrBuf *out, const char *file, uint32_t line);	/* f.go:12 */
size_t style_length(const char *p, const char *end);	/* of the escape that begins at p and sets a colour; 0: none does */
void style_write_plain(FILE *file, const char *text, size_t n);	/* without them */

/* ---- value formats ---- */

typedef struct Format {
	char letter;		/* 0: the natural one */
	char unit;		/* b h w g; 0: as it is */
	long count;
	bool counted;		/* there is a count, maybe 0 */
	bool raw;
} Format;

/* Parses what follows a '/', up to a blank. False with c->error. */
bool format_parse(Cli *c, const char **args, Format *f);
/* A pointer's type in front; aggregates as ...; on one line that says the type already; in colours, where they are shown. */
enum { FORMAT_TOP = 1, FORMAT_BRIEF = 2, FORMAT_LINE = 4, FORMAT_STYLED = 16 };
bool format_as_go(StrBuf *out, const DebugValue *v);	/* a number as %v of package fmt; false: it is none */
void format_value(Cli *c, StrBuf *out, const DebugValue *v, Format f, unsigned how);
/* An integer of `size` bytes in the manner of /letter; `padded` as x does. */
void format_bits(Cli *c, StrBuf *out, uint64_t bits, unsigned size, bool is_signed, char letter, bool padded);
void format_address(Cli *c, StrBuf *out, uint64_t addr);	/* 0x… <symbol> */

/* ---- the session ---- */

/* function: it mentions local variables of that one; NULL: of none. In the session's arena. */
/* meant: the expression with the package variables that it meant when it was made */
typedef struct Display { int number; Format format; char *expr, *meant; bool enabled; const char *function; } Display;
typedef struct BreakCommands { int number; Node *body; } BreakCommands;

struct Cli {
	DebugSession *s;
	Settings set;
	Arena *arena;			/* what lives as long as the session */
	StrBuf error;
	const char *error_file;
	unsigned error_line;		/* of the innermost line that failed; 0: none */

	const char *cwd;		/* of the program in later runs; NULL: ours */
	bool batch, silent, quiet, from_tty, interactive, stdin_tty;
	StrBuf output;			/* not written yet; see out.c */
	bool output_lost;		/* some of it could not be */
	bool in_body;			/* lines of a block are being typed: Ctrl-C gives it up */
	bool gave_up;			/* it has: of a block, or a question */
	bool colour;			/* stdout is a terminal that knows escapes */
	bool quitting;
	int status;
	bool relaunched;		/* the line did the last command again, by `with` */
	StrBuf last_line;
	bool dont_repeat;		/* the command under way asked that an empty line shall not do it again */
	bool repeat_whole;		/* … or shall, with its arguments, though it is CMD_REPEAT_BARE */
	Reader *reader;
	unsigned depth;			/* of nested scripts */
	Flow flow;
	unsigned loops;			/* while loops being run */
	const UserArgs *args;
	VEC(UserCommand) user;
	VEC(Alias) aliases;
	unsigned trace_depth;		/* of blocks, while commands are traced */
	const Command *row;		/* the command being run */
	/* Sees each plain command first; *taken: it was one of its own. */
	bool (*hook)(Cli *c, const char *line, bool *taken);
	void *hook_ctx;

	StrBuf *capture;		/* results go here instead, when set */
	FILE *log;
	bool discard;			/* the pager was told to stop */
	unsigned page_lines, page_column;	/* of the window since the last question; of its line */
	uint64_t goroutine;			/* that was last told to have stopped, or was chosen; 0: none */
	volatile sig_atomic_t interrupted;	/* Ctrl-C while the program did not run, since the prompt's last line */
	bool server;			/* the command that runs has the prefix `server` */
	bool unpaged;			/* this command's output goes on without questions */
	unsigned rows, columns;		/* of the window, as last seen */
	int column;			/* that results have come to in their line */

	VEC(Display) displays;
	int next_display;
	VEC(BreakCommands) break_commands;
	unsigned enable_count;		/* of the `enable count` under way */
	VEC(int) pending_commands;	/* breakpoints whose commands are due */
	unsigned stops;			/* how often the program has stopped */
	bool quiet_eval;		/* the program stands in the middle of a stop: expressions do not stop it again */

	const char *list_file;		/* what list continues with; NULL: nothing shown yet */
	uint32_t list_first, list_last;
	bool list_with_cost;		/* list /cost is at work */
	const DebugLineCost *line_costs;/* of the file that is listed */
	size_t nline_costs;
	bool list_stop;			/* the program stopped at list_first: centre there */
	Format x_format;
	uint64_t x_next;
	const char *search;
	size_t commands_next, values_next;	/* where show commands + and show values + go on */

	VEC(char *) program;		/* as given on the command line */
	VEC(char *) run_args;
	unsigned lesson;		/* step of the tutorial; 0: none */
	bool lesson_left;		/* the function that the step is about has returned */

	Reader answers;			/* --answers, for predict; file NULL: none */
	unsigned predictions, predicted;/* how many were made, and how many right */
};

Cli *cli_new(const DebugConfig *config);
void cli_free(Cli *c);
bool cli_load(Cli *c, const char *const *names, size_t n);	/* false: c->error */
/* Runs one line, as typed; breakpoint commands that became due are run too. */
bool cli_line(Cli *c, const char *line);
bool cli_command(Cli *c, const char *line);	/* one plain command, no block */
bool cli_due_commands(Cli *c);			/* those of the breakpoints that stopped the program; false with the error */
void cli_prompt_loop(Cli *c);			/* until the end of the input, or quit */
void cli_follow_window(Cli *c);			/* height and width are the window's, when that has changed */

/* ---- interrupt.c ---- */
void signals_catch(Cli *c);			/* from now on they are this session's: one of a process */
void signals_leave(void);

/* ---- output ---- */

void out_text(Cli *c, const char *text);
void out_bytes(Cli *c, const char *text, size_t n);
const char *plural(uint64_t n);			/* "" or "s" */
void size_text(char *out, size_t size, uint64_t n);	/* cmd_memory.c: 304 B, 72 KB, 4 MB */
void out_printf(Cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
void out_flush(Cli *c);
void err_text(Cli *c, const char *text);		/* a whole message and its newline, to stderr */
bool cli_fail(Cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));	/* false */
bool cli_fail_core(Cli *c);					/* with the core's message; false */
/* Asks; true without asking when confirm is off or nobody is there. */
bool query(Cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool not_confirmed(Cli *c);		/* the error of a question that was answered with no, or given up; false */
bool query_no(Cli *c, const char *question);		/* no is the answer unless somebody says yes */

/* ---- small helps ---- */

const char *skip_blanks(const char *p);
/* The next word (up to a blank) copied into out; the rest is given back. */
const char *next_word(const char *p, char *out, size_t size);
/* A file's name with ~ for the home directory, as a shell reads it, in the command's arena. */
const char *file_name(Cli *c, const char *name);
bool file_missing(Cli *c, const char *name);	/* a .go file that is not there: fails and says so */
size_t word_length(const char *p);	/* of a command at the beginning of a line, without a /FORMAT */
bool is_name(const char *text);		/* one Go identifier */
bool word_is(const char *word, const char *full, size_t least);	/* a prefix of at least that length */
/* The next of several arguments, up to a comma that stands outside of brackets and quotes; *p is moved behind it. */
const char *next_argument(Cli *c, const char **p);
/* An expression's value as a number. False with c->error. */
bool eval_number(Cli *c, const char *text, int64_t *out);
/* Where its value points: a pointer's or a number's target, a string's bytes (*len of them), else its own place. */
bool eval_address(Cli *c, const char *expr, uint64_t *addr, uint64_t *len);
/* `$name` alone, of a variable that was never set, or of a function: its type; NULL: another expression. */
const char *void_type(Cli *c, const char *text);
const DebugValue *eval(Cli *c, const char *text);		/* NULL with c->error */
const DebugValue *eval_call(Cli *c, const char *text, bool carry_out);	/* as debug_eval_running; a stop is told */
bool call_stopped(Cli *c, const DebugStop *stop);	/* after one that gave nothing: tells the stop; false with c->error */
/* A function of the user's by its name, the package may be left out; NULL. Good until the next request. */
const DebugFunction *function_named(Cli *c, const char *name);
bool cli_given_up(Cli *c);		/* what goes on is to end: quit, "q" at a page, or Ctrl-C */
bool cli_not_interrupted(Cli *c);	/* else the error "Quit" */
bool cli_need_program(Cli *c);
bool cli_need_process(Cli *c);
bool cli_need_state(Cli *c);		/* the same, but a core file will do */
bool cli_no_more(Cli *c, const char *args);	/* false: there is more on the line than the command takes */
const char *base_name(const char *path);

/* ---- shared between commands ---- */

void frame_text(Cli *c, StrBuf *out, const DebugFrame *f, bool address);	/* main.add (x=5) at f.go:1 */
void frame_args(Cli *c, StrBuf *out, const DebugFrame *f);		/* x=5, y=4 */
bool frame_mid_line(Cli *c, const DebugFrame *f);
bool frame_shows_address(Cli *c, const DebugFrame *f);
void print_stop(Cli *c, const DebugStop *stop);		/* banner, frame, line, displays */
void print_frame(Cli *c, const DebugFrame *f, bool level);	/* frame line and source line */
void tell_deadlock(Cli *c, const char *text);	/* why, if the text of a stop is that of a deadlock */
bool core_open(Cli *c, const char *name);	/* cmd_core.c: in place of what is loaded and run; tells of the program in it */
/*
 * What is told of a frame: "#1  ", "0x… in ", "main.add (x=5) at f.go:1", and the source line below it, before which the address
 * stands when there is no location. `set print frame-info` overrides the last three.
 */
typedef struct FrameParts { bool level, address, location, source; } FrameParts;
void print_frame_parts(Cli *c, const DebugFrame *f, FrameParts parts);
void dump_next_line(Cli *c, const DebugFrame *f);	/* cmd_disassemble.c: the instructions of its line, as set disassemble-next-line says */
const char *print_option(size_t i);			/* cmd_data.c: names, without the -; NULL behind the last */
const char *const *set_words(Cli *c, bool show);	/* cmd_set.c: what set, or show, takes beside settings; NULL ends them */
void do_displays(Cli *c);
bool run_stopped(Cli *c, bool ok, const DebugStop *stop);	/* after each request that ran the program */
void list_costs_begin(Cli *c, const char *file);	/* cmd_cost.c: list /cost shows lines of this file */
void list_cost(Cli *c, uint32_t line);			/* columns before a line; nothing without /cost */
void list_show(Cli *c, const char *file, uint32_t first, uint32_t last);
const char *list_default(Cli *c);	/* the file that list means without one; NULL: there is none */
const char *source_named(Cli *c, const char *name);	/* a file of the program; NULL: there is none */
/* A line's place: N, +N, -N, FILE:N, FILE:FUNCTION, FUNCTION, *ADDR; lines need have no code. False with c->error. */
bool list_place(Cli *c, const char *text, const char **file, uint32_t *line);
bool memory_row(Cli *c, uint64_t addr, void *out, size_t n);	/* false with c->error: which byte is not there */
void args_quote(Cli *c, StrBuf *out);
/* A breakpoint's location, with its file where a line stands alone, which would mean another one where it is read again. */
const char *whole_location(Cli *c, const DebugBreakpoint *b);
void tell_break(Cli *c, const DebugBreakpoint *b, const char *location);	/* its number and place */
void announce_break(Cli *c, const DebugBreakpoint *b, const char *location);	/* and, to who types, what else stands there */
/* Splits `LOCATION if CONDITION`; *condition NULL without one. */
void split_condition(Cli *c, const char *args, const char **location, const char **condition);
bool heap_list(Cli *c, bool all, const char *pattern);	/* cmd_heap.c; pattern NULL: every object */
const Command *sub_row(Cli *c, const char *parent, const char *args, const char **rest);
bool run_row(Cli *c, const Command *row, const char *args);
bool skip_plain(Cli *c, const char *args);
bool goroutine_exists(Cli *c, uint64_t id);
void dprintf_hit(void *ctx, int number);
int last_breakpoint(Cli *c);				/* the newest's number, $bpnum, which may be gone; 0: there was none */
void print_body(Cli *c, const NodeList *list, unsigned indent);	/* a script's lines */
bool tutorial_note_stop(Cli *c);

void note_shell(Cli *c, int status);			/* cmd_file.c: of a command of the shell's, in $_shell_exitcode or $_shell_exitsignal */

/* ---- cmd_go.c ---- */
/* A program in Go that asks the debugger: the text of a file of package main, or what stands in its main; messages tell its first
 * line as this file's LINE. Or a whole file. False with c->error: it does not compile, or ended with another status than 0. */
bool go_script(Cli *c, const char *file, unsigned line, const char *text);
bool go_file(Cli *c, const char *file, FILE *f);

/* ---- cmd_signal.c ---- */
const DebugSignal *signal_row(Cli *c, int signal);	/* of one that the program may get */
void signal_received(void *ctx, int signal);		/* "Program received signal …" */
/* What a catchpoint is for, as it is announced, or quoted as info breakpoints tells it. */
const char *catch_title(Cli *c, const DebugBreakpoint *b, bool quoted);

/* ---- hints.c ---- */
void hint_no_symbol(Cli *c);			/* adds a line to such an error */
void hint_watch(Cli *c, const char *expr);	/* what a watchpoint does not see of a map, channel or slice */
void hint_which(Cli *c, const char *name);	/* after its value: is it captured, does it hide another? */
void hint_undefined(Cli *c, const char *line, const char *word);	/* after the error of a line that begins with no command */

/* ---- cmd_predict.c ---- */

typedef enum PredictionKind { PREDICT_VALUE, PREDICT_LINE, PREDICT_FUNCTION, PREDICT_OUTPUT } PredictionKind;
typedef struct Prediction { const char *what; PredictionKind kind; } Prediction;
Prediction prediction_of(const char *what);	/* next, step, frame, output, or an expression; the text is kept */
void prediction_question(Cli *c, const Prediction *p, StrBuf *out);
/* What it is, as a text; takes the step that it is about. output: what the program has printed. False: c->error. */
bool prediction_find(Cli *c, const Prediction *p, const StrBuf *output, StrBuf *have);
bool prediction_right(Cli *c, const Prediction *p, const char *answer, const char *have);

/* ---- quiz.c ---- */
/* Texts live in the arena. sealed: answer is a hash, else the text; why: NULL when there is no reason. */
typedef struct Quiz { const char *question, *answer, *why; bool sealed; } Quiz;
bool quiz_parse(Arena *a, const char *text, Quiz *out);		/* what stands behind `quiz`; false: it is no question */
const char *quiz_seal(Arena *a, const Quiz *q);			/* the answer's hash */
bool quiz_right(Arena *a, const Quiz *q, const char *answer);

/* ---- lineedit.c ---- */

char *lineedit_read(Cli *c, const char *prompt);	/* malloc'd; NULL at the end */
const char *lineedit_command(size_t i);		/* line of the history; NULL: there are not so many */
/* STRATA_HISTSIZE, as gdb reads GDBHISTSIZE: nothing and what is no size mean unlimited, what is no number means nothing. */
void lineedit_environment(Cli *c);
const char *lineedit_file(Cli *c);		/* of the history */
void lineedit_apply(Cli *c);			/* from the settings to readline */
void lineedit_close(Cli *c);
/* Each whole line that `line` can become, of which the first `keep` bytes are as they were, and what follows when it is the only one:
 * a blank, a slash behind a directory, or 0, nothing, where the word goes on. False: there are more than max-completions. */
typedef void CandidateFn(void *ctx, const char *line, size_t keep, char after);
bool cli_candidates(Cli *c, const char *line, CandidateFn *found, void *ctx);

#define COMMAND(names, class, shortest, fn, flags, summary, syntax, example) CommandFn fn;
#include "ui/cli/commands.def"

#endif
