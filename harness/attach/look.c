// SPDX-License-Identifier: GPL-2.0-only
#include "attach/look.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "site/enabled_functions.h"

_Static_assert(sizeof(((struct evidence_book *)0)->text) >=
		       sizeof(((struct enabled_function *)0)->text),
	       "the evidence holds what the book says");

int look_at_site(const struct device *device, const struct kernel_abilities *abilities,
		 unsigned int index, struct evidence *evidence, struct complaint *complaint)
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
	err = device_name_address(device, evidence->bytes.function, &evidence->function, complaint);
	if (!err)
		err = device_name_address(device, site->target, &evidence->target, complaint);
	if (!err)
		err = device_name_address(device, site->has_literal ? site->literal : 0,
					  &evidence->literal, complaint);
	if (!err)
		err = device_name_address(device, trampoline, &evidence->trampoline, complaint);
	if (err)
		return err;
	target_named = strncmp(evidence->target.symbol, "0x", 2) != 0;
	evidence->path = site_path(abilities, site, evidence->target.owner, target_named,
				   evidence->literal.owner, trampoline != 0);
	if (trampoline)
		evidence->distance = (int64_t)(trampoline - site->address);
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
