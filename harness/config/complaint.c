// SPDX-License-Identifier: GPL-2.0-only
#include "config/complaint.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int complain(struct complaint *complaint, enum exit_code exit_code, int error, const char *advice,
	     const char *tried, ...)
{
	va_list arguments;

	complaint->exit_code = exit_code;
	complaint->error = error;
	snprintf(complaint->advice, sizeof(complaint->advice), "%s", advice ? advice : "");
	va_start(arguments, tried);
	vsnprintf(complaint->tried, sizeof(complaint->tried), tried, arguments);
	va_end(arguments);
	return error ? error : -EINVAL;
}

void complaint_print(const struct complaint *complaint)
{
	fprintf(stderr, "tracetoll: %s", complaint->tried);
	if (complaint->error)
		fprintf(stderr, ": %s", strerror(-complaint->error));
	if (complaint->advice[0])
		fprintf(stderr, "; %s", complaint->advice);
	fputc('\n', stderr);
}
