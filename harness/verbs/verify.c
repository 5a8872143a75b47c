// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll verify: proves the paths and the calling convention, as KTAP.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "verbs/kernel_access.h"
#include "verbs/name_lists.h"
#include "verbs/stop_signals.h"
#include "verbs/verb.h"
#include "verify/verify.h"

static const char usage[] =
	"usage: tracetoll verify [-c CONFIG,..] [--module FILE]\n"
	"\n"
	"Tests what the numbers of a run rest on, on this kernel: that each configuration\n"
	"takes the path it should, that every ops is hit exactly as often as its tracee is\n"
	"called, that registers, return address and stack are as the calling convention\n"
	"wants them, and that nothing is left. Without -c all configurations, and then what\n"
	"is of no one of them: redirected and overridden calls, a trampoline exchanged under\n"
	"load, every order of two attachments, the workloads. Measures nothing. The results\n"
	"go to standard output as KTAP, as the kernel's own tests print it.\n"
	"\n"
	"  -c, --config LIST  only these configurations\n"
	"      --module FILE  tracetoll.ko (default: the one beside this program)\n"
	"  -h, --help         this text\n"
	"\n"
	"Exit codes:\n"
	"  0  all passed, or was skipped because this kernel cannot do it\n"
	"  2  the words were wrong\n"
	"  3  refused: not on this machine or not now (no root, a tracee is traced already)\n"
	"  4  all was skipped: nothing was verified\n"
	"  5  something failed\n"
	"  6  the tool or its surroundings failed, or it was stopped\n"
	"\n"
	"docs/verify.md explains each test.\n";

struct request {
	struct plan plan; /* its configurations only */
	const char *module; /* NULL: look for it */
	bool everything;
};

/* What stops the tests between two of them. */
struct stop {
	int signals;
	bool unheard; /* nobody reads the results any more */
};

static int read_words(int argc, char **argv, struct request *request, bool *help,
		      struct complaint *complaint)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "module", required_argument, NULL, 'm' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct plan *plan = &request->plan;
	int option, err = 0;

	opterr = 0;
	while (!err && (option = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
		if (option == 'c')
			err = name_lists_add_configurations(plan, optarg, complaint);
		else if (option == 'm')
			request->module = optarg;
		else if (option == 'h')
			*help = true;
		else
			err = complain(complaint, EXIT_CODE_USAGE, 0,
				       "see: tracetoll verify --help",
				       "'%s' is not known, or lacks its value", argv[optind - 1]);
	}
	if (!err && optind < argc)
		err = complain(complaint, EXIT_CODE_USAGE, 0, "see: tracetoll verify --help",
			       "'%s' is one word too many", argv[optind]);
	request->everything = !plan->configuration_count;
	if (request->everything)
		plan->configuration_count =
			configuration_all(plan->configurations, PLAN_CONFIGURATIONS_MAX);
	return err;
}

static bool is_stopped(void *context)
{
	struct stop *stop = context;

	stop->unheard = stop->unheard || ferror(stdout);
	return stop->unheard || stop_signals_came(stop->signals);
}

/* After the tests: what is wrong besides what they say themselves. */
static int judge_end(const struct stop *stop, bool complete, struct complaint *complaint)
{
	if (stop->unheard || fflush(stdout) || ferror(stdout))
		return complain(complaint, EXIT_CODE_FAILED, 0, "",
				"the results cannot be written to standard output");
	if (!complete)
		return complain(complaint, EXIT_CODE_FAILED, 0, "",
				"stopped by a signal before the last test");
	return 0;
}

/* Whoever reads the results is told, too. */
static int skip_all(const char *reason, struct complaint *complaint)
{
	ktap_skip_all(stdout, reason);
	return complain(complaint, EXIT_CODE_SKIPPED, 0,
			"take a kernel with CONFIG_FUNCTION_TRACER",
			"nothing can be verified here: %s", reason);
}

static int verify_machine(const struct request *request, struct stop *stop, struct verify *verify,
			  struct complaint *complaint)
{
	struct kernel_access access = KERNEL_ACCESS_CLOSED;
	const char *reason;
	bool complete;
	int err = kernel_access_open(&access, request->module, true, complaint);

	if (!err) {
		*verify = (struct verify){
			.device = &access.device,
			.abilities = device_abilities(&access.device),
			.log = &access.log,
			.asked = &request->plan,
			.everything = request->everything,
			.stopped = is_stopped,
			.context = stop,
		};
		reason = verify_unavailable(&verify->abilities);
		err = reason ? skip_all(reason, complaint) : verify_look_first(verify, complaint);
	}
	if (!err) {
		verify_all(verify, stdout);
		err = kernel_access_leave(&access, 0, complaint);
		complete = verify_finish(verify);
		if (!err)
			err = judge_end(stop, complete, complaint);
	}
	return kernel_access_close(&access, err, complaint);
}

static enum exit_code judge(const struct verify *verify)
{
	if (verify->failed) {
		fprintf(stderr,
			"tracetoll: do not rely on this machine's numbers: %u test%s "
			"failed\n",
			verify->failed, verify->failed == 1 ? "" : "s");
		return EXIT_CODE_UNTRUSTED;
	}
	if (!verify->verified) {
		fprintf(stderr, "tracetoll: nothing that was asked for can be verified here\n");
		return EXIT_CODE_SKIPPED;
	}
	return EXIT_CODE_DONE;
}

static enum exit_code run_verify(int argc, char **argv)
{
	struct stop stop = { .signals = -1 };
	struct request request = { 0 };
	struct verify *verify = calloc(1, sizeof(*verify));
	enum exit_code exit_code = EXIT_CODE_DONE;
	struct complaint complaint;
	bool help = false;
	int err = verify ? 0 : complain(&complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot start");

	if (!err)
		err = read_words(argc, argv, &request, &help, &complaint);
	if (!err && !help)
		err = stop_signals_catch(&stop.signals, &complaint);
	if (!err && !help)
		err = verify_machine(&request, &stop, verify, &complaint);
	if (err) {
		complaint_print(&complaint);
		exit_code = complaint.exit_code;
	} else if (help) {
		fputs(usage, stdout);
	} else {
		exit_code = judge(verify);
	}
	if (stop.signals >= 0)
		close(stop.signals);
	free(verify);
	return exit_code;
}

const struct verb verb_verify = {
	.name = "verify",
	.summary = "prove paths and calling convention of every configuration, as KTAP",
	.usage = usage,
	.run = run_verify,
};
