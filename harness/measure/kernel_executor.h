/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_EXECUTOR_H
#define KERNEL_EXECUTOR_H

#include "attach/attachment.h"
#include "machine/kernel_log.h"
#include "measure/counters.h"
#include "measure/earlier_look.h"
#include "measure/executor.h"
#include "measure/interrupts.h"
#include "measure/prepared.h"
#include "measure/reload.h"

/* The executor that measures the running kernel. What members point to is borrowed. */
struct kernel_executor {
	struct attachment attachment;
	struct prepared prepared; /* the workload of what is attached */
	struct earlier_look earlier; /* at what is attached */
	struct counters *counters;
	struct interrupts *interrupts;
	struct kernel_abilities abilities;
	struct kernel_log *log; /* NULL: it cannot be read */
	unsigned int settle_ms; /* from an attachment to its first sample */
	bool counts_all; /* counting attachments count the calls of all processes */
	/* What is other about the machine; NULL: nobody watches it. See struct executor. */
	int (*change)(void *context, char *text, size_t size);
	void *change_context;
	int stop_fd; /* a signalfd, readable once a run is to stop; -1: none */
	bool stop_seen;
	const struct reload *reload; /* NULL: the modules stay as they are */
};

struct executor kernel_executor_interface(struct kernel_executor *kernel);

#endif /* KERNEL_EXECUTOR_H */
