// SPDX-License-Identifier: GPL-2.0-only
/*
 * simulation_nights: result files of boards that exist nowhere, for any night of a year. As the
 * command of scripts/nightly --measure, and of track check --confirm, it reads what to measure
 * from its environment.
 */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exit_code.h"
#include "fleet.h"
#include "night.h"

static const char usage[] =
	"usage: simulation_nights [OPTION...]\n"
	"  --folder DIR         write DIR/BOARD-YYYYMMDD.jsonl of all boards and nights asked for\n"
	"  -o FILE              write one file; - is standard output\n"
	"  --board NAME         by name or number, from 1 (default with --folder: all)\n"
	"  --nights FIRST[-LAST]  from 0, which is 2023-01-01\n"
	"  --round N            measured again: other noise\n"
	"  --scenario FILE      what is planted; tests/simulation/nights/scenario.h\n"
	"  --plant LINE         a line of a scenario\n"
	"  --seed N  --blocks N  --configurations LIST  --workloads LIST\n"
	"  --list               the boards\n"
	"Else the board, the night (by its date), the file, the round and the lists are\n"
	"taken from TRACETOLL_BOARD, _COMMIT (or _DATE), _OUTPUT, _ROUND, _CONFIGURATIONS\n"
	"and _WORKLOADS.\n"
	"exit codes: those of tracetoll: 6 for a hole that is absent or torn, 5 untrusted,\n"
	"4 nothing\n";

struct asked {
	struct scenario scenario;
	struct night night;
	const char *folder;
	const char *file;
	long board; /* negative: all */
	long first, last; /* negative: not said */
};

static _Noreturn void give_up(const char *what, const char *which)
{
	fprintf(stderr, "simulation_nights: %s: %s\n", which, what);
	exit(EXIT_CODE_USAGE);
}

static const char *set_or_null(const char *name)
{
	const char *text = getenv(name);

	return text && *text ? text : NULL;
}

static unsigned int number_of(const char *word)
{
	char *end;
	unsigned long number = strtoul(word, &end, 10);

	if (!*word || *end || number > UINT_MAX)
		give_up("no number", word);
	return (unsigned int)number;
}

static void read_board(struct asked *asked, const char *word)
{
	size_t board = fleet_board_find(word);

	if (board == FLEET_BOARDS)
		give_up("there is no such board", word);
	asked->board = (long)board;
}

static void read_nights(struct asked *asked, const char *word)
{
	unsigned int first, last;

	if (sscanf(word, "%u-%u", &first, &last) != 2)
		first = last = number_of(word);
	asked->first = first;
	asked->last = last;
}

static void read_environment(struct asked *asked)
{
	const char *board = set_or_null("TRACETOLL_BOARD");
	const char *commit = set_or_null("TRACETOLL_COMMIT");
	const char *date = set_or_null("TRACETOLL_DATE");
	const char *round = set_or_null("TRACETOLL_ROUND");

	if (board && asked->board < 0)
		read_board(asked, board);
	commit = commit ? commit : date;
	if (commit && asked->first < 0) {
		asked->first = asked->last = night_of(commit);
		if (asked->first < 0)
			give_up("it does not end in a date from 2023 on", commit);
	}
	if (round && !asked->night.round)
		asked->night.round = number_of(round);
	if (date && night_of(date) > 0)
		asked->night.day = (unsigned int)night_of(date);
	asked->file = asked->file ? asked->file : set_or_null("TRACETOLL_OUTPUT");
	if (!asked->night.configurations)
		asked->night.configurations = set_or_null("TRACETOLL_CONFIGURATIONS");
	if (!asked->night.workloads)
		asked->night.workloads = set_or_null("TRACETOLL_WORKLOADS");
}

static void read_scenario(struct asked *asked, const char *path)
{
	unsigned int number;
	const char *wrong = scenario_read(&asked->scenario, path, &number);

	if (!wrong)
		return;
	fprintf(stderr, "simulation_nights: %s, line %u: %s\n", path, number, wrong);
	exit(EXIT_CODE_USAGE);
}

static void list_boards(void)
{
	const struct fleet_board *fleet;

	for (size_t i = 0; (fleet = fleet_board_at(i)); i++)
		printf("%zu %s %s%s\n", i + 1, fleet->board.file, fleet->board.name,
		       fleet->emulated ? " (exact)" : "");
}

