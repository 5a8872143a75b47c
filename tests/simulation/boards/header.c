// SPDX-License-Identifier: GPL-2.0-only
/*
 * The header of a board that exists nowhere: all that a reader of boards asks for.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "boards.h"
#include "measure/plan.h"

static const char *architecture(const struct example_board *board)
{
	return architecture_name(board->abilities.architecture);
}

static json_t *text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *counters_array(const struct example_board *board, const struct plan *plan)
{
	json_t *array = json_array();

	for (size_t i = 0; i < plan->event_count; i++) {
		const char *name = plan->events[i].name;
		const bool user = !strstr(name, "kernel-");

		json_array_append_new(
			array,
			json_pack("{s:s, s:s, s:n, s:i, s:s, s:s, s:s, s:b, s:b, s:s, s:f, "
				  "s:i}",
				  "name", name, "pmu", board->pmu, "source", "type", 0, "config",
				  "0x0", "config1", "0x0", "config2", "0x0", "kernel", 1, "user",
				  (int)user, "read", "user", "read_ns", 20.5, "pass", 0));
	}
	return array;
}

static json_t *kernel_object(const struct example_board *board)
{
	const char *call_ops = board->abilities.call_ops ? "y" : "n";
	const char *direct = board->abilities.direct_calls ? "y" : "n";

	return json_pack("{s:s, s:s, s:n, s:{s:s, s:s, s:s, s:s}}", "release", board->kernel,
			 "version", "#1 SMP of nobody", "config_digest", "config",
			 "DYNAMIC_FTRACE_WITH_CALL_OPS", call_ops,
			 "DYNAMIC_FTRACE_WITH_DIRECT_CALLS", direct, "FUNCTION_GRAPH_TRACER", "y",
			 "HZ", "250");
}

static json_t *frequency_object(const struct example_board *board)
{
	char highest[32];

	snprintf(highest, sizeof(highest), "%.0f", board->core.mhz * 1000);
	return json_pack("{s:s, s:s, s:s, s:s}", "scaling_governor", board->governor,
			 "scaling_min_freq", highest, "scaling_max_freq", highest,
			 "scaling_cur_freq", highest);
}

static json_t *fact(const char *fitness, const char *text)
{
	return json_pack("{s:s, s:s}", "fit", fitness, "text", text);
}

/* What doctor would have said of it. */
static json_t *facts_object(const struct example_board *board)
{
	const bool steady = !strcmp(board->governor, "performance");
	json_t *facts = json_object();
	char text[64];

	json_object_set_new(facts, "machine", fact("disturbs", "simulated: there is none"));
	json_object_set_new(facts, "pmu",
			    board->pmu ? fact("fit", "counts instructions")
				       : fact("disturbs", "there is none"));
	json_object_set_new(facts, "governor", fact(steady ? "fit" : "disturbs", board->governor));
	snprintf(text, sizeof(text), "%.0f ns from a reading to the next", board->noise.step_ns);
	json_object_set_new(facts, "clock-step", fact("fit", text));
	snprintf(text, sizeof(text), "CPU %d is isolated", board->cpu);
	json_object_set_new(facts, "isolation", fact("fit", text));
	return facts;
}

static json_t *core_types(const struct example_board *board)
{
	if (!board->core_type)
		return json_null();
	return json_pack("{s:s, s:s}", "armv8_simulated_little", "0-3", board->core_type, "4-5");
}

static json_t *environment_object(const struct example_board *board, unsigned int boot,
				  uint64_t seed)
{
	char boot_id[40];

	snprintf(boot_id, sizeof(boot_id), "%08x-0000-4000-8000-%012" PRIx64, boot,
		 seed & UINT64_C(0xffffffffffff));
	return json_pack(
		"{s:s, s:s, s:o, s:n, s:s, s:s, s:{s:n, s:n}, s:{s:i, s:o, s:o}, s:o, s:[s], s:o, "
		"s:s, s:o, s:{}, s:{s:s}, s:{s:s, s:s, s:s}, s:o, s:{s:b, s:b, s:n, s:b}}",
		"arch", architecture(board), "board", board->name, "kernel", kernel_object(board),
		"compiler", "boot_id", boot_id, "command_line", "isolcpus=1-7 nohz_full=1-7",
		"module", "build_id", "srcversion", "cpu", "number", board->cpu, "pmu",
		text_or_null(board->pmu), "core_types", core_types(board), "core_type",
		text_or_null(board->core_type), "compatible", board->compatible, "frequency",
		frequency_object(board), "kaslr", "on", "pmus",
		board->pmu ? json_pack("[s, s]", board->pmu, "software")
			   : json_pack("[s]", "software"),
		"vulnerabilities", "tracing", "current_tracer", "nop", "bpf", "jit_enable", "1",
		"jit_harden", "0", "stats_enabled", "0", "facts", facts_object(board), "emulation",
		"emulated", 0, "instruction_clock", 0, "machine", "simulated", 1);
}

json_t *example_board_header(const struct example_board *board, const struct plan *plan,
			     const struct session_clock *clock, unsigned int boot, uint64_t seed)
{
	return json_pack("{s:s, s:i, s:{s:s, s:s, s:s}, s:s, s:o, s:o, s:o, s:o}", "record",
			 "header", "schema", RECORD_SCHEMA, "tool", "name", "tracetoll", "version",
			 "simulation", "compiler", "none", "started", EXAMPLE_BOARD_STARTED, "plan",
			 plan_object(plan), "counters", counters_array(board, plan), "environment",
			 environment_object(board, boot, seed), "clock",
			 session_clock_object(clock));
}
