// SPDX-License-Identifier: GPL-2.0-only
#include "measure/counter_refusal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "machine/kernel_config.h"
#include "machine/pmu.h"
#include "machine/system_file.h"
#include "measure/instruction_clock.h"

/* perf_allow_kernel() wants 1 or less, perf_allow_cpu() is not asked for a thread of its own. */
#define PARANOID_KERNEL 1
#define PARANOID_USER 2
/* Of Debian's and Ubuntu's kernels: nothing at all without CAP_PERFMON. */
#define PARANOID_DISTRIBUTION 3

#define WATCHDOG_ADVICE "sysctl kernel.nmi_watchdog=0 frees the counter that the NMI watchdog holds"

/* Its other kind, CONFIG_HARDLOCKUP_DETECTOR_BUDDY, has the CPUs look at each other. */
static bool watchdog_counts(const char *root)
{
	struct kernel_config config;
	struct utsname system;
	bool counts = true;

	if (uname(&system) || kernel_config_read(root, system.release, &config))
		return counts;
	counts = kernel_config_has(&config, "HARDLOCKUP_DETECTOR_PERF");
	kernel_config_free(&config);
	return counts;
}

bool counter_watchdog_runs(const struct counter_terms *terms)
{
	char text[8];

	return !strcmp(system_file_line(terms->root, text, sizeof(text),
					"/proc/sys/kernel/nmi_watchdog"),
		       "1") &&
	       watchdog_counts(terms->root);
}

/* What is to be read and done. */
struct reason {
	char text[512];
	const char *advice;
};

static void forbidden(const struct counter_terms *terms, const struct event *event,
		      struct reason *reason)
{
	const long wanted = event->kernel ? PARANOID_KERNEL : PARANOID_USER;
	char text[16];
	long level;

	system_file_line(terms->root, text, sizeof(text), "/proc/sys/kernel/perf_event_paranoid");
	level = strtol(text, NULL, 10);
	if (!*text || level <= wanted) {
		snprintf(reason->text, sizeof(reason->text),
			 "perf_event_paranoid (%s) would permit it, something else does not",
			 *text ? text : "unknown");
		reason->advice = "look at seccomp (a container?), the LSM and lockdown";
		return;
	}
	snprintf(reason->text, sizeof(reason->text),
		 "kernel.perf_event_paranoid is %ld%s, and %ld or less is wanted", level,
		 level >= PARANOID_DISTRIBUTION ? " (the distribution's own: nothing is permitted)"
						: "",
		 wanted);
	reason->advice = event->kernel
				 ? "sysctl kernel.perf_event_paranoid=1, or give this program "
				   "CAP_PERFMON (setcap cap_perfmon+ep), or run as root"
				 : "sysctl kernel.perf_event_paranoid=2, or give this program "
				   "CAP_PERFMON (setcap cap_perfmon+ep), or run as root";
}

static void no_such_event(const struct counter_terms *terms, const struct event *event,
			  struct reason *reason)
{
	struct pmu_cores cores;

	pmu_cores_read(terms->root, &cores);
	if (event->pmu[0])
		snprintf(reason->text, sizeof(reason->text),
			 "not on this core: the PMU %s of CPU %d has no such event", event->pmu,
			 terms->cpu);
	else if (cores.count)
		snprintf(reason->text, sizeof(reason->text),
			 "not on this core: no PMU of CPU %d has such an event", terms->cpu);
	else
		snprintf(reason->text, sizeof(reason->text),
			 "this machine has no PMU, or its kernel no driver for it");
	if (instruction_clock_counts())
		reason->advice = "here the clock counts, both modes together: -e instructions";
	else if (!event->pmu[0] && !cores.count)
		reason->advice = "without -e time alone is measured (a virtual machine: have its "
				 "host pass a PMU on)";
	else
		reason->advice = "see tracetoll list events (a guest: scripts/guest --clock exact)";
}

static void not_opened(const struct counter_terms *terms, const struct event *event, int error,
		       struct reason *reason)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		forbidden(terms, event, reason);
		return;
	case -ENOENT:
	case -ENODEV:
	case -ENXIO:
	case -EOPNOTSUPP:
		no_such_event(terms, event, reason);
		return;
	case -EBUSY:
		snprintf(reason->text, sizeof(reason->text),
			 "another user has the PMU for itself alone");
		reason->advice = "end it: perf, a profiler, a hypervisor's or a debugger's agent";
		return;
	case -ENOSPC:
		snprintf(reason->text, sizeof(reason->text), "all counters are taken");
		reason->advice = "end the other users of the PMU: perf, a profiler";
		return;
	case -EINVAL:
		/* riscv without Sscofpmf: PERF_PMU_CAP_NO_EXCLUDE. */
		if (event->kernel != event->user) {
			snprintf(reason->text, sizeof(reason->text),
				 "the kernel does not take it for one mode alone, which some PMUs "
				 "cannot count");
			reason->advice = "ask for both modes together: -e instructions,cycles";
			return;
		}
		/* fallthrough */
	default:
		snprintf(reason->text, sizeof(reason->text), "the kernel does not take it");
		reason->advice = "see tracetoll list events for what this PMU counts";
	}
}

static const char *life_advice(const struct counter_terms *terms, enum life life)
{
	switch (life) {
	case LIFE_NOT_RUNNING:
		return counter_watchdog_runs(terms)
			       ? WATCHDOG_ADVICE
			       : "leave it out (-e), or see who holds the PMU (perf, NMI watchdog)";
	case LIFE_NO_WORK:
		return "let this process make memory executable (SELinux: execmem), or leave it out";
	case LIFE_NOT_INSTRUCTIONS:
		return "this PMU does not count instructions (a guest: scripts/guest --clock exact)";
	case LIFE_MORE_THAN_BOTH:
		return "this PMU does not tell the modes apart: ask for both together";
	default:
		return "leave it out (-e); docs/counters.md says what an event must do";
	}
}

int counter_refuse(const struct counter_terms *terms, const struct event *event, int error,
		   const struct life_finding *finding, struct complaint *complaint)
{
	struct reason reason;

	if (error) {
		not_opened(terms, event, error, &reason);
		return complain(complaint, EXIT_CODE_REFUSED, error, reason.advice,
				"cannot open the counter '%s': %s", event->name, reason.text);
	}
	life_describe(finding, reason.text, sizeof(reason.text));
	return complain(complaint, EXIT_CODE_REFUSED, finding->error,
			life_advice(terms, finding->life), "the counter '%s' opens but %s: %s",
			event->name,
			finding->life == LIFE_DEAD || finding->life == LIFE_NOT_RUNNING
				? "does not count"
				: "is not to be believed",
			reason.text);
}

void counter_leave_out(const struct counter_terms *terms, const struct event *event, int error,
		       const struct life_finding *finding, struct left_out *left_out)
{
	struct reason reason;

	if (error)
		not_opened(terms, event, error, &reason);
	else
		life_describe(finding, reason.text, sizeof(reason.text));
	left_out_add(left_out, event->name, reason.text);
}
