/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A host program of strata: runs a Go program that is a text here, and a file if one is named; prints what they print. */
#include <stdio.h>
#include <string.h>
#include <strata.h>
#include <strata_debug.h>

static const char hello[] =
	"package main\n"
	"import \"fmt\"\n"
	"func main() { fmt.Println(\"Hello from inside\") }\n";

static int run(const char *name, const char *text)
{
	const char *why = "";
	Strata *s = strata_open(NULL, &why);
	StrataResult result = { STRATA_CANNOT, 1 };

	if (!s) {
		fprintf(stderr, "%s\n", why);
		return 1;
	}
	if (text)
		strata_source(s, name, text, strlen(text));
	if (strata_load(s, &name, 1) && strata_check(s) && strata_compile(s))
		result = strata_run(s, STRATA_NO_LIMIT);
	else
		fputs(strata_messages(s, STRATA_PLAIN), stderr);
	strata_close(s);
	return result.status;
}

/* The same text in the debugger: its variable before anything has run. */
static int look(const char *name)
{
	void *library = strata_library_new();
	DebugConfig config = { .library = library };
	DebugSession *d = debug_open(&config);
	const DebugValue *v = NULL;

	if (debug_load(d, &name, 1))
		v = debug_eval(d, "a");
	if (v)
		printf("a = %d\n", (int)v->bits);
	debug_close(d);
	strata_library_free(library);
	return v ? 0 : 1;
}

int main(int argc, char **argv)
{
	int status = run("hello.go", hello);

	if (argc > 1)
		status = status || run(argv[1], NULL) || look(argv[1]);
	fflush(stdout);
	return status;
}
