/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VIEW_H
#define VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/path.h"
#include "site/enabled_functions.h"
#include "site/kallsyms.h"
#include "site/kcore.h"
#include "site/ops.h"
#include "site/site.h"

#define VIEW_NAME_SIZE 192
/* A function with its module, whole: KSYM_NAME_LEN and MODULE_NAME_LEN of the kernel. */
#define VIEW_FUNCTION_SIZE (512 + 64)
#define VIEW_OPS_MAX 4096

/* Everything of a kernel that a patch site is explained by. */
struct view_kernel {
	struct kernel_abilities abilities;
	struct kallsyms symbols;
	/* Of them, each NULL if there is none: */
	const struct symbol *call_label; /* where ftrace_caller calls the callee of all */
	const struct symbol *list; /* the pointer to the first ops */
	const struct symbol *list_end; /* behind the last one */
	struct kcore kcore;
	struct ops_layout layout;
	bool has_book; /* enabled_functions could be read */
	struct enabled_functions book;
};

/* An address and the name that the kernel has for it. */
struct view_name {
	uint64_t address; /* 0: there is none */
	char name[VIEW_NAME_SIZE]; /* as kallsyms_text() writes it */
};

/* One function's patch site, and who is behind it. */
struct site_view {
	const struct symbol *symbol; /* that was asked for */
	bool shares_name;
	const struct symbol *known; /* the first of its address: ftrace's name for it */
	struct site_bytes bytes;
	struct site site; /* has_literal only where the kernel uses one */
	enum path path;
	struct view_name first_target; /* a module's PLT, or as target */
	struct view_name target;
	struct view_name literal;
	struct view_name func; /* the literal's ops->func; no CALL_OPS: the one for all */
	struct view_name trampoline; /* of a direct call that the site or its literal names */
	/* How many ops the walk of list_ops goes through, and the first of them. */
	bool has_list;
	size_t list_count;
	struct view_name list[6];
	bool listed; /* in enabled_functions */
	struct enabled_function book;
	char contradiction[128]; /* "" if the two agree */
};

#define VIEW_LIST_SHOWN (sizeof(((struct site_view *)0)->list) / sizeof(struct view_name))

/* Finds those three in @kernel's symbols, which takes a walk through all of them. */
void view_kernel_symbols(struct view_kernel *kernel);

/*
 * Looks at the site of @symbol, one of @kernel's. Returns 0 or a negative errno if its
 * bytes cannot be read. A function without a site has kind SITE_UNKNOWN. @shares_name:
 * other functions are called the same, so that enabled_functions does not tell which.
 */
int site_view_make(const struct view_kernel *kernel, const struct symbol *symbol, bool shares_name,
		   struct site_view *view);

#endif /* VIEW_H */
