/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plays a script against a program on a pseudo-terminal. usage: play SCRIPT PROGRAM ARGS...
 *
 *     size ROWS COLUMNS      of the terminal; later it changes, as a window's does
 *     send TEXT              is typed; escapes: \n (return) \t \e \\ \cX (control X) \s (a blank)
 *     expect TEXT            waits until the screen's text, from where the last expect ended, has it
 *     next TEXT              the same, and nothing comes before it
 *     absent TEXT            it has not come so far
 *     kill NUMBER            the program gets this signal
 *     end STATUS             the program ends with that status (128 + the number of the signal that it ends of)
 *     colours                from now on the escapes that set colours are compared too
 *     echo                   the terminal shows what is typed: nobody edits a line
 *     file PATH TEXT         the file has this text in it; PATH is below $HOME
 *
 * Escape sequences of the terminal are taken out before texts are compared. Status 0: all came; 1: something did not,
 * and what did is printed; 77: no pseudo-terminal here.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { SECONDS = 30, SCREEN = 1 << 20, LINE = 4096 };

typedef struct Play {
	int fd;
	pid_t child;
	char screen[SCREEN];
	size_t len, seen;		/* characters so far; how far expect has read */
	int escape;			/* inside of an escape sequence: 1 after ESC, 2 after [ or ?, 3 in an OSC */
	char sequence[32];		/* its beginning */
	size_t nsequence;
	int colours;			/* those that set colours belong to the screen's text */
	unsigned line;
} Play;

/* ---- what comes ---- */

static void show(Play *p, const char *text, size_t n)
{
	if (p->len + n >= SCREEN)
		return;
	memcpy(p->screen + p->len, text, n);
	p->len += n;
	p->screen[p->len] = '\0';
}

static void take(Play *p, char ch)
{
	if (p->escape && p->nsequence < sizeof p->sequence)
		p->sequence[p->nsequence++] = ch;
	if (p->escape == 1) {
		p->escape = ch == '[' ? 2 : ch == ']' ? 3 : 0;
	} else if (p->escape == 2) {
		if (ch >= '@' && ch <= '~')
			p->escape = 0;
		if (ch == 'm' && p->colours)
			show(p, p->sequence, p->nsequence);
	} else if (p->escape == 3) {
		if (ch == '\a')
			p->escape = 0;
	} else if (ch == '\033') {
		p->escape = 1;
		p->sequence[0] = ch;
		p->nsequence = 1;
	} else if (ch != '\r' && ch != '\a') {
		show(p, &ch, 1);
	}
}

/* False: nothing came in this time, or the program has closed the terminal. */
static int receive(Play *p, int ms)
{
	struct pollfd poller = { .fd = p->fd, .events = POLLIN };
	char bytes[4096];
	ssize_t n;

	if (poll(&poller, 1, ms) <= 0)
		return 0;
	n = read(p->fd, bytes, sizeof bytes);
	for (ssize_t i = 0; i < n; i++)
		take(p, bytes[i]);
	return n > 0;
}

/* ---- the script ---- */

static void unescape(char *text)
{
	char *out = text;

	for (const char *in = text; *in; in++) {
		if (*in != '\\') {
			*out++ = *in;
			continue;
		}
		switch (*++in) {
		case 'n': *out++ = '\n'; break;
		case 't': *out++ = '\t'; break;
		case 'e': *out++ = '\033'; break;
		case 's': *out++ = ' '; break;
		case 'c': *out++ = (char)(*++in & 0x1f); break;
		default: *out++ = *in; break;
		}
	}
	*out = '\0';
}

static int failed(Play *p, const char *what, const char *text)
{
	printf("line %u: %s: %s\n---- the screen since the last expect ----\n%s\n----\n", p->line, what, text, p->screen + p->seen);
	return 0;
}

static int expect(Play *p, const char *text, int next)
{
	char *found;

	for (int tenths = 0; !(found = strstr(p->screen + p->seen, text)); tenths++) {
		if (tenths == SECONDS * 10)
			return failed(p, "did not come", text);
		receive(p, 100);
	}
	if (next && found != p->screen + p->seen)
		return failed(p, "came behind something else", text);
	p->seen = (size_t)(found - p->screen) + strlen(text);
	return 1;
}

