// SPDX-License-Identifier: GPL-2.0-only
#include "bench/system_calls.h"

#include "system_call.h"

int system_calls_run_plain(const struct workload_run *run, long number)
{
	for (unsigned int batch = 0; batch < run->batches; batch++) {
		if (run->without_call)
			plain_loop_without_call(number, run->calls_per_batch);
		else
			plain_loop(number, run->calls_per_batch);
	}
	return 0;
}

int system_calls_run(const struct workload_run *run, const struct system_call *call)
{
	for (unsigned int batch = 0; batch < run->batches; batch++) {
		if (run->without_call)
			call_loop_without_call(call, run->calls_per_batch);
		else
			call_loop(call, run->calls_per_batch);
	}
	return 0;
}

int system_calls_run_pair(const struct workload_run *run, const struct system_call_pair *pair)
{
	for (unsigned int batch = 0; batch < run->batches; batch++) {
		if (run->without_call)
			pair_loop_without_call(pair, run->calls_per_batch);
		else
			pair_loop(pair, run->calls_per_batch);
	}
	return 0;
}

int system_calls_run_chain(const struct workload_run *run, const struct system_call_pair *pair)
{
	for (unsigned int batch = 0; batch < run->batches; batch++) {
		if (run->without_call)
			chain_loop_without_call(pair, run->calls_per_batch);
		else
			chain_loop(pair, run->calls_per_batch);
	}
	return 0;
}
