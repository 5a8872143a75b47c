// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rounds of one board: the command measures, its file is looked at and added, and the changes
 * are asked whether they are confirmed.
 */
#include "verbs/confirm_board.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plot/workplace.h"
#include "result/machine.h"
#include "track/advice.h"
#include "track/history_add.h"
#include "verbs/confirm_place.h"

/* So many rounds without a value in a row, and nobody waits for one any more. */
#define FAILURES_MAX 3

/* What a shell says of a command that cannot be. */
#define STATUS_NOT_EXECUTABLE 126
#define STATUS_NOT_FOUND 127

#define NUMBER_TEXT_SIZE 24

/* One board under way. */
struct board_job {
	struct confirm_job *job;
	const struct finding *finding;
	const char *board;
	struct track_confirmation *confirmations;
	size_t count;
	const struct history_run *good; /* the last that is surely good; NULL */
	const struct history_run *bad; /* what is measured: surely bad for all changes */
	int64_t after_run; /* runs behind it are fresh */
	char *configurations;
	char *workloads;
	struct result header; /* of @bad */
	bool hopeless; /* no other round would do better */
};

/* Notes why the round gave nothing. Returns -EAGAIN, or -ENOMEM. */
__attribute__((format(printf, 2, 3))) static int fail(struct board_job *board, const char *format,
						      ...)
{
	struct track_confirm_result *result = board->job->result;
	char **more = reallocarray(result->failures, result->failure_count + 1, sizeof(*more));
	va_list arguments;
	int length;

	if (!more)
		return -ENOMEM;
	result->failures = more;
	va_start(arguments, format);
	length = vasprintf(&more[result->failure_count], format, arguments);
	va_end(arguments);
	if (length < 0)
		return -ENOMEM;
	for (size_t i = 0; i < board->count; i++) {
		if (board->confirmations[i].answer == CHANGE_OPEN)
			board->confirmations[i].failure = more[result->failure_count];
	}
	track_print(stderr, "tracetoll track check: %s: %s\n", board->board,
		    more[result->failure_count++]);
	return -EAGAIN;
}

int confirm_job_begin(struct confirm_job *job)
{
	const char *temporary = getenv("TMPDIR");

	confirm_begin(&job->command);
	job->history = realpath(history_file(job->view->history), NULL);
	if (!job->history || asprintf(&job->folder, "%s/tracetoll-confirm-XXXXXX",
				      temporary && *temporary ? temporary : "/tmp") < 0) {
		job->folder = NULL;
		return -ENOMEM;
	}
	if (!mkdtemp(job->folder)) {
		snprintf(job->error.text, sizeof(job->error.text),
			 "cannot make a folder for what is measured again: %s; see TMPDIR",
			 strerror(errno));
		free(job->folder);
		job->folder = NULL;
		return -EIO;
	}
	return asprintf(&job->output, "%s/again.jsonl", job->folder) < 0 ? -ENOMEM : 0;
}

void confirm_job_end(struct confirm_job *job)
{
	/* Whatever the command has made there. */
	if (job->folder)
		workplace_remove(job->folder);
	free(job->output);
	free(job->folder);
	free(job->history);
	confirm_end(&job->command);
}

static const struct history_run *later(const struct history_run *one,
				       const struct history_run *other)
{
	return !one || (other && other->date > one->date) ? other : one;
}

static const struct history_run *earlier(const struct history_run *one,
					 const struct history_run *other)
{
	return !one || (other && other->date < one->date) ? other : one;
}

