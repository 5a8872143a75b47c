/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HOLD_JSON_H
#define HOLD_JSON_H

#include <jansson.h>
#include <stdint.h>

#include "attach/attachment.h"
#include "site/check.h"
#include "verbs/hold_options.h"

/* What became of a command that was held. */
struct held {
	const struct hold_options *options;
	const struct claim *claim;
	const struct evidence *before; /* from after the attach: the proof */
	const struct evidence *after; /* from after the command */
	const char *doubt; /* why it is not to be relied on; "": it is */
	struct attached_hits hits;
	int wait_status; /* as of waitpid() */
	uint64_t elapsed_ns;
	json_t *environment; /* of environment_collect(); hold_object() takes it */
};

/* The object that --json writes. The caller owns it; NULL: memory ran out. */
json_t *hold_object(struct held *held);

#endif /* HOLD_JSON_H */
