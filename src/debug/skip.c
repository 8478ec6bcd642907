/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions and files that step does not enter. */
#include "debug/debug_int.h"

#include <fnmatch.h>
#include <regex.h>

int debug_skip(DebugSession *s, const DebugSkip *what)
{
	DebugSkip skip = *what;

	skip.number = ++s->next_skip;
	skip.enabled = true;
	skip.file = skip.file ? arena_strdup(s->values, skip.file) : NULL;
	skip.function = skip.function ? arena_strdup(s->values, skip.function) : NULL;
	vec_push(&s->skips, skip);
	return skip.number;
}

size_t debug_skips(const DebugSession *s, const DebugSkip **out)
{
	*out = s->skips.data;
	return s->skips.len;
}

static size_t index_of(const DebugSession *s, int number)
{
	size_t i = 0;

	while (i < s->skips.len && s->skips.data[i].number != number)
		i++;
	return i;
}

bool debug_skip_enable(DebugSession *s, int number, bool on)
{
	size_t i = index_of(s, number);

	if (i < s->skips.len)
		s->skips.data[i].enabled = on;
	return i < s->skips.len;
}

bool debug_skip_delete(DebugSession *s, int number)
{
	size_t i = index_of(s, number);
	bool found = i < s->skips.len;

	if (found)
		vec_remove(&s->skips, i);
	return found;
}

bool regex_matches(const char *text, const char *regex)
{
	regex_t re;
	bool found;

	if (regcomp(&re, regex, REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	found = regexec(&re, text, 0, NULL, 0) == 0;
	regfree(&re);
	return found;
}

bool skipped(const DebugSession *s, const Image *im, const CodeFunc *fn)
{
	const char *name = image_text(im, fn->name);
	const char *file = fn->file < im->files.len ? image_text(im, im->files.data[fn->file].path) : "";

	vec_each(&s->skips, k) {
		bool here = k->enabled;

		if (k->file)
			here = here && (k->glob ? fnmatch(k->file, file, 0) == 0 : same_file(file, k->file));
		if (k->function)
			here = here && (k->regex ? regex_matches(name, k->function) : debug_names_function(s, name, k->function));
		if (here)
			return true;
	}
	return false;
}
