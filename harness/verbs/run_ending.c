// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a run says at its end: how it went, the table, and whether to trust it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "report/report.h"
#include "report/trust.h"
#include "result/reader.h"
#include "verbs/run.h"

/* A baseline that nobody asked for is no reason to say that something was measured. */
static bool nothing_available(const struct run *run)
{
	const struct plan *plan = &run->options.plan;
	size_t asked = plan_cells(plan);

	if (run->options.baseline_added)
		asked -= plan->workload_count;
	return run->totals.cells_unavailable >= asked;
}

/* What the file says of its own worth; one line if it is not to be trusted. */
static enum exit_code judge(const struct run *run, const struct result *result)
{
	struct trust trust;

	if (trust_judge(result, &trust))
		return EXIT_CODE_FAILED;
	if ((!trust.measured && !trust.spoiled) || nothing_available(run)) {
		fprintf(stderr, "tracetoll: nothing that was asked for can be measured here\n");
		return EXIT_CODE_SKIPPED;
	}
	if (!trust.reasons[0])
		return EXIT_CODE_DONE;
	fprintf(stderr, "tracetoll: do not rely on this run: %s\n", trust.reasons);
	return EXIT_CODE_UNTRUSTED;
}

/* The table, and whether it can be trusted, from the file as any reader would see it. */
enum exit_code run_show_table(struct run *run)
{
	const char *output = run->options.output;
	struct result_error error = { .text = "it is gone" };
	struct result result;
	struct report_input input = { .name = output, .result = &result };
	const struct report_settings settings = {
		.format = REPORT_FORMAT_TEXT,
	};
	enum exit_code exit_code;
	FILE *file = result_writer_reread(&run->writer, output);
	int err = file ? result_read(file, &result, &error) : -ENOENT;

	if (file)
		fclose(file);
	if (err) {
		fprintf(stderr, "tracetoll: cannot read the result file %s again: %s\n", output,
			error.text);
		return EXIT_CODE_FAILED;
	}
	exit_code = judge(run, &result);
	/* On "-" the records themselves went to standard output. */
	err = strcmp(output, "-") ? report_print(stdout, &settings, &input, 1) : 0;
	result_free(&result);
	if (err) {
		fprintf(stderr, "tracetoll: cannot print the table: %s; try: tracetoll report %s\n",
			strerror(-err), output);
		return EXIT_CODE_FAILED;
	}
	return exit_code;
}

enum exit_code run_last_words(struct run *run, int err)
{
	const struct session_totals *totals = &run->totals;
	const char *output = run->options.output;

	if (err) {
		complaint_print(&run->complaint);
		if (totals->samples)
			fprintf(stderr, "tracetoll: what was measured until then is in %s\n",
				output);
		return run->complaint.exit_code;
	}
	if (totals->stopped) {
		fprintf(stderr, "tracetoll: stopped by a signal after %u of %u blocks%s%s\n",
			totals->blocks, run->options.plan.blocks,
			totals->samples ? "; what was measured is in " : "",
			totals->samples ? output : "");
		return EXIT_CODE_FAILED;
	}
	return EXIT_CODE_DONE;
}

/* Removes a file of ours that got no header: there is nothing in it. */
void run_discard_empty_output(struct run *run)
{
	if (run->writer.created && !run->header_written)
		unlink(run->options.output);
}
