// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll compare: what two kernels come to. Needs the result files only.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"
#include "report/number.h"
#include "verbs/compare_files.h"
#include "verbs/verb.h"

#define SAID_SIZE 1024
#define GROUPS_SIZE 128

static const char usage[] =
	"usage: tracetoll compare BEFORE AFTER [MORE...] [OPTION...]\n"
	"       tracetoll compare BEFORE... --after AFTER... [OPTION...]\n"
	"\n"
	"Compares what two kernels cost. Each result file is one boot; a folder stands for\n"
	"all *.jsonl in it; a single one holds both sides, as before-*.jsonl and\n"
	"after-*.jsonl. Of two words the first is before. Of more, those of the first\n"
	"file's kernel are before, and those of the one other kernel after. Reads nothing\n"
	"but the files, so it runs on any machine. A file may be '-', standard input.\n"
	"\n"
	"Numbers of instructions of a machine whose clock counts them are exact: one more\n"
	"is told, of one boot each. All else needs 4 boots of each, or more.\n"
	"\n"
	"      --after            what follows is after, whatever its kernel is\n"
	"  -f, --format FORMAT    text      what changed, then all rows (default)\n"
	"                         markdown  pipe tables\n"
	"                         json      the same as objects\n"
	"                         commit    for a commit message: ASCII, 72 columns\n"
	"      --json             the same as --format json\n"
	"      --gate             exit with 1 if a row costs more, beyond the floor\n"
	"      --floor PERCENT    of a row's value before: less is not worth to be told\n"
	"                         (default: 1, and 0 for numbers of instructions)\n"
	"      --across GROUP,..  what may differ beside the kernel: config (its options\n"
	"                         that matter here), command-line, machine, settings,\n"
	"                         tool, plan; refused unless named, and always printed\n"
	"  -w, --workload NAME,.. only these workloads\n"
	"  -c, --config NAME,..   only these configurations\n"
	"      --reproduce TEXT   the command that makes it all again, to be printed\n"
	"  -h, --help             this text\n"
	"\n"
	"Exit codes:\n"
	"  0  compared\n"
	"  1  --gate: at least one row costs more\n"
	"  2  the words were wrong, a file cannot be read or is not a result file, or the\n"
	"     files are not to be compared: of two architectures, unlike without --across\n"
	"  4  printed, but there is no row that was measured on both sides\n"
	"  5  printed, but a file is not to be relied on: as with report, and if its run\n"
	"     was cut off or measured beside another tracer; goes before 1\n"
	"  6  the tables could not be written, or memory ran out\n"
	"\n"
	"docs/comparing.md explains the verdicts and the groups.\n";

/* All that one comparison is of. */
struct comparison_job {
	struct compare_options options;
	struct compare_paths paths;
	struct compare_side before;
	struct compare_side after;
	struct environment_differences environment;
	struct difference_table table;
	const char **doubts; /* of each file that has one; their texts are owned */
	size_t doubt_count;
};

static enum exit_code out_of_memory(void)
{
	fprintf(stderr, "tracetoll compare: out of memory\n");
	return EXIT_CODE_FAILED;
}

/* An instruction of one architecture is not one of another. */
static enum exit_code check_architectures(const struct comparison_job *job)
{
	const struct compare_file *before = &job->before.files[0];
	const struct compare_file *after = &job->after.files[0];

	if (!strcmp(before->result.environment.arch, after->result.environment.arch))
		return EXIT_CODE_DONE;
	fprintf(stderr,
		"tracetoll compare: %s is of %s and %s of %s; their instructions cannot be "
		"compared, print them side by side: tracetoll report\n",
		before->name, before->result.environment.arch, after->name,
		after->result.environment.arch);
	return EXIT_CODE_USAGE;
}

/* What differs beside the kernel is either wanted or makes the answer a riddle. */
static enum exit_code check_environment(struct comparison_job *job)
{
	const struct compare_file *before = &job->before.files[0];
	const struct compare_file *after = &job->after.files[0];
	unsigned int refused;
	char said[SAID_SIZE];
	char groups[GROUPS_SIZE];

