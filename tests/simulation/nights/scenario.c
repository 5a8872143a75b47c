// SPDX-License-Identifier: GPL-2.0-only
#include "scenario.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fleet.h"

#define LINE_SIZE 1024
#define WORDS_MAX 8

static bool is_in_list(const char *list, const char *name)
{
	const size_t length = strlen(name);

	if (!strcmp(list, SCENARIO_ALL))
		return true;
	for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
		if (!strncmp(at, name, length) && (at[length] == ',' || !at[length]))
			return true;
	}
	return false;
}

static const char *read_boards(const char *word, unsigned int *boards)
{
	char copy[LINE_SIZE];
	char *rest = NULL;

	if (!strcmp(word, SCENARIO_ALL)) {
		*boards = (1U << FLEET_BOARDS) - 1;
		return NULL;
	}
	snprintf(copy, sizeof(copy), "%s", word);
	for (char *one = strtok_r(copy, ",", &rest); one; one = strtok_r(NULL, ",", &rest)) {
		size_t board = fleet_board_find(one);

		if (board == FLEET_BOARDS)
			return "there is no such board";
		*boards |= 1U << board;
	}
	return NULL;
}

static const char *read_nights(char **words, size_t count, struct planted *planted)
{
	char *end;

	planted->last = UINT_MAX;
	if (!count)
		return "the first night is missing";
	planted->first = (unsigned int)strtoul(words[0], &end, 10);
	if (*end)
		return "the first night is no number";
	if (count == 1)
		return NULL;
	planted->last = (unsigned int)strtoul(words[1], &end, 10);
	return *end || count > 2 ? "the last night is no number, or not the last word" : NULL;
}

static const char *read_size(const char *word, double *size)
{
	char *end;

	*size = strtod(word, &end);
	return *end || end == word ? "the size is no number" : NULL;
}

static const char *read_step(char **words, size_t count, struct planted *planted)
{
	const char *wrong;

	if (count < 6)
		return "a step wants boards, configurations, workloads, size and night";
	wrong = read_boards(words[1], &planted->boards);
	snprintf(planted->names, sizeof(planted->names), "%s", words[2]);
	snprintf(planted->others, sizeof(planted->others), "%s", words[3]);
	if (!wrong)
		wrong = read_size(words[4], &planted->size);
	return wrong ? wrong : read_nights(words + 5, count - 5, planted);
}

static const char *read_path(char **words, size_t count, struct planted *planted)
{
	const char *wrong;

	if (count < 5)
		return "a path wants boards, a configuration, the path and a night";
	wrong = read_boards(words[1], &planted->boards);
	snprintf(planted->names, sizeof(planted->names), "%s", words[2]);
	snprintf(planted->others, sizeof(planted->others), "%s", words[3]);
	return wrong ? wrong : read_nights(words + 4, count - 4, planted);
}

static const char *read_hole(char **words, size_t count, struct planted *planted)
{
	static const char *const kinds[] = {
		[HOLE_ABSENT] = "absent",
		[HOLE_TORN] = "torn",
		[HOLE_UNTRUSTED] = "untrusted",
		[HOLE_NOTHING] = "nothing",
	};
	const char *wrong;

	if (count < 4)
		return "a hole wants boards, a kind and a night";
	for (enum hole_kind i = HOLE_ABSENT; i <= HOLE_NOTHING; i++) {
		if (!strcmp(words[2], kinds[i]))
			planted->hole = i;
	}
	if (!planted->hole)
		return "a hole is absent, torn, untrusted or nothing";
	wrong = read_boards(words[1], &planted->boards);
	if (!wrong)
		wrong = read_nights(words + 3, count - 3, planted);
	/* A hole is of one night, where a step is for ever. */
	if (count == 4)
		planted->last = planted->first;
	return wrong;
}

static const char *read_rename(char **words, size_t count, struct planted *planted)
{
	if (count != 4)
		return "a rename wants the old name, the new one and a night";
	snprintf(planted->names, sizeof(planted->names), "%s", words[1]);
	snprintf(planted->others, sizeof(planted->others), "%s", words[2]);
	return read_nights(words + 3, 1, planted);
}

static const char *read_noise(char **words, size_t count, struct planted *planted)
{
	const char *wrong;

	if (count != 4)
		return "a noise wants boards, a shape and a correlation";
	planted->shape = NOISE_SHAPES;
	for (enum noise_shape i = NOISE_NORMAL; i < NOISE_SHAPES; i++) {
		if (!strcmp(words[2], noise_shape_name(i)))
			planted->shape = i;
	}
	if (planted->shape == NOISE_SHAPES)
		return "there is no such shape";
	wrong = read_boards(words[1], &planted->boards);
	return wrong ? wrong : read_size(words[3], &planted->size);
}

