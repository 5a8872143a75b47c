// SPDX-License-Identifier: GPL-2.0-only
#include "measure/findings.h"

#include "site/evidence.h"

int findings_append(const struct executor *executor, struct result_writer *writer,
		    unsigned int *count, struct complaint *complaint)
{
	char line[EVIDENCE_TEXT_SIZE];
	int found;

	while ((found = executor->finding(executor->context, line, sizeof(line))) > 0) {
		int err =
			result_writer_append(writer, record_event("kernel-log", NULL, NULL, line));

		if (err)
			return complain(complaint, EXIT_CODE_FAILED, err,
					"free some space; what was measured so far is in the file",
					"cannot write the result file");
		++*count;
	}
	if (found < 0)
		return complain(complaint, EXIT_CODE_FAILED, found, "",
				"cannot read the kernel log (/dev/kmsg)");
	return 0;
}