	if (environment_compare(&before->result, &after->result, &job->environment))
		return out_of_memory();
	refused = environment_groups(&job->environment) &
		  ~(job->options.across | ENVIRONMENT_BIT(ENVIRONMENT_KERNEL));
	if (!refused)
		return EXIT_CODE_DONE;
	environment_say(&job->environment, refused, said, sizeof(said));
	/* The option as it is to be given: with what was given already. */
	environment_say_groups(refused | job->options.across, groups, sizeof(groups));
	fprintf(stderr,
		"tracetoll compare: %s and %s differ in more than the kernel: %s; if that is "
		"meant: --across %s\n",
		before->name, after->name, said, groups);
	return EXIT_CODE_USAGE;
}

/* All names of one kind in a plan. */
struct plan_names {
	const char *what;
	size_t (*count)(const struct result_plan *plan);
	const char *(*name)(const struct result_plan *plan, size_t index);
};

static size_t workload_count(const struct result_plan *plan)
{
	return plan->workload_count;
}

static const char *workload_name(const struct result_plan *plan, size_t index)
{
	return plan->workloads[index].name;
}

static size_t configuration_count(const struct result_plan *plan)
{
	return plan->configuration_count;
}

static const char *configuration_name(const struct result_plan *plan, size_t index)
{
	return plan->configurations[index];
}

/* Whether the plan has the name; else *nearest is the one of it that is near, or stays. */
static bool plan_has(const struct result_plan *plan, const struct plan_names *names,
		     const char *wanted, const char **nearest)
{
	size_t count = names->count(plan);
	const char **all = calloc(count + 1, sizeof(*all));
	bool found = false;

	for (size_t i = 0; i < count && all; i++) {
		all[i] = names->name(plan, i);
		found |= !strcmp(all[i], wanted);
	}
	if (!*nearest && all)
		*nearest = nearest_name(wanted, all, count);
	free(all);
	return found;
}

static bool side_has(const struct compare_side *side, const struct plan_names *names,
		     const char *wanted, const char **nearest)
{
	for (size_t f = 0; f < side->count; f++) {
		if (plan_has(&side->files[f].result.plan, names, wanted, nearest))
			return true;
	}
	return false;
}

static enum exit_code check_names(const struct comparison_job *job, const struct plan_names *names,
				  const char *const *wanted, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *nearest = NULL;

		if (side_has(&job->before, names, wanted[i], &nearest) ||
		    side_has(&job->after, names, wanted[i], &nearest))
			continue;
		fprintf(stderr, "tracetoll compare: no file has a %s '%s'", names->what, wanted[i]);
		if (nearest)
			fprintf(stderr, "; did you mean '%s'?", nearest);
		fprintf(stderr, "\n");
		return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_DONE;
}

static enum exit_code check_filters(const struct comparison_job *job)
{
	static const struct plan_names workloads = { "workload", workload_count, workload_name };
	static const struct plan_names configurations = { "configuration", configuration_count,
							  configuration_name };
	const struct difference_settings *settings = &job->options.difference;
	enum exit_code code =
		check_names(job, &workloads, settings->workloads, settings->workload_count);

	return code ? code
		    : check_names(job, &configurations, settings->configurations,
				  settings->configuration_count);
}

static enum exit_code doubt_side(struct comparison_job *job, const struct compare_side *side)
{
	char text[COMPARE_DOUBT_SIZE];

	for (size_t i = 0; i < side->count; i++) {
		char *doubt;

		compare_file_doubt(&side->files[i], text);
		if (!*text)
			continue;
		if (asprintf(&doubt, "%s: %s", side->files[i].name, text) < 0)
			return out_of_memory();
		job->doubts[job->doubt_count++] = doubt;
	}
	return EXIT_CODE_DONE;
}

static enum exit_code doubt_files(struct comparison_job *job)
{
	enum exit_code code;

	job->doubts = calloc(job->before.count + job->after.count, sizeof(*job->doubts));
	if (!job->doubts)
		return out_of_memory();
	code = doubt_side(job, &job->before);
	if (!code)
		code = doubt_side(job, &job->after);
	job->options.print.doubts = job->doubts;
	job->options.print.doubt_count = job->doubt_count;
	return code;
}

