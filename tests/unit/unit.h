/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a unit test needs: CHECK reports and counts, a test program returns unit_status(). */
#ifndef UNIT_H
#define UNIT_H

#include <stdio.h>
#include <string.h>

static int unit_failures;

#define CHECK(cond)                                                                       \
	do {                                                                              \
		if (!(cond)) {                                                            \
			printf("FAIL: %s:%d: %s\n", __FILE__, __LINE__, #cond);           \
			unit_failures++;                                                  \
		}                                                                         \
	} while (0)

/* Two texts that must be equal. */
#define CHECK_TEXT(got, want)                                                             \
	do {                                                                              \
		const char *got_ = (got), *want_ = (want);                                \
		if (strcmp(got_, want_) != 0) {                                           \
			printf("FAIL: %s:%d: got:\n%s\nwant:\n%s\n", __FILE__, __LINE__,  \
			       got_, want_);                                              \
			unit_failures++;                                                  \
		}                                                                         \
	} while (0)

static inline int unit_status(void)
{
	return unit_failures != 0;
}

#endif
