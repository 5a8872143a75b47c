// SPDX-License-Identifier: GPL-2.0-only
#include "result/record.h"

#include <inttypes.h>
#include <stdio.h>

#include "result/record_time.h"

/* NULL and "" become null: not known, or not there. */
static json_t *text_or_null(const char *text)
{
	return text && *text ? json_string(text) : json_null();
}

/* Addresses are text: a JSON number is not exact beyond 2^53 for every reader. */
static json_t *address_text(uint64_t address)
{
	return json_sprintf("0x%016" PRIx64, address);
}

static json_t *named_address_object(const struct named_address *named)
{
	if (!named->address)
		return json_null();
	return json_pack("{s:o, s:o, s:s, s:i}", "address", address_text(named->address), "symbol",
			 text_or_null(named->symbol), "owner", named->owner, "index",
			 (int)named->index);
}

static json_t *hexadecimal(const uint8_t *bytes, size_t length)
{
	char text[2 * RECORD_SITE_SIZE + 1] = "";

	for (size_t i = 0; i < length && i < RECORD_SITE_SIZE; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
	return json_string(text);
}

static json_t *integer_or_null(bool known, uint64_t number)
{
	return known ? json_integer((json_int_t)number) : json_null();
}

/* What was seen besides the site itself. */
static json_t *surroundings(const struct proof *proof)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "enabled_functions",
			 text_or_null(proof->enabled_functions), "ops_in_system",
			 integer_or_null(proof->system_known, proof->ops_in_system), "foreign_ops",
			 text_or_null(proof->foreign_ops), "graph_users",
			 integer_or_null(proof->graph_known, proof->graph_users), "kprobes",
			 integer_or_null(proof->kprobes_known, proof->kprobes), "hits",
			 integer_or_null(proof->hits_known, proof->hits), "hits_expected",
			 integer_or_null(proof->hits_known, proof->hits_expected));
}

json_t *record_proof(const struct proof *proof)
{
	json_t *record = json_pack(
		"{s:s, s:i, s:s, s:s, s:i, s:i, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:o, s:o, s:o}",
		"record", "proof", "block", (int)proof->block, "workload", proof->workload,
		"configuration", proof->configuration, "load", (int)proof->load, "attachment",
		(int)proof->attachment, "path", proof->path, "expected_path", proof->expected_path,
		"function", address_text(proof->function), "site_start",
		address_text(proof->site_start), "site",
		hexadecimal(proof->site, proof->site_length), "literal",
		named_address_object(&proof->literal), "target",
		named_address_object(&proof->target), "via_plt", (int)proof->via_plt, "behind",
		named_address_object(&proof->behind), "trampoline",
		named_address_object(&proof->trampoline), "distance",
		proof->distance_known ? json_integer(proof->distance) : json_null());
	json_t *rest = surroundings(proof);

	int error = !record || !rest || json_object_update(record, rest) ||
		    json_object_set_new(record, "reason", text_or_null(proof->reason));

	json_decref(rest);
	if (!error)
		return record;
	json_decref(record);
	return NULL;
}

json_t *record_event(const char *kind, const char *workload, const char *configuration,
		     const char *text)
{
	return json_pack("{s:s, s:s, s:o, s:o, s:s}", "record", "event", "kind", kind, "workload",
			 text_or_null(workload), "configuration", text_or_null(configuration),
			 "text", text);
}

static json_t *stop_object(const struct run_end *end)
{
	if (!end->stop_by)
		return json_null();
	return json_pack("{s:s, s:o, s:o}", "by", end->stop_by, "text",
			 text_or_null(end->stop_text), "reached",
			 end->reached == STOP_NOTHING_ASKED
				 ? json_null()
				 : json_boolean(end->reached == STOP_REACHED));
}

json_t *record_end(const struct run_end *end)
{
	char now[RECORD_TIME_SIZE];

	record_time(now);
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:I, s:I, s:o}", "record", "end", "finished",
			 now, "status", end->status, "reason", text_or_null(end->reason), "stop",
			 stop_object(end), "samples", (json_int_t)end->samples, "invalid",
			 (json_int_t)end->invalid, "engine_ns_per_sample",
			 integer_or_null(end->engine_ns, end->engine_ns));
}
