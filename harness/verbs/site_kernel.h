/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SITE_KERNEL_H
#define SITE_KERNEL_H

#include "config/complaint.h"
#include "machine/ftrace_state.h"
#include "machine/kprobe_list.h"
#include "site/view.h"

/* The running kernel, as far as it is open to us. */
struct site_kernel {
	const char *root; /* "" but for tests */
	struct view_kernel view;
	struct ftrace_state state;
	int book_error; /* of enabled_functions: 0 or a negative errno */
	struct kprobe_list kprobes; /* none if they cannot be read */
	int kprobes_error; /* 0 or a negative errno */
	int layout_error; /* of BTF, likewise: no ops->direct_call is known then */
};

/*
 * Opens what `site` reads of the kernel below @root. Returns 0, or a negative errno and
 * why it cannot be: no symbols, their addresses hidden, no patch sites, memory closed.
 * That enabled_functions or the kprobes are not to be had is no failure. The caller closes, in
 * every case.
 */
int site_kernel_open(const char *root, struct site_kernel *kernel, struct complaint *complaint);
void site_kernel_close(struct site_kernel *kernel);

/* Reads enabled_functions anew. */
void site_kernel_read_book(struct site_kernel *kernel);

/* The first kprobe in the function of @view, or the one behind @after; NULL: no more. */
const struct kprobe *site_kernel_kprobe(const struct site_kernel *kernel,
					const struct site_view *view, const struct kprobe *after);

/* Complains that enabled_functions cannot be read; returns a negative errno. */
int site_kernel_without_book(const struct site_kernel *kernel, struct complaint *complaint);

#define SITE_KERNEL_NOTES 3

/*
 * What a reader of the sites must know of this kernel, in sentences without a full stop,
 * SITE_KERNEL_NOTES at most. Returns how many.
 */
size_t site_kernel_notes(const struct site_kernel *kernel, char notes[][192]);

#endif /* SITE_KERNEL_H */
