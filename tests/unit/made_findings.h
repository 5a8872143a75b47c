/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MADE_FINDINGS_H
#define MADE_FINDINGS_H

#include "track/finding.h"
#include "track/nights.h"

/* Findings and nights that are made up: no board has ever shown them. */

#define MADE_NIGHT 86400
#define MADE_DATE(night) (1763769600 + (int64_t)(night)*MADE_NIGHT) /* 2025-11-22 and on */

#define MADE_GOOD "5d1e6a7b3c9f0a1b2c3d4e5f60718293a4b5c6d7"
#define MADE_BAD "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432"

static const struct history_run made_good = {
	.id = 1,
	.digest = "1111",
	.file = "one.jsonl",
	.board = "rpi4",
	.branch = "main",
	.commit = MADE_GOOD,
	.date = MADE_DATE(0),
	.trusted = true,
	.points = 40,
};

static const struct history_run made_bad = {
	.id = 2,
	.digest = "2222",
	.file = "two.jsonl",
	.board = "rpi4",
	.branch = "main",
	.commit = MADE_BAD,
	.date = MADE_DATE(1),
	.trusted = true,
	.points = 40,
};

static const struct history_series made_cycles = {
	.id = 1,
	.board = "rpi4",
	.branch = "main",
	.arch = "arm64",
	.workload = "kloop",
	.configuration = "ops1",
	.metric = "cycles",
	.unit = "cycles",
	.overhead = true,
};

static const struct history_series made_time = {
	.id = 2,
	.board = "visionfive-2",
	.branch = "main",
	.arch = "riscv64",
	.workload = "kloop",
	.configuration = "direct+ops1",
	.metric = "time",
	.unit = "ns",
	.overhead = true,
};

static const struct history_series made_exact = {
	.id = 3,
	.board = "guest",
	.branch = "main",
	.arch = "riscv64",
	.workload = "getppid",
	.configuration = "ops1+irr10",
	.metric = "kernel-instructions",
	.unit = "instructions",
	.overhead = true,
	.exact = true,
	.emulated = true,
};

static inline struct finding_change made_change(const struct history_series *series, double before,
						double after, double half)
{
	return (struct finding_change){
		.series = series,
		.point = { .first = 9,
			   .earliest = 9,
			   .latest = 9,
			   .before = before,
			   .after = after,
			   .low = after - before - half,
			   .high = after - before + half,
			   .p = series->exact ? 0 : 1e-9,
			   .verdict = CHANGE_CERTAIN },
		.good = &made_good,
		.bad = &made_bad,
		.first = &made_bad,
		.path_before = "callops-func",
		.path_after = "callops-func",
		.noise = series->exact ? 0 : half,
		.points_after = 1,
		.points_seen = 1,
	};
}

#endif /* MADE_FINDINGS_H */
