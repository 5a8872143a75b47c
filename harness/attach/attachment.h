/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ATTACHMENT_H
#define ATTACHMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "attach/device.h"
#include "config/complaint.h"
#include "config/configuration.h"

/* What is to be attached, and to what. */
struct attach_order {
	const struct configuration *configuration;
	struct device_tracee tracee;
	const char
		*system_call; /* of which the tracee is the handler, by tracefs's name; or NULL */
	uint64_t address; /* of the tracee's first byte; attachment_attach() fills it in */
	/* All that is attached counts its calls, in whatever way; else it is as it is measured. */
	bool counting;
	bool of_all; /* with counting: the calls of all processes, not of this one alone */
};

/* How often everything that counts was called since it was attached. */
struct attached_hits {
	uint64_t hits; /* of all that counts, added up */
	uint64_t per_call; /* what one call of the tracee adds; 0: nothing here counts */
};

struct attachment;

/* One way to attach beside the module: a file each, and a line in attachment.c. */
struct attacher {
	const char *name;
	/* Whether anything of the configuration is attached in this way. */
	bool (*concerns)(const struct configuration *configuration);
	/*
	 * Returns 0, -EOPNOTSUPP (cannot be done here; complaint says why), or another negative
	 * errno; nothing is attached then.
	 */
	int (*attach)(struct attachment *attachment, const struct attach_order *order,
		      struct complaint *complaint);
	/* Undoes it. A negative errno: the kernel is not as before. */
	int (*detach)(struct attachment *attachment, struct complaint *complaint);
	/* Adds what it counted; wants order->counting. */
	int (*read_hits)(struct attachment *attachment, struct attached_hits *hits,
			 struct complaint *complaint);
	/* Makes each run find the same; nothing is counted yet. May be NULL. */
	int (*before_run)(struct attachment *attachment, struct complaint *complaint);
	/*
	 * Whether this kernel can do its part of the order, as far as that is known with nothing
	 * attached. Returns as attach(). May be NULL: nothing is known.
	 */
	int (*ask)(const struct attach_order *order, struct complaint *complaint);
	/* Frees what it kept for the attachments to come; detaches it, too. May be NULL. */
	void (*close)(struct attachment *attachment);
};

extern const struct attacher attacher_bpf;
extern const struct attacher attacher_tracefs;

struct bpf_attachment;
struct tracefs_attachment;

/* What is attached now, in all ways. */
struct attachment {
	const struct device *device; /* borrowed */
	const struct configuration *configuration; /* NULL: nothing is attached */
	/* each attacher's own, kept until attachment_close(); NULL: nothing was attached so */
	struct bpf_attachment *bpf;
	struct tracefs_attachment *tracefs;
};

/*
 * Attaches @order->configuration in all ways that it wants: by the module, then by the others
 * in the order of the table. Returns 0 or a negative errno as struct attacher; then nothing is
 * attached.
 */
int attachment_attach(struct attachment *attachment, const struct attach_order *order,
		      struct complaint *complaint);

/* Undoes it, the last one first; goes on after an error, and returns the first one. */
int attachment_detach(struct attachment *attachment, struct complaint *complaint);

/* Whether what is attached has something to do before a run. */
bool attachment_prepares_runs(const struct attachment *attachment);

/*
 * To be called before each run of a workload, where nothing is counted yet: what the run finds
 * is then what every other one found. Returns 0 or a negative errno.
 */
int attachment_before_run(struct attachment *attachment, struct complaint *complaint);

/*
 * What was counted since attachment_attach() with order->counting. Returns 0 or a negative
 * errno; hits->per_call is 0 where nothing of the configuration can count.
 */
int attachment_read_hits(struct attachment *attachment, struct attached_hits *hits,
			 struct complaint *complaint);

/*
 * Whether this kernel can do what @order wants of all but the module, with nothing attached.
 * Returns 0, -EOPNOTSUPP (it cannot; complaint says why), or another negative errno: it was
 * not found out.
 */
int attachment_ask(const struct attach_order *order, struct complaint *complaint);

/* Frees what all attachers kept. The module's part is not touched. */
void attachment_close(struct attachment *attachment);

#endif /* ATTACHMENT_H */
