// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/run_options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "measure/precision.h"
#include "verbs/name_lists.h"

#define BLOCKS_DEFAULT 20
#define PRECISION_BLOCKS_DEFAULT 1000 /* at most */
#define CALLS_MAX_ASKED 1000000
#define BOARD_LABEL_MAX 64

enum {
	OPTION_BLOCKS = 256,
	OPTION_SEED,
	OPTION_CALLS,
	OPTION_CPU,
	OPTION_MODULE,
	OPTION_ALLOW_DIRTY,
	OPTION_PRECISION,
	OPTION_TIME_LIMIT,
	OPTION_SAMPLES,
	OPTION_RELOAD,
	OPTION_SETTLE,
	OPTION_TUNE,
	OPTION_BOARD,
};

static const struct option long_options[] = {
	{ "config", required_argument, NULL, 'c' },
	{ "workload", required_argument, NULL, 'w' },
	{ "event", required_argument, NULL, 'e' },
	{ "output", required_argument, NULL, 'o' },
	{ "blocks", required_argument, NULL, OPTION_BLOCKS },
	{ "seed", required_argument, NULL, OPTION_SEED },
	{ "calls", required_argument, NULL, OPTION_CALLS },
	{ "cpu", required_argument, NULL, OPTION_CPU },
	{ "module", required_argument, NULL, OPTION_MODULE },
	{ "precision", required_argument, NULL, OPTION_PRECISION },
	{ "time-limit", required_argument, NULL, OPTION_TIME_LIMIT },
	{ "samples", required_argument, NULL, OPTION_SAMPLES },
	{ "reload", required_argument, NULL, OPTION_RELOAD },
	{ "settle", required_argument, NULL, OPTION_SETTLE },
	{ "board", required_argument, NULL, OPTION_BOARD },
	{ "tune", no_argument, NULL, OPTION_TUNE },
	{ "allow-dirty", no_argument, NULL, OPTION_ALLOW_DIRTY },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

/* A whole number from @low to @high, in decimal, with nothing around it. */
static int parse_number(const char *name, const char *text, uint64_t low, uint64_t high,
			uint64_t *value, struct complaint *complaint)
{
	char *end;

	errno = 0;
	*value = strtoull(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end || errno || *value < low || *value > high)
		return complain(complaint, EXIT_CODE_USAGE, 0, "",
				"--%s takes a whole number from %llu to %llu, not '%s'", name,
				(unsigned long long)low, (unsigned long long)high, text);
	return 0;
}

/* "0.5%" of the baseline's value, or "0.2ns". */
static int parse_precision(const char *text, struct precision *precision,
			   struct complaint *complaint)
{
	char *end;

	precision->half_width = strtod(text, &end);
	precision->relative = !strcmp(end, "%");
	if (text[0] < '0' || text[0] > '9' || !(precision->half_width > 0) ||
	    precision->half_width > 1e6 || (!precision->relative && strcmp(end, "ns") != 0))
		return complain(
			complaint, EXIT_CODE_USAGE, 0, "",
			"--precision takes percent (0.5%%) or nanoseconds (0.2ns), not '%s'", text);
	return 0;
}

/* It goes into tables and file names as it is, so it is short and plain. */
static int parse_board(struct run_options *options, const char *text, struct complaint *complaint)
{
	size_t length = strlen(text);
	bool plain =
		length && length <= BOARD_LABEL_MAX && text[0] != ' ' && text[length - 1] != ' ';

	for (const char *c = text; *c && plain; c++)
		plain = *c >= ' ' && *c <= '~';
	if (!plain)
		return complain(complaint, EXIT_CODE_USAGE, 0, "see: tracetoll run --help",
				"--board takes 1 to %d printable ASCII characters without a blank "
				"at either end",
				BOARD_LABEL_MAX);
	options->board = text;
	return 0;
}

/* The numbers that say how it is measured. */
static int parse_design(struct run_options *options, int option, struct complaint *complaint)
{
	struct plan *plan = &options->plan;
	const struct {
		int option;
		const char *name;
		unsigned int low, high;
		unsigned int *member;
	} numbers[] = {
		{ OPTION_TIME_LIMIT, "time-limit", 1, 1000000, &plan->time_limit_s },
		{ OPTION_SAMPLES, "samples", 1, 1000, &plan->samples },
		{ OPTION_RELOAD, "reload", 1, PLAN_BLOCKS_MAX, &plan->reload },
		{ OPTION_SETTLE, "settle", 0, 60000, &plan->settle_ms },
	};
	uint64_t value;
	size_t i = 0;
	int err;

	while (numbers[i].option != option)
		i++;
	err = parse_number(numbers[i].name, optarg, numbers[i].low, numbers[i].high, &value,
			   complaint);
	if (!err)
		*numbers[i].member = (unsigned int)value;
	return err;
}

/* @word is the one that getopt_long() looked at last. */
static int parse_option(struct run_options *options, int option, const char *word,
			struct complaint *complaint)
{
	struct plan *plan = &options->plan;
	uint64_t value = 0;
	int err;

	switch (option) {
	case 'c':
		return name_lists_add_configurations(plan, optarg, complaint);
	case 'w':
		return name_lists_add_workloads(plan, optarg, complaint);
	case 'e':
		options->events_asked = true;
		return name_lists_add_events(plan, optarg, complaint);
	case 'o':
		if (!*optarg || strlen(optarg) >= sizeof(options->output))
			return complain(complaint, EXIT_CODE_USAGE, 0, "",
					"-o takes the name of a file");
		snprintf(options->output, sizeof(options->output), "%s", optarg);
		return 0;
	case OPTION_BLOCKS:
		err = parse_number("blocks", optarg, 1, PLAN_BLOCKS_MAX, &value, complaint);
		plan->blocks = (unsigned int)value;
		return err;
	case OPTION_SEED:
		return parse_number("seed", optarg, 0, INT64_MAX, &plan->seed, complaint);
	case OPTION_CALLS:
		err = parse_number("calls", optarg, 1, CALLS_MAX_ASKED, &value, complaint);
		plan->calls = (unsigned int)value;
		return err;
	case OPTION_CPU:
		err = parse_number("cpu", optarg, 0, 1023, &value, complaint);
		plan->cpu = (int)value;
		return err;
	case OPTION_PRECISION:
		return parse_precision(optarg, &plan->precision, complaint);
	case OPTION_TIME_LIMIT:
	case OPTION_SAMPLES:
	case OPTION_RELOAD:
	case OPTION_SETTLE:
		return parse_design(options, option, complaint);
	case OPTION_BOARD:
		return parse_board(options, optarg, complaint);
	case OPTION_TUNE:
		options->tune = true;
		return 0;
	case OPTION_MODULE:
		options->module = optarg;
		return 0;
	case OPTION_ALLOW_DIRTY:
		plan->allow_dirty = true;
		return 0;
	case 'h':
		options->help = true;
		return 0;
	default:
		return complain(complaint, EXIT_CODE_USAGE, 0, "see: tracetoll run --help",
				"'%s' is not known, or lacks its value", word);
	}
}

/* Seeds are kept to what a JSON integer holds. */
static uint64_t draw_seed(void)
{
	uint64_t seed;

	if (getrandom(&seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		seed = (uint64_t)time(NULL) * UINT64_C(1000003) + (uint64_t)getpid();
	/* Short enough to be typed again. */
	return seed % 1000000000;
}

static void default_output(char *output, size_t size)
{
	char host[HOST_NAME_MAX + 1] = "";
	time_t now = time(NULL);
	char stamp[32];
	struct tm utc;

	gethostname(host, sizeof(host) - 1);
	gmtime_r(&now, &utc);
	strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", &utc);
	snprintf(output, size, "tracetoll-%s-%s.jsonl", *host ? host : "board", stamp);
}

/* The baseline of every overhead stands first, unless it was asked for elsewhere. */
static int add_baseline(struct run_options *options, struct complaint *complaint)
{
	struct plan *plan = &options->plan;

	for (size_t i = 0; i < plan->configuration_count; i++) {
		if (!strcmp(plan->configurations[i].name, "none"))
			return 0;
	}
	if (plan->configuration_count == PLAN_CONFIGURATIONS_MAX)
		return complain(complaint, EXIT_CODE_USAGE, 0, "leave one out",
				"too many configs at once: none, the baseline, has no room");
	memmove(plan->configurations + 1, plan->configurations,
		plan->configuration_count * sizeof(plan->configurations[0]));
	configuration_parse("none", &plan->configurations[0]);
	plan->configuration_count++;
	options->baseline_added = true;
	return 0;
}

static void add_defaults(struct plan *plan)
{
	size_t count;

	if (!plan->configuration_count)
		plan->configuration_count =
			configuration_defaults(plan->configurations, PLAN_CONFIGURATIONS_MAX);
	if (!plan->workload_count) {
		const struct workload **all = workload_all(&count);

		for (size_t i = 0; i < count && plan->workload_count < PLAN_WORKLOADS_MAX; i++) {
			if (!all[i]->extra)
				plan->workloads[plan->workload_count++] = all[i];
		}
		free(all);
	}
	if (!plan->event_count)
		plan->event_count = event_defaults(false, plan->events, RECORD_COUNTERS_MAX);
}

/* What cannot be reached by any result is said before it is measured. */
static int check_precision(const struct plan *plan, struct complaint *complaint)
{
	const unsigned int least = precision_blocks_least(plan);

	if (plan->precision.half_width <= 0 || plan->blocks >= least)
		return 0;
	return complain(complaint, EXIT_CODE_USAGE, 0, "see: tracetoll run --help",
			"--precision takes %u blocks at least%s, and --blocks permits %u", least,
			plan->reload ? " (6 loads of the module, by --reload)" : "", plan->blocks);
}

int run_options_parse(struct run_options *options, int argc, char **argv,
		      struct complaint *complaint)
{
	int option;

	memset(options, 0, sizeof(*options));
	options->plan.samples = 1;
	options->plan.settle_ms = PLAN_SETTLE_MS;
	options->plan.seed = draw_seed();
	options->plan.cpu = -1;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "c:w:e:o:h", long_options, NULL)) != -1) {
		int err = parse_option(options, option, argv[optind - 1], complaint);

		if (err)
			return err;
	}
	if (optind < argc)
		return complain(complaint, EXIT_CODE_USAGE, 0, "see: tracetoll run --help",
				"'%s' is one word too many", argv[optind]);
	if (!options->plan.blocks)
		options->plan.blocks = options->plan.precision.half_width > 0
					       ? PRECISION_BLOCKS_DEFAULT
					       : BLOCKS_DEFAULT;
	if (!options->output[0])
		default_output(options->output, sizeof(options->output));
	add_defaults(&options->plan);
	if (check_precision(&options->plan, complaint))
		return -EINVAL;
	return add_baseline(options, complaint);
}
