// SPDX-License-Identifier: GPL-2.0-only
#include "page/proofs.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static size_t index_of(const struct boards *boards, size_t board, size_t workload,
		       size_t configuration)
{
	return (board * boards->workload_count + workload) * boards->configuration_count +
	       configuration;
}

const struct page_proof *page_proof_at(const struct page_proofs *proofs,
				       const struct boards *boards, size_t board, size_t workload,
				       size_t configuration)
{
	return &proofs->cells[index_of(boards, board, workload, configuration)];
}

static size_t find_workload(const struct boards *boards, const char *name)
{
	size_t w = 0;

	while (w < boards->workload_count && strcmp(boards->workloads[w].name, name) != 0)
		w++;
	return w;
}

static size_t find_configuration(const struct boards *boards, const char *name)
{
	size_t c = 0;

	while (c < boards->configuration_count && strcmp(boards->configurations[c], name) != 0)
		c++;
	return c;
}

static const char *text_of(const json_t *record, const char *key)
{
	return json_string_value(json_object_get(record, key));
}

/* Each boot has its own; one that is not as expected is what must be seen. */
static void take_hits(struct page_proof *proof, const json_t *record)
{
	const json_t *hits = json_object_get(record, "hits");
	const json_t *expected = json_object_get(record, "hits_expected");

	if (!json_is_integer(hits) || !json_is_integer(expected) ||
	    (proof->hits_known && json_equal(hits, expected)) ||
	    proof->hits != proof->hits_expected)
		return;
	proof->hits_known = true;
	proof->hits = json_integer_value(hits);
	proof->hits_expected = json_integer_value(expected);
}

static void take_first(struct page_proof *proof, const json_t *record)
{
	proof->expected = text_of(record, "expected_path");
	proof->literal = text_of(json_object_get(record, "literal"), "symbol");
	proof->target = text_of(json_object_get(record, "target"), "symbol");
}

static void take(struct page_proofs *proofs, const struct boards *boards, size_t board,
		 const json_t *record)
{
	const char *kind = text_of(record, "record");
	const char *workload = text_of(record, "workload");
	const char *configuration = text_of(record, "configuration");
	const char *reason = text_of(record, "reason");
	struct page_proof *proof;
	size_t w, c;

	if (!kind || strcmp(kind, "proof") != 0 || !workload || !configuration)
		return;
	w = find_workload(boards, workload);
	c = find_configuration(boards, configuration);
	if (w == boards->workload_count || c == boards->configuration_count)
		return;
	proof = &proofs->cells[index_of(boards, board, w, c)];
	if (!proof->attachments++)
		take_first(proof, record);
	take_hits(proof, record);
	proof->unproven += reason ? 1 : 0;
	proof->reason = proof->reason ? proof->reason : reason;
	proofs->attachments++;
}

int page_proofs_make(const struct boards *boards, struct page_proofs *proofs)
{
	size_t count = index_of(boards, boards->count, 0, 0);

	memset(proofs, 0, sizeof(*proofs));
	proofs->cells = calloc(count + 1, sizeof(*proofs->cells));
	if (!proofs->cells)
		return -ENOMEM;
	for (size_t b = 0; b < boards->count; b++) {
		const struct board *board = &boards->boards[b];

		for (size_t i = 0; i < board->boot_count; i++) {
			const json_t *records = board->boots[i].result->records;

			for (size_t r = 0; r < json_array_size(records); r++)
				take(proofs, boards, b, json_array_get(records, r));
		}
	}
	return 0;
}

void page_proofs_free(struct page_proofs *proofs)
{
	free(proofs->cells);
	memset(proofs, 0, sizeof(*proofs));
}