static int begin(struct board_job *board)
{
	const struct nights *nights = &board->job->view->nights;
	int failed;

	for (size_t i = 0; i < board->count; i++) {
		const struct finding_change *change = board->confirmations[i].change;

		board->good = earlier(board->good, change->good);
		board->bad = earlier(board->bad, confirm_newest(board->job->view, change));
	}
	for (size_t i = 0; i < board->count; i++)
		board->bad = later(board->bad, board->confirmations[i].change->bad);
	if (!board->bad)
		return -EINVAL; /* Nothing to be confirmed. */
	for (size_t i = 0; i < nights->runs.count; i++) {
		if (nights->runs.runs[i].id > board->after_run)
			board->after_run = nights->runs.runs[i].id;
	}
	board->configurations =
		advice_names(board->finding, board->board, NULL, advice_configuration);
	board->workloads = advice_names(board->finding, board->board, NULL, advice_workload);
	failed = history_header(board->job->view->history, board->bad->id, &board->header,
				&board->job->error);
	if (failed)
		return failed;
	return board->configurations && board->workloads ? 0 : -ENOMEM;
}

static int run_command(struct board_job *board, size_t round)
{
	struct confirm_job *job = board->job;
	char round_text[NUMBER_TEXT_SIZE];
	const struct confirm_variable variables[] = {
		{ "TRACETOLL_HISTORY", job->history },
		{ "TRACETOLL_BOARD", board->board },
		{ "TRACETOLL_BRANCH", board->finding->branch },
		{ "TRACETOLL_COMMIT", board->bad->commit },
		{ "TRACETOLL_GOOD", board->good ? board->good->commit : "" },
		{ "TRACETOLL_CONFIGURATIONS", board->configurations },
		{ "TRACETOLL_WORKLOADS", board->workloads },
		{ "TRACETOLL_ROUND", round_text },
		{ "TRACETOLL_OUTPUT", job->output },
	};
	int status = 0;
	int error;

	snprintf(round_text, sizeof(round_text), "%zu", round);
	/* What an earlier round has left is no answer to this one. */
	workplace_remove(job->output);
	error = confirm_run(&job->command, variables, sizeof(variables) / sizeof(variables[0]),
			    &status);
	if (error == -EINTR || error == -ENOMEM)
		return error;
	if (error == -ETIMEDOUT)
		return fail(board, "the command did not end within %g s, and was stopped",
			    job->command.limit_seconds);
	if (error)
		return fail(board, "sh cannot be started: %s", strerror(-error));
	if (WIFSIGNALED(status))
		return fail(board, "the command was ended by signal %d", WTERMSIG(status));
	board->hopeless = WEXITSTATUS(status) == STATUS_NOT_EXECUTABLE ||
			  WEXITSTATUS(status) == STATUS_NOT_FOUND;
	if (WEXITSTATUS(status))
		return fail(board, "the command ended with %d", WEXITSTATUS(status));
	return 0;
}

/* Another board's numbers, or another kernel's, neither confirm nor deny anything. */
static int check_input(struct board_job *board, const struct history_input *input)
{
	const struct result_environment *environment = &board->header.environment;
	char *known = result_board(&board->header);
	int error = 0;

	if (!known)
		return -ENOMEM;
	if (strcmp(input->board, known) != 0)
		error = fail(board, "the file is of the board %s, not of %s", input->board, known);
	else if (strcmp(input->arch, environment->arch) != 0)
		error = fail(board, "the file is of %s, not of %s", input->arch, environment->arch);
	else if (input->release && environment->kernel_release &&
		 strcmp(input->release, environment->kernel_release) != 0)
		error = fail(board, "the file is of kernel %s, not of %s", input->release,
			     environment->kernel_release);
	else if (input->doubt)
		error = fail(board, "what was measured is not to be relied on: %s", input->doubt);
	else if (!input->points)
		error = fail(board, "nothing was measured");
	free(known);
	return error;
}

static int add_input(struct board_job *board, struct history_input *input)
{
	struct confirm_job *job = board->job;
	int failed;

	input->words = (struct history_words){
		.board = board->board,
		.branch = board->finding->branch,
		.commit = board->bad->commit,
		.date = board->bad->date,
		.again = true,
	};
	failed = history_add(job->view->history, input, 1, &job->error);
	if (failed)
		return failed;
	if (input->added == HISTORY_WAS_THERE)
		return fail(board, "the file is one that the history has already");
	return 0;
}

