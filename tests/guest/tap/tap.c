// SPDX-License-Identifier: GPL-2.0-only
#include "tap.h"

#include <stdarg.h>

bool tap_check(struct tap *tap, bool passed, const char *format, ...)
{
	va_list arguments;

	printf("%sok %u - ", passed ? "" : "not ", ++tap->done);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
	if (!passed)
		tap->failed++;
	return passed;
}

int tap_end(const struct tap *tap)
{
	printf("1..%u\n", tap->done);
	return tap->failed ? 1 : 0;
}