static enum exit_code print(const struct comparison_job *job)
{
	int error = compare_print(stdout, &job->options.print, &job->table);

	if (!error)
		return EXIT_CODE_DONE;
	fprintf(stderr, "tracetoll compare: cannot write the tables: %s; %s\n", strerror(-error),
		error == -ENOSPC ? "make room or write them elsewhere"
				 : "the result files are unharmed, try again");
	return EXIT_CODE_FAILED;
}

/* What the gate found; what it cannot tell does not shut it, and is not silent. */
static enum exit_code judge_gate(const struct difference_table *table)
{
	const struct difference *first = NULL;
	char change[NUMBER_SIZE];

	if (table->undecided)
		fprintf(stderr,
			"tracetoll compare: %zu row%s undecided, which the gate lets pass; see the "
			"notes\n",
			table->undecided, table->undecided == 1 ? " is" : "s are");
	for (size_t i = 0; i < table->count && !first; i++) {
		if (table->rows[i].verdict == DIFFERENCE_MORE)
			first = &table->rows[i];
	}
	if (!first)
		return EXIT_CODE_DONE;
	number_for_people(change, first->change, NUMBER_DECIMALS_MAX);
	fprintf(stderr, "tracetoll compare: %zu row%s more, first %s %s: +%s %s\n",
		table->regressions, table->regressions == 1 ? " costs" : "s cost", first->workload,
		first->configuration, change, first->unit);
	return EXIT_CODE_REGRESSION;
}

/* Whether a file of the side holds a sample that could have counted. */
static bool is_tried(const struct compare_side *side)
{
	for (size_t i = 0; i < side->count; i++) {
		if (side->files[i].trust.measured || side->files[i].trust.spoiled)
			return true;
	}
	return false;
}

/* A number that is not to be relied on accuses no patch: 5 goes before 1. */
static enum exit_code judge(const struct comparison_job *job)
{
	enum exit_code code = EXIT_CODE_DONE;

	for (size_t i = 0; i < job->doubt_count; i++)
		fprintf(stderr, "tracetoll compare: not to be relied on: %s\n", job->doubts[i]);
	if (!difference_compared(&job->table)) {
		fprintf(stderr, "tracetoll compare: nothing was measured on both sides; see the "
				"notes for the reasons\n");
		if (!is_tried(&job->before) && !is_tried(&job->after))
			return EXIT_CODE_SKIPPED;
		code = EXIT_CODE_SKIPPED;
	} else if (job->options.gate) {
		code = judge_gate(&job->table);
	}
	return job->doubt_count ? EXIT_CODE_UNTRUSTED : code;
}

static enum exit_code compare(struct comparison_job *job)
{
	enum exit_code code = compare_paths_find(&job->options, &job->paths);

	if (!code)
		code = compare_files_read(&job->options, &job->paths, &job->before, &job->after);
	if (!code)
		code = check_architectures(job);
	if (!code)
		code = check_filters(job);
	if (!code)
		code = check_environment(job);
	if (!code)
		code = doubt_files(job);
	if (!code && difference_make(&job->before, &job->after, &job->environment,
				     &job->options.difference, &job->table))
		code = out_of_memory();
	if (!code)
		code = print(job);
	return code ? code : judge(job);
}

static void free_job(struct comparison_job *job)
{
	for (size_t i = 0; i < job->doubt_count; i++)
		free((char *)job->doubts[i]);
	free(job->doubts);
	difference_free(&job->table);
	environment_free(&job->environment);
	compare_side_free(&job->before);
	compare_side_free(&job->after);
	compare_paths_free(&job->paths);
	compare_options_free(&job->options);
}

static enum exit_code run(int argc, char **argv)
{
	struct comparison_job job = { .doubt_count = 0 };
	enum exit_code code = compare_options_read(argc, argv, &job.options);

	if (!code && job.options.help)
		fputs(usage, stdout);
	else if (!code)
		code = compare(&job);
	free_job(&job);
	return code;
}

const struct verb verb_compare = {
	.name = "compare",
	.summary = "compare two kernels by their result files",
	.usage = usage,
	.run = run,
};
