// SPDX-License-Identifier: GPL-2.0-only
#include "attach/look.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "site/enabled_functions.h"

_Static_assert(sizeof(((struct evidence_book *)0)->text) >=
		       sizeof(((struct enabled_function *)0)->text),
	       "the evidence holds what the book says");

/* What is asked of no ops: as long as the address is the same, so is the rest. */
static int look_at_name(const struct device *device, uint64_t address,
			const struct evidence_name *known, struct evidence_name *name,
			struct complaint *complaint)
{
	if (!known || !address || known->address != address)
		return device_name_address(device, address, name, complaint);
	*name = *known;
	return 0;
}

/* What the one ops calls that the literal names, or that ftrace made the target for. */
static int look_behind(const struct device *device, const struct evidence *known,
		       const struct device_ops *of_literal, const struct device_ops *of_target,
		       struct evidence *evidence, struct complaint *complaint)
{
	uint64_t address = of_literal->direct_call ? of_literal->direct_call : of_literal->func;

	if (evidence->target.owner == OWNER_OPS_TRAMPOLINE)
		address = of_target->func;
	return look_at_name(device, address, known ? &known->behind : NULL, &evidence->behind,
			    complaint);
}

/* Only where ftrace made the target for one ops it is asked what that calls. */
static int look_at_target(const struct device *device, const struct evidence *known,
			  const struct device_names *names, struct evidence *evidence,
			  struct device_ops *ops, struct complaint *complaint)
{
	const uint64_t address = evidence->site.target;

	if (!known || known->target.address != address ||
	    known->target.owner == OWNER_OPS_TRAMPOLINE)
		return device_find_ops(device, address, names, &evidence->target, ops, complaint);
	evidence->target = known->target;
	*ops = (struct device_ops){ 0 };
	return 0;
}

/* The names of all addresses at the site. */
static int look_at_names(const struct device *device, uint64_t trampoline,
			 const struct evidence *known, struct evidence *evidence,
			 struct complaint *complaint)
{
	const struct site *site = &evidence->site;
	struct device_ops of_literal, of_target;
	struct device_names names = { .count = 0 };
	int err;

	if (known)
		names = (struct device_names){ { &known->target, &known->literal, &known->behind },
					       3 };
	err = look_at_name(device, evidence->bytes.function, known ? &known->function : NULL,
			   &evidence->function, complaint);
	if (!err)
		err = look_at_target(device, known, &names, evidence, &of_target, complaint);
	if (!err)
		err = device_find_ops(device, site->has_literal ? site->literal : 0, &names,
				      &evidence->literal, &of_literal, complaint);
	if (!err)
		err = look_behind(device, known, &of_literal, &of_target, evidence, complaint);
	if (!err)
		err = look_at_name(device, trampoline, known ? &known->trampoline : NULL,
				   &evidence->trampoline, complaint);
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
		 unsigned int index, bool direct, const struct evidence *known,
		 struct evidence *evidence, struct complaint *complaint)
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
	/* Then it is no site's address that the decoder gave, but where one would be. */
	if (abilities->no_sites && site->kind == SITE_UNKNOWN)
		memset(site, 0, sizeof(*site));
	err = look_at_names(device, trampoline, known, evidence, complaint);
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
	if (!system.foreign)
		return 0;
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
