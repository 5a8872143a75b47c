// SPDX-License-Identifier: GPL-2.0-only
#include "measure/prepared.h"

#include <errno.h>
#include <string.h>

int prepared_begin(struct prepared *prepared, const struct workload *workload,
		   struct complaint *complaint)
{
	int err = 0;

	*prepared = (struct prepared){ .workload = workload };
	if (workload->prepare)
		err = workload->prepare(&prepared->state);
	if (!err)
		return 0;
	prepared->workload = NULL;
	complain(complaint, EXIT_CODE_SKIPPED, err, "", "the workload '%s' cannot be prepared: %s",
		 workload->name, strerror(-err));
	return -EOPNOTSUPP;
}

void prepared_end(struct prepared *prepared)
{
	if (prepared->workload && prepared->workload->finish)
		prepared->workload->finish(prepared->state);
	*prepared = (struct prepared){ 0 };
}
