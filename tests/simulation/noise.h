/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NOISE_H
#define NOISE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * xoshiro256+: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS
 * 2021. Not the generator that plans draw their order from: order and noise must have nothing in
 * common.
 */
struct generator {
	uint64_t state[4];
	bool has_spare;
	double spare; /* normal numbers come in pairs */
};

void generator_seed(struct generator *generator, uint64_t seed);

/* Above 0, below 1. */
double generator_uniform(struct generator *generator);

/* Of mean 0 and variance 1. */
double generator_normal(struct generator *generator);

/* A seed for part @part of what has the seed @seed: neighbours have nothing in common. */
uint64_t seed_of_part(uint64_t seed, uint64_t part);

enum noise_shape {
	NOISE_NORMAL,
	NOISE_LOGNORMAL, /* skewed: caches and page placement give products, not sums */
	NOISE_EXPONENTIAL, /* a sharp lowest value and a tail: waiting for others */
	NOISE_HEAVY, /* one draw of ten is five times as wild (Tukey's contaminated normal) */
	NOISE_UNIFORM, /* no tail at all: a phase, or an alignment */
	NOISE_SHAPES,
};

const char *noise_shape_name(enum noise_shape shape);

/* One draw of a shape: median 0, standard deviation 1. */
double noise_draw(struct generator *generator, enum noise_shape shape);

/*
 * How a machine that is never quite the same multiplies a quantity. All sizes are shares of the
 * quantity (0.01: 1 %), all times are cells: attach, settle, measure, detach. What is 0 is not
 * there.
 */
struct noise_model {
	/* Of each attachment: where things lie, and in what state it found the CPU. */
	enum noise_shape shape;
	double attachment;
	/* Of each measurement, within an attachment. */
	double jitter;
	/* From the first to the last cell of drift_span: a machine that gets warm. */
	double drift;
	double drift_span;
	/* AR(1): correlated by wander_phi from one cell to the next. Other load on the machine. */
	double wander;
	double wander_phi;
	/* A sine of any phase: what comes back, such as a fan or somebody's timer. */
	double wave;
	double wave_period;
	/* The frequency changes to 1 - step and back; the chance for it in each cell. */
	double step;
	double step_chance;
	/* Of an attachment, to be hit by something that is no part of it. */
	double outlier;
	double outlier_chance;
};

struct noise {
	const struct noise_model *model;
	struct generator generator;
	double at; /* cells since the start */
	double phase;
	double wander;
	double attachment;
	bool stepped;
};

/* @model is borrowed. */
void noise_start(struct noise *noise, const struct noise_model *model, uint64_t seed);

/* Time goes on. */
void noise_pass(struct noise *noise, double cells);

/* Something is attached: what an attachment draws is drawn anew. */
void noise_attach(struct noise *noise);

/* What a quantity is multiplied with now; each measurement draws its jitter. */
double noise_factor(struct noise *noise);

#endif /* NOISE_H */
