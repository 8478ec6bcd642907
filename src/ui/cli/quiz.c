/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `quiz "QUESTION" ANSWER ["why"]`: what a lab, or a command file, asks in words. ANSWER is a text in quotes, or, so that who reads the file
 * does not learn it, the text's hash by crypt(3), SHA-512 of 5000 rounds: `strata grade --seal` puts the one in the other's
 * place. The salt comes from the question: sealing twice gives the same file, and equal answers do not look alike.
 */
#include "ui/cli/cli_int.h"

#include <crypt.h>
#include <ctype.h>
#include <string.h>

#include "base/map.h"

/* "$6$", the salt, "$", the digest; both in crypt's own 64 digits */
#define SEAL_METHOD "$6$"
static const char seal_digits[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
enum { SALT_LENGTH = 11, SALT_MAX = 16, DIGEST_LENGTH = 86 };

/* The text in quotes at the beginning of *text, which then stands behind it. NULL: there is none. */
static const char *take_quoted(Arena *a, const char **text)
{
	const char *begin = *text + 1, *end = **text == '"' ? strchr(begin, '"') : NULL;

	if (!end)
		return NULL;
	*text = skip_blanks(end + 1);
	return arena_strndup(a, begin, (size_t)(end - begin));
}

static size_t sealed_length(const char *text)
{
	const char *salt = text + strlen(SEAL_METHOD), *digest;
	size_t n;

	if (strncmp(text, SEAL_METHOD, strlen(SEAL_METHOD)) != 0)
		return 0;
	n = strspn(salt, seal_digits);
	if (n == 0 || n > SALT_MAX || salt[n] != '$')
		return 0;
	digest = salt + n + 1;
	return strspn(digest, seal_digits) == DIGEST_LENGTH ? (size_t)(digest - text) + DIGEST_LENGTH : 0;
}

/* Capitals and the number of blanks say nothing about an answer. */
static const char *plain_words(Arena *a, const char *text)
{
	char *out = arena_strdup(a, text), *p = out;

	for (text = skip_blanks(text); *text; text++) {
		if (*text != ' ' && *text != '\t')
			*p++ = (char)tolower((unsigned char)*text);
		else if (*skip_blanks(text) && p[-1] != ' ')
			*p++ = ' ';
	}
	*p = '\0';
	return out;
}

bool quiz_parse(Arena *a, const char *text, Quiz *out)
{
	size_t n;

	*out = (Quiz){ .question = take_quoted(a, &text) };
	if (!out->question || !*skip_blanks(out->question))
		return false;
	n = sealed_length(text);
	out->sealed = n != 0;
	out->answer = n ? arena_strndup(a, text, n) : take_quoted(a, &text);
	if (!out->answer || !*skip_blanks(out->answer) || strlen(out->answer) >= CRYPT_MAX_PASSPHRASE_SIZE)
		return false;
	if (n)
		text = skip_blanks(text + n);
	out->why = *text ? take_quoted(a, &text) : NULL;
	return !*text;
}

/* An answer under the salt of a sealed one; what is too long for crypt gives what no sealed answer is. */
static const char *hashed(Arena *a, const char *answer, const char *salt)
{
	struct crypt_data *room = arena_make(a, struct crypt_data);
	const char *hash = crypt_r(plain_words(a, answer), salt, room);

	return hash ? hash : "*";
}

const char *quiz_seal(Arena *a, const Quiz *q)
{
	char salt[SALT_LENGTH + 1] = "";
	uint64_t bits = hash_bytes(q->question, strlen(q->question));

	for (unsigned i = 0; i < SALT_LENGTH; i++, bits >>= 6)
		salt[i] = seal_digits[bits % 64];
	return hashed(a, q->answer, arena_printf(a, SEAL_METHOD "%s$", salt));
}

bool quiz_right(Arena *a, const Quiz *q, const char *answer)
{
	if (q->sealed)
		return strcmp(hashed(a, answer, q->answer), q->answer) == 0;
	return strcmp(plain_words(a, answer), plain_words(a, q->answer)) == 0;
}
