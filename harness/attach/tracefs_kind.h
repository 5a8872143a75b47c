/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACEFS_KIND_H
#define TRACEFS_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/complaint.h"
#include "config/configuration.h"

/* Where the definition of a dynamic event says that it stands. */
enum tracefs_place {
	PLACE_NONE, /* it is no dynamic event */
	PLACE_ADDRESS, /* "0xffff800080012340" */
	PLACE_NAME, /* "vfs_read": it takes no address */
	PLACE_NAME_RETURN, /* "vfs_read%return" */
};

/*
 * One way to have a function traced by writing into tracefs' files. Exactly one of tracer,
 * probe and event is there.
 */
struct tracefs_kind {
	const char *name; /* of the configuration's row that wants it */
	const char *tracer; /* word for current_tracer; set_ftrace_filter is the tracee alone */
	const char *probe; /* first letter of a dynamic event's definition: "p", "r", "f" */
	enum tracefs_place place; /* of the probe */
	const char *event; /* of the system call: "sys_enter_" and its name */
	unsigned int entries; /* what one call of the tracee writes into the ring buffer */
	const char *option; /* the kernel's, without which it cannot be there */
};

/* What a definition is about. */
struct tracefs_tracee {
	uint64_t address; /* of the first byte */
	char name[128]; /* as the kernel prints it */
	char module[64]; /* "" for the kernel's own */
};

/* The kind with this name, or NULL. */
const struct tracefs_kind *tracefs_kind_find(const char *name);

/*
 * Reads "f+0x0/0x18 [module]", as the kernel prints the symbol at an address. Returns false
 * if it is no name ("0xffff...") or not the beginning of a function.
 */
bool tracefs_tracee_read(uint64_t address, const char *symbol, struct tracefs_tracee *tracee);

/* The word for set_ftrace_filter: "f", or "f:mod:module". */
void tracefs_filter_word(const struct tracefs_tracee *tracee, char *text, size_t size);

/* The definition of a dynamic event: "p:GROUP/EVENT 0xffff...". */
void tracefs_definition(const struct tracefs_kind *kind, const char *group, const char *event,
			const struct tracefs_tracee *tracee, char *text, size_t size);

/*
 * Whether this kernel can do what @row wants of tracefs, as that itself says, below @root (""
 * but for tests); nothing is changed. What depends on the
 * function is only known when it is attached: where ftrace patches the first instruction, no
 * kprobe can stand. Returns 0 also for a row without tracefs, or -EOPNOTSUPP with @complaint.
 */
int tracefs_available(const char *root, const struct configuration_row *row,
		      struct complaint *complaint);

#endif /* TRACEFS_KIND_H */