static void read_option(struct asked *asked, int option)
{
	const char *wrong;

	switch (option) {
	case 'f':
		asked->folder = optarg;
		break;
	case 'o':
		asked->file = optarg;
		break;
	case 'b':
		read_board(asked, optarg);
		break;
	case 'n':
		read_nights(asked, optarg);
		break;
	case 'r':
		asked->night.round = number_of(optarg);
		break;
	case 's':
		read_scenario(asked, optarg);
		break;
	case 'p':
		wrong = scenario_add(&asked->scenario, optarg);
		if (wrong)
			give_up(wrong, optarg);
		break;
	case 'S':
		asked->night.seed = number_of(optarg);
		break;
	case 'B':
		asked->night.blocks = number_of(optarg);
		break;
	case 'c':
		asked->night.configurations = optarg;
		break;
	case 'w':
		asked->night.workloads = optarg;
		break;
	case 'l':
		list_boards();
		exit(EXIT_CODE_DONE);
	case 'h':
		fputs(usage, stdout);
		exit(EXIT_CODE_DONE);
	default:
		fputs(usage, stderr);
		exit(EXIT_CODE_USAGE);
	}
}

static void read_words(struct asked *asked, int argc, char **argv)
{
	static const struct option options[] = {
		{ "folder", required_argument, NULL, 'f' },
		{ "board", required_argument, NULL, 'b' },
		{ "nights", required_argument, NULL, 'n' },
		{ "round", required_argument, NULL, 'r' },
		{ "scenario", required_argument, NULL, 's' },
		{ "plant", required_argument, NULL, 'p' },
		{ "seed", required_argument, NULL, 'S' },
		{ "blocks", required_argument, NULL, 'B' },
		{ "configurations", required_argument, NULL, 'c' },
		{ "workloads", required_argument, NULL, 'w' },
		{ "list", no_argument, NULL, 'l' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "o:h", options, NULL)) != -1)
		read_option(asked, option);
	if (optind < argc)
		give_up("one word too many", argv[optind]);
}

static enum exit_code write_night(const struct night *night, const char *path)
{
	static const enum exit_code codes[] = {
		[HOLE_NONE] = EXIT_CODE_DONE,       [HOLE_ABSENT] = EXIT_CODE_FAILED,
		[HOLE_TORN] = EXIT_CODE_FAILED,     [HOLE_UNTRUSTED] = EXIT_CODE_UNTRUSTED,
		[HOLE_NOTHING] = EXIT_CODE_SKIPPED,
	};
	enum hole_kind hole = night->round
				      ? HOLE_NONE
				      : scenario_hole(night->scenario, night->board, night->number);
	bool is_output = !strcmp(path, "-");
	const char *wrong;
	FILE *out;

	if (hole == HOLE_ABSENT) {
		fprintf(stderr, "simulation_nights: the board does not answer\n");
		return EXIT_CODE_FAILED;
	}
	out = is_output ? stdout : fopen(path, "wxe");
	if (!out)
		give_up(strerror(errno), path);
	wrong = night_write(night, out);
	if (wrong)
		give_up(wrong, path);
	if (fflush(out) || ferror(out) || (!is_output && fclose(out))) {
		fprintf(stderr, "simulation_nights: writing %s failed: %s\n", path,
			strerror(errno));
		return EXIT_CODE_FAILED;
	}
	return codes[hole];
}

static void write_into_folder(struct asked *asked)
{
	for (long number = asked->first; number <= asked->last; number++) {
		for (size_t board = 0; board < FLEET_BOARDS; board++) {
			char release[NIGHT_WORD_SIZE];
			char *path;

			if (asked->board >= 0 && asked->board != (long)board)
				continue;
			asked->night.board = board;
			asked->night.number = (unsigned int)number;
			night_release(asked->night.number, release);
			if (asprintf(&path, "%s/%s-%s.jsonl", asked->folder,
				     fleet_board_at(board)->board.file,
				     strrchr(release, '-') + 1) < 0)
				give_up("no memory", asked->folder);
			write_night(&asked->night, path);
			free(path);
		}
	}
}

int main(int argc, char **argv)
{
	static struct asked asked = { .night.seed = 1, .board = -1, .first = -1, .last = -1 };

	read_words(&asked, argc, argv);
	read_environment(&asked);
	asked.night.scenario = &asked.scenario;
	if (asked.first < 0)
		give_up("which nights?", "--nights");
	if (asked.folder) {
		write_into_folder(&asked);
		return EXIT_CODE_DONE;
	}
	if (!asked.file || asked.board < 0 || asked.first != asked.last)
		give_up("a file is of one board and night; see --help", "-o");
	asked.night.board = (size_t)asked.board;
	asked.night.number = (unsigned int)asked.first;
	if (asked.night.day < asked.night.number)
		asked.night.day = asked.night.number;
	return write_night(&asked.night, asked.file);
}
