/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "config/complaint.h"
#include "measure/executor.h"
#include "result/writer.h"

/*
 * Appends an event for each line that the kernel complained with since the last time, and
 * adds their number to *@count. Returns 0 or a negative errno with @complaint.
 */
int findings_append(const struct executor *executor, struct result_writer *writer,
		    unsigned int *count, struct complaint *complaint);

#endif /* FINDINGS_H */
