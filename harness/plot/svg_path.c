// SPDX-License-Identifier: GPL-2.0-only
#include "plot/svg_path.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#define TENTHS 10
#define PLACE_MAX 1e6

/* One place on the way, in tenths. */
struct step {
	char command; /* 'M' or 'L'; 0: the path ends here */
	long x;
	long y;
};

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && isspace((unsigned char)*at))
		at++;
	return at;
}

/* Reads a number that the piece holds whole. NULL: there is none. */
static const char *read_tenths(const char *at, const char *end, long *tenths)
{
	char *behind;
	double number;

	if (at >= end || (!isdigit((unsigned char)*at) && *at != '-'))
		return NULL;
	number = strtod(at, &behind);
	if (behind == at || behind > end || !(fabs(number) < PLACE_MAX))
		return NULL;
	*tenths = lround(number * TENTHS);
	return behind;
}

/* Reads "M54.53,242.40 "; NULL: it is something else. */
static const char *read_step(const char *at, const char *end, struct step *step)
{
	at = skip_blanks(at, end);
	step->command = 0;
	if (at == end)
		return at;
	if (*at != 'M' && *at != 'L')
		return NULL;
	step->command = *at;
	at = read_tenths(at + 1, end, &step->x);
	if (!at || at == end || *at != ',')
		return NULL;
	return read_tenths(at + 1, end, &step->y);
}

static bool is_lines(const struct svg_piece *path)
{
	const char *end = path->start + path->length;
	const char *at = path->start;
	struct step step;
	bool first = true;

	while ((at = read_step(at, end, &step)) && step.command) {
		if (first && step.command != 'M')
			return false;
		first = false;
	}
	return at && !first;
}

/* "-.5", "12"; @apart: a blank goes before what could be taken for the end of another number. */
static void write_tenths(FILE *out, long tenths, bool apart)
{
	long size = labs(tenths);

	if (tenths < 0)
		fputc('-', out);
	else if (apart)
		fputc(' ', out);
	if (size >= TENTHS || !size)
		fprintf(out, "%ld", size / TENTHS);
	if (size % TENTHS)
		fprintf(out, ".%ld", size % TENTHS);
}

static void write_step(FILE *out, const struct step *from, const struct step *to)
{
	long x = to->x - from->x;
	long y = to->y - from->y;

	if (to->command == 'L' && !y) {
		fputc('h', out);
		write_tenths(out, x, false);
	} else if (to->command == 'L' && !x) {
		fputc('v', out);
		write_tenths(out, y, false);
	} else {
		fputc(to->command == 'M' ? 'm' : 'l', out);
		write_tenths(out, x, false);
		write_tenths(out, y, true);
	}
}

bool svg_write_path(FILE *out, const struct svg_piece *path)
{
	const char *end = path->start + path->length;
	const char *at = path->start;
	struct step before = { 0 };
	struct step step;

	if (!is_lines(path))
		return false;
	at = read_step(at, end, &before);
	fputc('M', out);
	write_tenths(out, before.x, false);
	write_tenths(out, before.y, true);
	while ((at = read_step(at, end, &step)) && step.command) {
		write_step(out, &before, &step);
		before = step;
	}
	return true;
}
