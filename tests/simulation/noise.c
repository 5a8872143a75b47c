// SPDX-License-Identifier: GPL-2.0-only
#include "noise.h"

#include <math.h>
#include <string.h>

#include "config/random.h"

uint64_t seed_of_part(uint64_t seed, uint64_t part)
{
	uint64_t state = seed;

	state = random_next(&state) + part;
	return random_next(&state) >> 1;
}

void generator_seed(struct generator *generator, uint64_t seed)
{
	memset(generator, 0, sizeof(*generator));
	/* As its authors advise: splitmix64 spreads the seed over the state. */
	for (int i = 0; i < 4; i++)
		generator->state[i] = random_next(&seed);
}

static uint64_t next(uint64_t *state)
{
	const uint64_t result = state[0] + state[3];
	const uint64_t shifted = state[1] << 17;

	state[2] ^= state[0];
	state[3] ^= state[1];
	state[1] ^= state[2];
	state[0] ^= state[3];
	state[2] ^= shifted;
	state[3] = state[3] << 45 | state[3] >> 19;
	return result;
}

double generator_uniform(struct generator *generator)
{
	return ((double)(next(generator->state) >> 11) + 0.5) * 0x1p-53;
}

/* Box and Muller, "A note on the generation of random normal deviates", 1958. */
double generator_normal(struct generator *generator)
{
	double radius, angle;

	if (generator->has_spare) {
		generator->has_spare = false;
		return generator->spare;
	}
	radius = sqrt(-2 * log(generator_uniform(generator)));
	angle = 2 * M_PI * generator_uniform(generator);
	generator->spare = radius * sin(angle);
	generator->has_spare = true;
	return radius * cos(angle);
}

#define HEAVY_SHARE 0.1
#define HEAVY_SIZE 5.0

static double draw_heavy(struct generator *generator)
{
	const double variance = 1 - HEAVY_SHARE + HEAVY_SHARE * HEAVY_SIZE * HEAVY_SIZE;
	double size = generator_uniform(generator) < HEAVY_SHARE ? HEAVY_SIZE : 1;

	return size * generator_normal(generator) / sqrt(variance);
}

const char *noise_shape_name(enum noise_shape shape)
{
	static const char *const names[] = {
		[NOISE_NORMAL] = "normal",           [NOISE_LOGNORMAL] = "lognormal",
		[NOISE_EXPONENTIAL] = "exponential", [NOISE_HEAVY] = "heavy-tailed",
		[NOISE_UNIFORM] = "uniform",
	};

	return names[shape];
}

double noise_draw(struct generator *generator, enum noise_shape shape)
{
	switch (shape) {
	case NOISE_LOGNORMAL:
		/* exp of a normal of variance 1: median 1, variance (e - 1) e. */
		return (exp(generator_normal(generator)) - 1) / sqrt((M_E - 1) * M_E);
	case NOISE_EXPONENTIAL:
		return -log(generator_uniform(generator)) - M_LN2;
	case NOISE_HEAVY:
		return draw_heavy(generator);
	case NOISE_UNIFORM:
		return (2 * generator_uniform(generator) - 1) * sqrt(3);
	default:
		return generator_normal(generator);
	}
}

void noise_start(struct noise *noise, const struct noise_model *model, uint64_t seed)
{
	memset(noise, 0, sizeof(*noise));
	noise->model = model;
	generator_seed(&noise->generator, seed);
	noise->phase = 2 * M_PI * generator_uniform(&noise->generator);
	/* It was there before the session, and is in no particular state at its start. */
	noise->wander = generator_normal(&noise->generator);
	noise->stepped = generator_uniform(&noise->generator) < 0.5;
	noise_attach(noise);
}

/* The AR(1) at any moment: the Ornstein-Uhlenbeck process, exact for any step. */
static void wander_on(struct noise *noise, double cells)
{
	double kept = pow(noise->model->wander_phi, cells);

	noise->wander =
		kept * noise->wander + sqrt(1 - kept * kept) * generator_normal(&noise->generator);
}

void noise_pass(struct noise *noise, double cells)
{
	const struct noise_model *model = noise->model;

	noise->at += cells;
	if (model->wander > 0)
		wander_on(noise, cells);
	if (model->step_chance > 0 &&
	    generator_uniform(&noise->generator) < model->step_chance * cells)
		noise->stepped = !noise->stepped;
}

void noise_attach(struct noise *noise)
{
	const struct noise_model *model = noise->model;

	noise->attachment = 0;
	if (model->attachment > 0)
		noise->attachment = model->attachment * noise_draw(&noise->generator, model->shape);
	if (model->outlier_chance > 0 &&
	    generator_uniform(&noise->generator) < model->outlier_chance)
		noise->attachment += model->outlier;
}

double noise_factor(struct noise *noise)
{
	const struct noise_model *model = noise->model;
	double factor = 1 + noise->attachment;

	if (model->drift_span > 0)
		factor += model->drift * noise->at / model->drift_span;
	factor += model->wander * noise->wander;
	if (model->wave > 0)
		factor +=
			model->wave * sin(noise->phase + 2 * M_PI * noise->at / model->wave_period);
	if (noise->stepped)
		factor *= 1 - model->step;
	if (model->jitter > 0)
		factor += model->jitter * generator_normal(&noise->generator);
	return factor;
}