/* A pipe that nobody writes to would be waited for with all signals blocked. */
static int check_file(struct board_job *board)
{
	struct stat status;

	if (stat(board->job->output, &status))
		return fail(board, "the command wrote no file to $TRACETOLL_OUTPUT");
	if (!S_ISREG(status.st_mode))
		return fail(board, "what the command made of $TRACETOLL_OUTPUT is no file");
	return 0;
}

/* One round: 0, -EAGAIN (nothing was measured), or an error that ends all. */
static int measure(struct board_job *board, size_t round)
{
	struct history_input input = { .file = NULL };
	struct history_error error = { "" };
	int failed = run_command(board, round);

	if (!failed)
		failed = check_file(board);
	if (failed)
		return failed;
	failed = history_input_read(board->job->output, &input, &error);
	if (failed && failed != -ENOMEM)
		failed = fail(board, "%s", error.text);
	if (!failed)
		failed = check_input(board, &input);
	if (!failed)
		failed = add_input(board, &input);
	history_input_free(&input);
	return failed;
}

/* Returns how many are still open, or a negative errno. */
static int ask(struct board_job *board)
{
	struct confirm_job *job = board->job;
	int open = 0;

	for (size_t i = 0; i < board->count; i++) {
		struct track_confirmation *confirmation = &board->confirmations[i];
		int failed;

		if (confirmation->answer != CHANGE_OPEN)
			continue;
		failed = finding_confirm(job->view->history, &job->view->settings,
					 &job->view->findings, confirmation->change,
					 board->after_run, INT64_MAX, job->settings->rounds,
					 &confirmation->answer, &job->error);
		if (!failed)
			failed = confirm_count_values(job, confirmation, board->after_run,
						      INT64_MAX);
		if (failed)
			return failed;
		open += confirmation->answer == CHANGE_OPEN;
	}
	return open;
}

/* What was confirmed once stays so, as long as it is found. Returns as ask(). */
static int ask_earlier(struct board_job *board)
{
	int open = 0;

	for (size_t i = 0; i < board->count; i++) {
		int failed = confirm_earlier(board->job, &board->confirmations[i]);

		if (failed)
			return failed;
		open += board->confirmations[i].answer == CHANGE_OPEN;
	}
	return open;
}

static int run_rounds(struct board_job *board)
{
	struct confirm_job *job = board->job;
	/* The commit's rounds go on where others have ended: each is a run of its own. */
	size_t failures = 0, before;
	int failed = confirm_count_again(job, board->bad, &before);

	if (failed)
		return failed;
	for (size_t round = 1; round <= job->settings->rounds; round++) {
		track_print(stderr,
			    "tracetoll track check: %s: measuring %zu series again, round %zu of "
			    "%zu at most\n",
			    board->board, board->count, round, job->settings->rounds);
		failed = measure(board, before + round);
		job->result->rounds++;
		if (failed == -EAGAIN) {
			if (++failures == FAILURES_MAX || board->hopeless)
				return 0;
			continue;
		}
		if (failed)
			return failed;
		failures = 0;
		for (size_t i = 0; i < board->count; i++)
			board->confirmations[i].failure = NULL;
		failed = ask(board);
		if (failed <= 0)
			return failed;
	}
	return 0;
}

int confirm_board(struct confirm_job *job, const struct finding *finding, const char *board,
		  size_t first)
{
	struct board_job one = {
		.job = job,
		.finding = finding,
		.board = board,
		.confirmations = &job->result->confirmations[first],
		.count = job->result->count - first,
	};
	int error = begin(&one);

	if (!error)
		error = ask_earlier(&one);
	if (error > 0)
		error = run_rounds(&one);
	result_free(&one.header);
	free(one.configurations);
	free(one.workloads);
	return error;
}
