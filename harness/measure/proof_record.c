// SPDX-License-Identifier: GPL-2.0-only
#include "measure/proof_record.h"

#include "result/record.h"

static struct named_address named(const struct evidence_name *name)
{
	return (struct named_address){
		.address = name->address,
		.symbol = name->symbol,
		.owner = site_owner_name(name->owner),
		.index = name->index,
	};
}

json_t *proof_record(const struct proof_place *place, const struct claim *claim,
		     const struct evidence *evidence, const struct hit_proof *hits,
		     const char *reason)
{
	const struct proof proof = {
		.block = place->block,
		.workload = place->workload,
		.load = place->load,
		.attachment = place->attachment,
		.configuration = claim->configuration->name,
		.path = path_name(evidence->path),
		.expected_path = path_name(claim->expected),
		.function = evidence->bytes.function,
		.site_start = evidence->bytes.function - SITE_BEFORE,
		.site_length = SITE_BYTES,
		.site = evidence->bytes.bytes,
		.literal = named(&evidence->literal),
		.target = named(&evidence->target),
		.via_plt = evidence->site.via_plt,
		.trampoline = named(&evidence->trampoline),
		.distance_known = evidence->distance_known,
		.distance = evidence->distance,
		.enabled_functions = evidence->book.read ? evidence->book.text : NULL,
		.system_known = evidence->system_known,
		.ops_in_system = evidence->ops_in_system,
		.foreign_ops = evidence->foreign,
		.behind = named(&evidence->behind),
		.graph_known = evidence->graph_known,
		.graph_users = evidence->graph_users,
		.kprobes_known = evidence->kprobes_known,
		.kprobes = evidence->kprobes,
		.hits_known = hits && hits->known,
		.hits = hits ? hits->hits : 0,
		.hits_expected = hits ? hits->expected : 0,
		.reason = reason,
	};

	return record_proof(&proof);
}
