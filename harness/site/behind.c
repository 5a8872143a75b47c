// SPDX-License-Identifier: GPL-2.0-only
#include "site/behind.h"

#include <stdio.h>
#include <string.h>

/* site_owner_of_symbol() knows the kernel's objects by the words of %pS. */
static enum site_owner known_owner(const char *symbol)
{
	char text[256];

	snprintf(text, sizeof(text), "%s+0x0/0x0", symbol);
	return site_owner_of_symbol(text);
}

enum site_owner behind_literal(const char *symbol, const char *func, uint64_t direct_call)
{
	enum site_owner known = known_owner(symbol);

	if (known == OWNER_LIST_OPS || known == OWNER_NOP_OPS)
		return known;
	/* Two names of one function (include/asm-generic/vmlinux.lds.h). */
	if (!strcmp(func, "ftrace_ops_list_func") || !strcmp(func, "arch_ftrace_ops_list_func"))
		return OWNER_LIST_OPS;
	if (direct_call)
		return OWNER_DIRECT_OPS;
	return *func || *symbol ? OWNER_RELEVANT_OPS : OWNER_UNKNOWN;
}

/* The copy of ftrace_caller that x86 makes for one ops (create_trampoline). */
static bool is_trampoline_of_one_ops(const struct behind_target *target)
{
	static const char builtin[] = "ftrace_trampoline [__builtin__ftrace]";

	if (target->architecture != ARCHITECTURE_X86_64)
		return false;
	return !strcmp(target->symbol, builtin) ||
	       (!*target->symbol && !target->listed_direct && !target->is_direct_call);
}

enum site_owner behind_target(const struct behind_target *target, bool *named)
{
	enum site_owner known = known_owner(target->symbol);

	*named = !is_trampoline_of_one_ops(target);
	if (known != OWNER_UNKNOWN || !*named)
		return known;
	/* ftrace lets a site lead to nothing else. */
	if (*target->symbol || target->listed_direct || target->is_direct_call)
		return OWNER_TRAMPOLINE;
	return OWNER_UNKNOWN;
}

static bool is_path_of_one(enum path path)
{
	return path == PATH_DIRECT || path == PATH_CALLOPS_DIRECT || path == PATH_CALLOPS_FUNC ||
	       path == PATH_TRAMP;
}

void behind_contradiction(enum site_kind kind, enum path path,
			  const struct enabled_function *listed, char *text, size_t size)
{
	bool leads = kind == SITE_CALL || kind == SITE_JUMP;
	bool takes_direct = path == PATH_DIRECT || path == PATH_CALLOPS_DIRECT;

	*text = '\0';
	if (kind == SITE_DISABLED && listed)
		snprintf(text, size, "the site is disabled, but enabled_functions counts %u ops",
			 listed->ops);
	else if (leads && !listed)
		snprintf(text, size, "the site is enabled, but enabled_functions does not list it");
	else if (leads && listed->ops > 1 && is_path_of_one(path))
		snprintf(text, size, "enabled_functions counts %u ops, but %s is the path of one",
			 listed->ops, path_name(path));
	else if (leads && takes_direct && !listed->direct)
		snprintf(text, size,
			 "the site takes a direct call, but enabled_functions has none");
	else if (leads && listed->direct && (path == PATH_CALLOPS_FUNC || path == PATH_TRAMP))
		snprintf(text, size,
			 "enabled_functions has a direct call, but the site does not take it");
}
