/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled programs as files: see program.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "program/program.h"

enum { IMAGE_AT = 3 * 4096 };	/* behind the longest directory */

static const char facts[] = "strata program ";

void program_write(const Program *p, const char *strata, const char *directory, bool race, StrBuf *out)
{
	size_t start = out->len;

	sb_printf(out, "#!%s run\n%s%016" PRIx64 " %s %s", strata, facts, p->library->image->hash, race ? "race" : "plain", directory);
	if (out->len - start >= IMAGE_AT)
		out->len = start + IMAGE_AT - 1;
	sb_pad(out, '\0', IMAGE_AT - (out->len - start));
	start = out->len;
	image_write(p->image, out);
	image_seal(out, start);
}

bool program_file(const char *bytes, size_t n, ProgramFile *out)
{
	const char *line = n > 2 && memcmp(bytes, "#!", 2) == 0 ? memchr(bytes, '\n', n) : NULL;
	size_t left = line ? n - (size_t)(++line - bytes) : 0, k = sizeof facts - 1;
	char text[64], how[8];
	int used;

	if (left < k || memcmp(line, facts, k) != 0)
		return false;
	snprintf(text, sizeof text, "%.*s", (int)(left - k), line + k);
	if (sscanf(text, "%16" SCNx64 " %7s %n", &out->library, how, &used) != 2)
		return false;
	out->race = strcmp(how, "race") == 0;
	out->directory = (size_t)(line + k - bytes) + (size_t)used;
	out->image = IMAGE_AT;
	return true;
}

bool program_restore(Program *p, const char *bytes, size_t n, const char **error)
{
	ProgramFile file;

	*error = NULL;
	if (!program_file(bytes, n, &file))
		*error = "it is no program file";
	else if (!p->library->image || file.library != p->library->image->hash)
		*error = "it was built by another strata: build it again";
	else if (n < file.image || !image_is_sealed(bytes + file.image, n - file.image))
		*error = "the program file is damaged";
	if (*error)
		return false;
	p->image = image_read(bytes + file.image, n - file.image);
	if (p->image->slot != p->library->image->slot) {
		*error = "the program was built for another machine slot";
		return false;
	}
	p->built_in = bytes + file.directory;
	vec_push(&p->images, p->library->image);
	vec_push(&p->images, p->image);
	return true;
}