static int send_text(Play *p, const char *text)
{
	size_t n = strlen(text);

	for (char *at = (char *)text; *at; at++)
		if (*at == '\n')
			*at = '\r';
	return write(p->fd, text, n) == (ssize_t)n || failed(p, "could not be sent", strerror(errno));
}

static int end(Play *p, int want)
{
	int status = 0;

	for (int tenths = 0; waitpid(p->child, &status, WNOHANG) == 0; tenths++) {
		if (tenths == SECONDS * 10)
			return failed(p, "the program did not end", "");
		/* A closed terminal answers at once. */
		if (!receive(p, 100))
			usleep(100000);
	}
	p->child = 0;
	if ((WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)) == want)
		return 1;
	printf("line %u: the status is %d, signal %d\n", p->line, WEXITSTATUS(status), WIFSIGNALED(status) ? WTERMSIG(status) : 0);
	return 0;
}

static int resize(Play *p, const char *text)
{
	struct winsize size = { 0 };

	return sscanf(text, "%hu %hu", &size.ws_row, &size.ws_col) == 2 && ioctl(p->fd, TIOCSWINSZ, &size) == 0;
}

static int echoes(Play *p)
{
	struct termios t;

	return (tcgetattr(p->fd, &t) == 0 && t.c_lflag & ECHO && t.c_lflag & ICANON) || failed(p, "the terminal does not echo", "");
}

static int file_has(Play *p, char *args)
{
	static char bytes[SCREEN];
	char path[LINE], *text = strchr(args, ' ');
	FILE *f;

	if (!text)
		return failed(p, "no text", args);
	*text++ = '\0';
	snprintf(path, sizeof path, "%s/%s", getenv("HOME"), args);
	f = fopen(path, "r");
	if (!f)
		return failed(p, strerror(errno), path);
	bytes[fread(bytes, 1, sizeof bytes - 1, f)] = '\0';
	fclose(f);
	return strstr(bytes, text) || failed(p, "is not in the file", text);
}

static int perform(Play *p, char *line)
{
	char *text = strchr(line, ' ');

	if (*line == '#' || !*line)
		return 1;
	if (text)
		*text++ = '\0';
	else
		text = line + strlen(line);
	unescape(text);
	if (strcmp(line, "send") == 0)
		return send_text(p, text);
	if (strcmp(line, "expect") == 0)
		return expect(p, text, 0);
	if (strcmp(line, "next") == 0)
		return expect(p, text, 1);
	if (strcmp(line, "absent") == 0)
		return !strstr(p->screen + p->seen, text) || failed(p, "came", text);
	if (strcmp(line, "size") == 0)
		return resize(p, text);
	if (strcmp(line, "kill") == 0)
		return kill(p->child, atoi(text)) == 0;
	if (strcmp(line, "colours") == 0)
		return p->colours = 1;
	if (strcmp(line, "echo") == 0)
		return echoes(p);
	if (strcmp(line, "file") == 0)
		return file_has(p, text);
	if (strcmp(line, "end") == 0)
		return end(p, atoi(text));
	return failed(p, "no such word", line);
}

static int play(Play *p, FILE *script)
{
	char line[LINE];
	int ok = 1;

	while (ok && fgets(line, sizeof line, script)) {
		p->line++;
		line[strcspn(line, "\n")] = '\0';
		ok = perform(p, line);
	}
	if (p->child) {
		kill(p->child, SIGKILL);
		waitpid(p->child, NULL, 0);
	}
	return ok;
}

int main(int argc, char **argv)
{
	static Play p;
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	FILE *script = argc > 2 ? fopen(argv[1], "r") : NULL;

	if (!script) {
		fprintf(stderr, "usage: play SCRIPT PROGRAM ARGS...\n");
		return 2;
	}
	p.child = forkpty(&p.fd, NULL, NULL, &size);
	if (p.child < 0)
		return 77;
	if (p.child == 0) {
		execv(argv[2], argv + 2);
		_exit(127);
	}
	return play(&p, script) ? 0 : 1;
}
