// SPDX-License-Identifier: GPL-2.0-only
#include "measure/prepared.h"

#include <errno.h>
#include <string.h>

int prepared_begin(struct prepared *prepared, const struct workload *workload,
		   struct complaint *complaint)
{
	int err = 0;

	*prepared = (struct prepared){ .workload = workload };
	if (workload->cold)
		err = eviction_open(&prepared->eviction, workload->cold->data_bytes);
	if (!err && workload->prepare)
		err = workload->prepare(&prepared->state);
	if (!err)
		return 0;
	prepared->workload = NULL;
	eviction_close(&prepared->eviction);
	complain(complaint, EXIT_CODE_SKIPPED, err, "", "the workload '%s' cannot be prepared: %s",
		 workload->name, strerror(-err));
	return -EOPNOTSUPP;
}

int prepared_run(struct prepared *prepared, const struct workload_run *run)
{
	struct workload_run known = *run;

	known.state = prepared->state;
	if (prepared->workload->cold)
		return cold_workload_run(prepared->workload, &prepared->eviction, &known);
	return prepared->workload->run(&known);
}

void prepared_end(struct prepared *prepared)
{
	if (prepared->workload && prepared->workload->finish)
		prepared->workload->finish(prepared->state);
	eviction_close(&prepared->eviction);
	*prepared = (struct prepared){ 0 };
}