static const char *read_words(char **words, size_t count, struct planted *planted)
{
	static const struct {
		const char *word;
		enum planted_kind kind;
		const char *(*read)(char **words, size_t count, struct planted *planted);
	} kinds[] = {
		{ "step", PLANTED_STEP, read_step },    { "path", PLANTED_PATH, read_path },
		{ "hole", PLANTED_HOLE, read_hole },    { "rename", PLANTED_RENAME, read_rename },
		{ "noise", PLANTED_NOISE, read_noise },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(words[0], kinds[i].word))
			continue;
		planted->kind = kinds[i].kind;
		return kinds[i].read(words, count, planted);
	}
	return "a line begins with step, path, hole, rename or noise";
}

const char *scenario_add(struct scenario *scenario, const char *line)
{
	struct planted planted = { .size = 0 };
	char copy[LINE_SIZE];
	char *words[WORDS_MAX];
	char *rest = NULL;
	size_t count = 0;
	const char *wrong;

	if ((size_t)snprintf(copy, sizeof(copy), "%s", line) >= sizeof(copy))
		return "the line is too long";
	for (char *word = strtok_r(copy, " \t\n", &rest); word && count < WORDS_MAX;
	     word = strtok_r(NULL, " \t\n", &rest))
		words[count++] = word;
	if (!count || *words[0] == '#')
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (strlen(words[i]) >= SCENARIO_WORD_SIZE)
			return "a word is too long";
	}
	if (scenario->count == SCENARIO_LINES_MAX)
		return "there are too many lines";
	wrong = read_words(words, count, &planted);
	if (!wrong)
		scenario->lines[scenario->count++] = planted;
	return wrong;
}

const char *scenario_read(struct scenario *scenario, const char *path, unsigned int *number)
{
	FILE *in = fopen(path, "re");
	const char *wrong = NULL;
	char line[LINE_SIZE];

	*number = 0;
	if (!in)
		return "it cannot be read";
	while (!wrong && fgets(line, sizeof(line), in)) {
		++*number;
		wrong = scenario_add(scenario, line);
	}
	if (!wrong && ferror(in))
		wrong = "it cannot be read";
	fclose(in);
	return wrong;
}

static bool is_of(const struct planted *planted, enum planted_kind kind, size_t board,
		  unsigned int night)
{
	return planted->kind == kind && planted->boards & 1U << board && night >= planted->first &&
	       night <= planted->last;
}

enum hole_kind scenario_hole(const struct scenario *scenario, size_t board, unsigned int night)
{
	enum hole_kind hole = HOLE_NONE;

	for (size_t i = 0; i < scenario->count; i++) {
		if (is_of(&scenario->lines[i], PLANTED_HOLE, board, night))
			hole = scenario->lines[i].hole;
	}
	return hole;
}

double scenario_step(const struct scenario *scenario, size_t board, unsigned int night,
		     const char *workload, const char *configuration)
{
	double sum = 0;

	for (size_t i = 0; i < scenario->count; i++) {
		const struct planted *planted = &scenario->lines[i];

		if (is_of(planted, PLANTED_STEP, board, night) &&
		    is_in_list(planted->names, configuration) &&
		    is_in_list(planted->others, workload))
			sum += planted->size;
	}
	return sum;
}

const char *scenario_path(const struct scenario *scenario, size_t board, unsigned int night,
			  const char *configuration)
{
	const char *path = NULL;

	for (size_t i = 0; i < scenario->count; i++) {
		const struct planted *planted = &scenario->lines[i];

		if (is_of(planted, PLANTED_PATH, board, night) &&
		    is_in_list(planted->names, configuration))
			path = planted->others;
	}
	return path;
}

const char *scenario_name(const struct scenario *scenario, unsigned int night,
			  const char *configuration)
{
	for (size_t i = 0; i < scenario->count; i++) {
		const struct planted *planted = &scenario->lines[i];

		if (planted->kind == PLANTED_RENAME && night >= planted->first &&
		    !strcmp(planted->names, configuration))
			configuration = planted->others;
	}
	return configuration;
}

const struct planted *scenario_noise(const struct scenario *scenario, size_t board)
{
	const struct planted *found = NULL;

	for (size_t i = 0; i < scenario->count; i++) {
		if (scenario->lines[i].kind == PLANTED_NOISE &&
		    scenario->lines[i].boards & 1U << board)
			found = &scenario->lines[i];
	}
	return found;
}
