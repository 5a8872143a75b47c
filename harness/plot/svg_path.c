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

/* Reads "54.53,242.40"; NULL: it is something else. */
static const char *read_place(const char *at, const char *end, struct step *step)
{
	at = read_tenths(at, end, &step->x);
	if (!at || at == end || *at != ',')
		return NULL;
	return read_tenths(at + 1, end, &step->y);
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
	return read_place(at + 1, end, step);
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

static bool are_places(const struct svg_piece *points)
{
	const char *end = points->start + points->length;
	const char *at = skip_blanks(points->start, end);
	struct step step;
	size_t count = 0;

	for (; at && at < end; count++) {
		at = read_place(at, end, &step);
		at = at ? skip_blanks(at, end) : NULL;
	}
	return at && count;
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

/* @from: NULL at the path's beginning. */
static void write_move(FILE *out, const struct step *from, const struct step *to)
{
	fputc(from ? 'm' : 'M', out);
	write_tenths(out, to->x - (from ? from->x : 0), false);
	write_tenths(out, to->y - (from ? from->y : 0), true);
}

static void write_line(FILE *out, const struct step *from, const struct step *to)
{
	long x = to->x - from->x;
	long y = to->y - from->y;

	if (!y) {
		fputc('h', out);
		write_tenths(out, x, false);
	} else if (!x) {
		fputc('v', out);
		write_tenths(out, y, false);
	} else {
		fputc('l', out);
		write_tenths(out, x, false);
		write_tenths(out, y, true);
	}
}

bool svg_path_is_nothing(const struct svg_piece *path)
{
	const char *end = path->start + path->length;
	const char *at = path->start;
	struct step step;

	while ((at = read_step(at, end, &step)) && step.command == 'M')
		;
	return at && !step.command;
}

bool svg_write_path(FILE *out, const struct svg_piece *path)
{
	const char *end = path->start + path->length;
	const char *at = path->start;
	struct step before = { 0 };
	struct step move = { 0 };
	struct step step;

	if (!is_lines(path))
		return false;
	while ((at = read_step(at, end, &step)) && step.command) {
		/* A move is written with the line that needs it: gnuplot lifts its pen often. */
		if (step.command == 'M') {
			move = step;
			continue;
		}
		if (move.command) {
			write_move(out, before.command ? &before : NULL, &move);
			before = move;
			move.command = 0;
		}
		write_line(out, &before, &step);
		before = step;
	}
	return true;
}

bool svg_write_polygon(FILE *out, const struct svg_piece *points)
{
	const char *end = points->start + points->length;
	const char *at = points->start;
	struct step before = { 0 };
	struct step step = { .command = 'L' };

	if (!are_places(points))
		return false;
	fputs(" d=\"", out);
	while (skip_blanks(at, end) < end) {
		at = read_place(skip_blanks(at, end), end, &step);
		if (before.command)
			write_line(out, &before, &step);
		else
			write_move(out, NULL, &step);
		before = step;
	}
	fputs("z\"", out);
	return true;
}
