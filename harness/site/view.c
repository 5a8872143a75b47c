// SPDX-License-Identifier: GPL-2.0-only
#include "site/view.h"

#include <stdio.h>
#include <string.h>

#include "site/behind.h"
#include "site/prove.h"
#include "site/text.h"

static void name(const struct view_kernel *kernel, uint64_t address, struct view_name *named)
{
	named->address = address;
	kallsyms_text(&kernel->symbols, address, named->name, sizeof(named->name));
}

/* Reads the site; what lies before the function may be nobody's memory. */
static int read_bytes(const struct view_kernel *kernel, uint64_t function, struct site_bytes *bytes)
{
	unsigned int from = 0;
	int error;

	memset(bytes, 0, sizeof(*bytes));
	bytes->function = function;
	error = kcore_read(&kernel->kcore, function - SITE_BEFORE, bytes->bytes, SITE_BYTES);
	if (error) {
		from = SITE_BEFORE;
		error = kcore_read(&kernel->kcore, function, bytes->bytes + SITE_BEFORE,
				   SITE_BYTES - SITE_BEFORE);
	}
	if (!error)
		bytes->valid = (UINT64_MAX >> (64 - SITE_BYTES)) & UINT64_MAX << from;
	return error;
}

static void decode(const struct view_kernel *kernel, struct site_view *view)
{
	struct site_bytes *bytes = &view->bytes;
	struct site *site = &view->site;

	site_decode(kernel->abilities.architecture, bytes, site);
	if (site->target) {
		bytes->target = site->target;
		bytes->target_valid = !kcore_read(&kernel->kcore, site->target, bytes->target_bytes,
						  SITE_TARGET_BYTES);
		site_decode(kernel->abilities.architecture, bytes, site);
	}
	if (!kernel->abilities.call_ops)
		site->has_literal = false;
	name(kernel, site->first_target, &view->first_target);
	name(kernel, site->target, &view->target);
}

/* The literal, its ops' words, and whose they are. */
static enum site_owner look_behind_literal(const struct view_kernel *kernel, struct site_view *view)
{
	struct ops ops = { 0 };

	if (!view->site.has_literal || !view->site.literal)
		return OWNER_UNKNOWN;
	name(kernel, view->site.literal, &view->literal);
	if (!ops_read(&kernel->kcore, &kernel->layout, view->site.literal, &ops))
		name(kernel, ops.func, &view->func);
	name(kernel, ops.direct_call, &view->trampoline);
	return behind_literal(view->literal.name, view->func.name, view->trampoline.address);
}

static void look_up(const struct view_kernel *kernel, struct site_view *view)
{
	const struct enabled_function *listed;
	char wanted[VIEW_FUNCTION_SIZE];

	kallsyms_text(&kernel->symbols, view->symbol->address, wanted, sizeof(wanted));
	listed = enabled_functions_named(&kernel->book, wanted);
	/* The line is that of another function of the name, to all appearances. */
	if (!listed || (view->shares_name && view->site.kind == SITE_DISABLED))
		return;
	view->listed = true;
	view->book = *listed;
}

static void find_path(const struct view_kernel *kernel, struct site_view *view)
{
	enum site_owner literal = look_behind_literal(kernel, view);
	struct behind_target target = {
		.architecture = kernel->abilities.architecture,
		.symbol = view->target.name,
		.is_direct_call =
			view->site.target && view->site.target == view->trampoline.address,
		.listed_direct = view->listed && view->book.direct,
	};
	enum site_owner owner;
	bool named;

	owner = behind_target(&target, &named);
	view->path = site_path(&kernel->abilities, &view->site, owner, named, literal,
			       target.listed_direct);
	if (view->path == PATH_DIRECT)
		view->trampoline = view->target;
}

/* Without CALL_OPS one call in ftrace_caller, at this label, is patched for all. */
static void find_callee_of_all(const struct view_kernel *kernel, struct site_view *view)
{
	const struct symbol *label = kernel->call_label;
	struct instruction instruction;
	uint8_t bytes[8];

	if (!label || kcore_read(&kernel->kcore, label->address, bytes, sizeof(bytes)))
		return;
	if (kernel->abilities.architecture == ARCHITECTURE_RISCV64) {
		uint64_t auipc = instruction_bytes(bytes, 4),
			 jalr = instruction_bytes(bytes + 4, 4);

		/* auipc ra; jalr ra, ra (ftrace_update_ftrace_func before 6.16) */
		if ((auipc & 0xfff) != 0x097 || (jalr & 0xfffff) != 0x080e7)
			return;
		name(kernel,
		     label->address + (uint64_t)site_sign_extend(auipc & 0xfffff000, 32) +
			     (uint64_t)site_sign_extend(jalr >> 20, 12),
		     &view->func);
		return;
	}
	instruction_text(kernel->abilities.architecture, label->address, bytes, sizeof(bytes),
			 &instruction);
	if (instruction.has_target)
		name(kernel, instruction.target, &view->func);
}

/* ftrace_ops_list, as __ftrace_ops_list_func() walks it. */
static void walk_list(const struct view_kernel *kernel, struct site_view *view)
{
	const struct symbol *list = kernel->list, *end = kernel->list_end;
	uint64_t at = 0;

	if (!list || !end || kcore_read_u64(&kernel->kcore, list->address, &at))
		return;
	while (at && at != end->address && view->list_count < VIEW_OPS_MAX) {
		struct ops ops;

		if (ops_read(&kernel->kcore, &kernel->layout, at, &ops))
			return;
		if (view->list_count < VIEW_LIST_SHOWN) {
			name(kernel, at, &view->list[view->list_count]);
			if (!view->list[view->list_count].name[0])
				name(kernel, ops.func, &view->list[view->list_count]);
		}
		view->list_count++;
		at = ops.next;
	}
	view->has_list = at == end->address;
}

void view_kernel_symbols(struct view_kernel *kernel)
{
	kernel->call_label = kallsyms_named(&kernel->symbols, "ftrace_call");
	kernel->list = kallsyms_named(&kernel->symbols, "ftrace_ops_list");
	kernel->list_end = kallsyms_named(&kernel->symbols, "ftrace_list_end");
}

int site_view_make(const struct view_kernel *kernel, const struct symbol *symbol, bool shares_name,
		   struct site_view *view)
{
	int error;

	memset(view, 0, sizeof(*view));
	view->symbol = symbol;
	view->shares_name = shares_name;
	view->known = kallsyms_at(&kernel->symbols, symbol->address);
	if (!view->known)
		view->known = symbol;
	error = read_bytes(kernel, symbol->address, &view->bytes);
	if (error)
		return error;
	decode(kernel, view);
	look_up(kernel, view);
	find_path(kernel, view);
	if (view->path == PATH_GLOBAL)
		find_callee_of_all(kernel, view);
	if (view->path == PATH_LIST || view->path == PATH_LIST_DIRECT || view->path == PATH_GLOBAL)
		walk_list(kernel, view);
	if (kernel->has_book && !shares_name)
		behind_contradiction(view->site.kind, view->path, view->listed ? &view->book : NULL,
				     view->contradiction, sizeof(view->contradiction));
	return 0;
}
