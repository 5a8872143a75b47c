/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LIED_SESSION_H
#define LIED_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "lies/lying_executor.h"
#include "measure/counters.h"
#include "measure/interrupts.h"
#include "measure/kernel_executor.h"
#include "measure/kernel_pmu.h"
#include "measure/session.h"
#include "verbs/kernel_access.h"

/* All that sessions need, opened once for all of them. */
struct lied_machine {
	struct kernel_access access;
	struct kernel_pmu pmu;
	struct pmu_door pmu_door;
	struct counters counters;
	struct interrupts interrupts;
	struct kernel_executor kernel;
	struct kernel_abilities abilities;
	struct event event; /* that is counted */
	int device; /* /dev/tracetoll_lies */
	bool blind; /* sessions do without any proof */
	bool uncounted; /* they do without counting hits */
};

/* Returns 0 or a negative errno with @complaint; close it in both cases. */
int lied_machine_open(struct lied_machine *machine, struct complaint *complaint);
int lied_machine_close(struct lied_machine *machine, struct complaint *complaint);

/* How a session went in which a lie was told. */
struct lied_session {
	int err; /* of the session, or of the lie */
	int lie_err; /* of the lie alone */
	struct session_totals totals;
	double per_call; /* what was measured, in instructions */
	struct check_list seen_by; /* each check that sees it, by itself */
	char reason[CHECK_REASON_SIZE]; /* of the first of them, as a sample's record gives it */
};

/* One configuration under one workload, with the checks that @checks holds. */
void lied_session_run(struct lied_machine *machine, const char *configuration, const char *workload,
		      const struct lie *lie, const struct check_list *checks,
		      struct lied_session *session);

/* Every sample was taken for true. */
bool lied_session_accepted(const struct lied_session *session);

/* Nothing that was measured while the lie stood was taken for true. */
bool lied_session_refused(const struct lied_session *session, const struct lie *lie);

#endif /* LIED_SESSION_H */
