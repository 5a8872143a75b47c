/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLAYED_CLAIM_H
#define PLAYED_CLAIM_H

#include <string.h>

#include "good_evidence.h"
#include "site/check.h"

static const struct kernel_abilities abilities_of[DISPATCH_COUNT] = {
	[DISPATCH_ARM64_CALL_OPS] = { ARCHITECTURE_ARM64, true, true, true, true, false },
	[DISPATCH_RISCV64_CALL_OPS] = { ARCHITECTURE_RISCV64, true, true, true, true, false },
	[DISPATCH_GLOBAL] = { ARCHITECTURE_RISCV64, false, true, true, true, false },
	[DISPATCH_X86_64] = { ARCHITECTURE_X86_64, false, true, true, true, false },
	[DISPATCH_NO_SITE] = { ARCHITECTURE_ARM64, false, false, false, true, true },
};

/* A claim with all that it rests on, and the evidence on both sides of a sample. */
struct played {
	struct configuration configuration;
	struct baseline baseline;
	struct claim claim;
	struct evidence before, after;
};

/* Of whatever is in played->configuration. */
static inline void play_configuration(struct played *played, enum dispatch dispatch)
{
	const struct kernel_abilities *abilities = &abilities_of[dispatch];
	struct configuration none;

	memset(&played->baseline, 0, sizeof(played->baseline));
	assert_int_equal(configuration_parse("none", &none), 0);
	good_evidence(&none, abilities, &played->baseline.evidence);
	good_evidence(&played->configuration, abilities, &played->before);
	played->after = played->before;
	played->claim = (struct claim){
		.configuration = &played->configuration,
		.abilities = abilities,
		.baseline = &played->baseline,
	};
	played->claim.expected = claim_expected_path(&played->claim, &played->before);
}

static inline void play(struct played *played, const char *name, enum dispatch dispatch)
{
	assert_int_equal(configuration_parse(name, &played->configuration), 0);
	play_configuration(played, dispatch);
}

/* A row of an attachment that is not the module's. */
#define BROUGHT(what, ...)                                                               \
	{                                                                                \
		.pattern = "brought", .brings = (what), .expected = EXPECT(__VA_ARGS__), \
	}

/* One for each thing that can be brought alone. */
static const struct configuration_row brought_rows[] = {
	BROUGHT(BRINGS_DIRECT, DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT),
	BROUGHT(BRINGS_FPROBE, CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	BROUGHT(BRINGS_GRAPH, CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	BROUGHT(BRINGS_TRACER, CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	BROUGHT(BRINGS_KPROBE, BREAKPOINT, BREAKPOINT, BREAKPOINT, TRAMP),
	BROUGHT(BRINGS_EVENT, NOP, NOP, NOP, NOP),
};

#define BROUGHT_ROWS (sizeof(brought_rows) / sizeof(brought_rows[0]))

static inline void play_brought(struct played *played, unsigned int brings, enum dispatch dispatch)
{
	memset(&played->configuration, 0, sizeof(played->configuration));
	for (size_t i = 0; i < BROUGHT_ROWS; i++) {
		if (brought_rows[i].brings == brings)
			played->configuration.row = &brought_rows[i];
	}
	assert_non_null(played->configuration.row);
	play_configuration(played, dispatch);
}

static inline const char *failing(const struct played *played, char *reason)
{
	struct check_list list;
	const struct check *check;

	check_list_all(&list);
	check = check_list_failing(&list, &played->claim, &played->before, &played->after, reason,
				   CHECK_REASON_SIZE);
	return check ? check->name : "";
}

/* The first check to object is @name, and without it none does: no other stands there. */
static inline void assert_only(const struct played *played, const char *name)
{
	char reason[CHECK_REASON_SIZE];
	struct check_list list;

	assert_string_equal(failing(played, reason), name);
	assert_true(strlen(reason) > 10);
	check_list_all(&list);
	assert_true(check_list_remove(&list, name));
	assert_null(check_list_failing(&list, &played->claim, &played->before, &played->after,
				       reason, sizeof(reason)));
	assert_string_equal(reason, "");
}

static inline void assert_holds(const struct played *played)
{
	char reason[CHECK_REASON_SIZE];

	if (*failing(played, reason))
		fail_msg("%s", reason);
}

#endif /* PLAYED_CLAIM_H */
