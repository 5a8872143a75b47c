// SPDX-License-Identifier: GPL-2.0-only
#include "attach/look.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "site/enabled_functions.h"

_Static_assert(sizeof(((struct evidence_book *)0)->text) >=
		       sizeof(((struct enabled_function *)0)->text),
	       "the evidence holds what the book says");

/* What the one ops calls that the literal names, or that ftrace made the target for. */
static int look_behind(const struct device *device, const struct device_ops *of_literal,
		       const struct device_ops *of_target, struct evidence *evidence,
		       struct complaint *complaint)
{
	uint64_t address = of_literal->direct_call ? of_literal->direct_call : of_literal->func;

	if (evidence->target.owner == OWNER_OPS_TRAMPOLINE)
		address = of_target->func;
	return device_name_address(device, address, &evidence->behind, complaint);
}

/* The names of all addresses at the site. */
static int look_at_names(const struct device *device, uint64_t trampoline,
			 struct evidence *evidence, struct complaint *complaint)
{
	const struct site *site = &evidence->site;
	struct device_ops of_literal, of_target;
	int err = device_name_address(device, evidence->bytes.function, &evidence->function,
				      complaint);

	if (!err)
		err = device_find_ops(device, site->target, &evidence->target, &of_target,
				      complaint);
	if (!err)
		err = device_find_ops(device, site->has_literal ? site->literal : 0,
				      &evidence->literal, &of_literal, complaint);
	if (!err)
		err = look_behind(device, &of_literal, &of_target, evidence, complaint);
	if (!err)
		err = device_name_address(device, trampoline, &evidence->trampoline, complaint);
	return err;
}

/* Where a direct call leads that the site or its literal takes; 0: none, or not told. */
static uint64_t direct_call_of(const struct evidence *evidence)
{
	if (evidence->trampoline.address)
		return evidence->trampoline.address;
	if (site_owner_is_direct_call(evidence->behind.owner))
		return evidence->behind.address;
	return site_owner_is_direct_call(evidence->target.owner) ? evidence->target.address : 0;
}

int look_at_site(const struct device *device, const struct kernel_abilities *abilities,
		 unsigned int index, bool direct, struct evidence *evidence,
		 struct complaint *complaint)
{
	struct site *site = &evidence->site;
	bool target_named;
	uint64_t trampoline;
	int err;

	memset(evidence, 0, sizeof(*evidence));
	err = device_read_site(device, index, &evidence->bytes, &trampoline, complaint);
	if (err)
		return err;
	site_decode(abilities->architecture, &evidence->bytes, site);
	if (!abilities->call_ops)
		site->has_literal = false;
	err = look_at_names(device, trampoline, evidence, complaint);
	if (err)
		return err;
	target_named = strncmp(evidence->target.symbol, "0x", 2) != 0;
	evidence->path = site_path(abilities, site, evidence->target.owner, target_named,
				   evidence->literal.owner, trampoline || direct);
	evidence->distance_known = direct_call_of(evidence) != 0;
	if (evidence->distance_known)
		evidence->distance = (int64_t)(direct_call_of(evidence) - site->address);
	return 0;
}

int look_at_system(const struct device *device, struct evidence *evidence,
		   struct complaint *complaint)
{
	struct tracetoll_system system;
	struct evidence_name foreign;
	int err = device_read_system(device, &system, complaint);

	if (err)
		return err;
	evidence->system_known = system.valid & TRACETOLL_SYSTEM_OPS;
	evidence->ops_in_system = system.ops;
	evidence->sound = system.sound;
	evidence->ops_flags = system.ops_flags;
	evidence->graph_known = system.valid & TRACETOLL_SYSTEM_GRAPH;
	evidence->graph_users = system.graph_users;
	evidence->updates_known = system.valid & TRACETOLL_SYSTEM_UPDATES;
	evidence->updates = system.updates;
	err = device_name_address(device, system.foreign, &foreign, complaint);
	snprintf(evidence->foreign, sizeof(evidence->foreign), "%s", foreign.symbol);
	return err;
}

void look_into_book(const char *root, struct evidence *evidence)
{
	struct evidence_book *book = &evidence->book;
	struct enabled_function found;
	char path[PATH_MAX];

	enabled_functions_path(root, path, sizeof(path));
	if (enabled_functions_find(path, evidence->function.symbol, &found))
		return;
	book->read = true;
	book->ops = found.ops;
	book->direct = found.direct;
	snprintf(book->direct_symbol, sizeof(book->direct_symbol), "%s", found.direct_symbol);
	snprintf(book->text, sizeof(book->text), "%s",
		 found.found ? found.text : "not in the list");
}
