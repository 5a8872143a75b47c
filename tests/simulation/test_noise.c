// SPDX-License-Identifier: GPL-2.0-only
/*
 * The noise is what its model says: sizes, shapes, correlation in time.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "noise.h"

/* Standard errors of what is checked here are below a third of the tolerance. */
#define DRAWS 200000

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double mean(const double *values, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += values[i];
	return sum / (double)count;
}

static double deviation(const double *values, size_t count)
{
	double sum = 0, middle = mean(values, count);

	for (size_t i = 0; i < count; i++)
		sum += (values[i] - middle) * (values[i] - middle);
	return sqrt(sum / (double)count);
}

/* Of neighbours in time. */
static double autocorrelation(const double *values, size_t count, size_t lag)
{
	double sum = 0, middle = mean(values, count), size = deviation(values, count);

	for (size_t i = lag; i < count; i++)
		sum += (values[i] - middle) * (values[i - lag] - middle);
	return sum / (double)(count - lag) / (size * size);
}

/* What a model gives, cell after cell; the caller frees it. */
static double *series(const struct noise_model *model, size_t count)
{
	struct noise noise;
	double *values = calloc(count, sizeof(*values));

	assert_non_null(values);
	noise_start(&noise, model, 42);
	for (size_t i = 0; i < count; i++) {
		values[i] = noise_factor(&noise);
		noise_pass(&noise, 1);
		noise_attach(&noise);
	}
	return values;
}

static void test_uniform_numbers_are_uniform(void **state)
{
	struct generator generator;
	unsigned int shares[16] = { 0 };

	(void)state;
	generator_seed(&generator, 1);
	for (size_t i = 0; i < DRAWS; i++)
		shares[(size_t)(16 * generator_uniform(&generator))]++;
	for (size_t i = 0; i < 16; i++)
		assert_float_equal(shares[i], DRAWS / 16.0, DRAWS / 16.0 * 0.04);
}

static void test_same_seed_same_noise(void **state)
{
	struct generator one, same, other;

	(void)state;
	generator_seed(&one, 5);
	generator_seed(&same, 5);
	generator_seed(&other, 6);
	for (size_t i = 0; i < 100; i++) {
		double value = generator_normal(&one);

		assert_true(value == generator_normal(&same));
		assert_true(value != generator_normal(&other));
	}
	assert_int_not_equal(seed_of_part(5, 0), seed_of_part(5, 1));
	assert_int_not_equal(seed_of_part(5, 1), seed_of_part(6, 0));
}

static void test_each_shape_has_median_0_and_deviation_1(void **state)
{
	(void)state;
	for (int shape = 0; shape < NOISE_SHAPES; shape++) {
		const struct noise_model model = { .shape = (enum noise_shape)shape,
						   .attachment = 0.01 };
		double *values = series(&model, DRAWS);

		/* The lognormal's fourth moment makes its deviation slow to settle. */
		assert_float_equal(deviation(values, DRAWS), 0.01,
				   shape == NOISE_LOGNORMAL ? 0.0008 : 0.0002);
		assert_float_equal(autocorrelation(values, DRAWS, 1), 0, 0.01);
		qsort(values, DRAWS, sizeof(*values), compare);
		assert_float_equal(values[DRAWS / 2], 1, 0.0002);
		free(values);
	}
}

/* Skew, (mean - median) / deviation, and how wild the wildest of a thousand is. */
static void test_shapes_differ(void **state)
{
	static const double skews[NOISE_SHAPES] = { 0, 0.300, 1 - M_LN2, 0, 0 };
	static const double tails[NOISE_SHAPES] = { 3.09, 9.7, 6.21, 6.3, 1.72 };

	(void)state;
	for (int shape = 0; shape < NOISE_SHAPES; shape++) {
		const struct noise_model model = { .shape = (enum noise_shape)shape,
						   .attachment = 1 };
		double *values = series(&model, DRAWS);

		assert_float_equal(mean(values, DRAWS) - 1, skews[shape], 0.02);
		qsort(values, DRAWS, sizeof(*values), compare);
		assert_float_equal(values[DRAWS - DRAWS / 1000] - 1, tails[shape],
				   0.1 * tails[shape]);
		free(values);
	}
}

static void test_wander_is_correlated_as_it_says(void **state)
{
	const struct noise_model model = { .wander = 0.005, .wander_phi = 0.95 };
	const size_t count = 4 * DRAWS;
	double *values = series(&model, count);

	(void)state;
	assert_float_equal(deviation(values, count), 0.005, 0.0001);
	assert_float_equal(autocorrelation(values, count, 1), 0.95, 0.005);
	assert_float_equal(autocorrelation(values, count, 10), pow(0.95, 10), 0.03);
	free(values);
}

/* However time is cut into steps. */
static void test_wander_in_small_steps(void **state)
{
	const struct noise_model model = { .wander = 1, .wander_phi = 0.5 };
	struct noise noise;
	double *values = calloc(DRAWS, sizeof(*values));

	(void)state;
	assert_non_null(values);
	noise_start(&noise, &model, 3);
	for (size_t i = 0; i < DRAWS; i++) {
		values[i] = noise_factor(&noise);
		for (int step = 0; step < 4; step++)
			noise_pass(&noise, 0.25);
	}
	assert_float_equal(autocorrelation(values, DRAWS, 1), 0.5, 0.01);
	free(values);
}

static void test_drift_has_its_slope(void **state)
{
	const struct noise_model model = { .drift = 0.01, .drift_span = 1000 };
	double *values = series(&model, 1001);

	(void)state;
	for (size_t i = 0; i <= 1000; i++)
		assert_float_equal(values[i], 1 + 0.01 * (double)i / 1000, 1e-12);
	free(values);
}

static void test_wave_comes_back(void **state)
{
	const struct noise_model model = { .wave = 0.005, .wave_period = 16 };
	double *values = series(&model, 1600);

	(void)state;
	assert_float_equal(deviation(values, 1600), 0.005 / sqrt(2), 1e-6);
	for (size_t i = 16; i < 1600; i++)
		assert_float_equal(values[i], values[i - 16], 1e-9);
	free(values);
}

static void test_steps_go_down_and_up(void **state)
{
	const struct noise_model model = { .step = 0.2, .step_chance = 0.02 };
	double *values = series(&model, DRAWS);
	size_t changes = 0;

	(void)state;
	for (size_t i = 0; i < DRAWS; i++) {
		assert_true(values[i] == 1 || values[i] == 0.8);
		changes += i && values[i] != values[i - 1];
	}
	assert_float_equal(changes, 0.02 * DRAWS, 0.1 * 0.02 * DRAWS);
	assert_float_equal(mean(values, DRAWS), 0.9, 0.01);
	free(values);
}

static void test_outliers_hit_their_share(void **state)
{
	const struct noise_model model = { .outlier = 0.1, .outlier_chance = 0.05 };
	double *values = series(&model, DRAWS);

	(void)state;
	assert_float_equal(mean(values, DRAWS), 1 + 0.05 * 0.1, 0.0003);
	free(values);
}

/* Jitter is drawn for each measurement, the rest of an attachment stays as it is. */
static void test_jitter_within_an_attachment(void **state)
{
	const struct noise_model model = { .attachment = 1, .jitter = 0.001 };
	struct noise noise;
	double *values = calloc(DRAWS, sizeof(*values));

	(void)state;
	assert_non_null(values);
	noise_start(&noise, &model, 9);
	for (size_t i = 0; i < DRAWS; i++)
		values[i] = noise_factor(&noise);
	assert_float_equal(deviation(values, DRAWS), 0.001, 0.00002);
	free(values);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_uniform_numbers_are_uniform),
		cmocka_unit_test(test_same_seed_same_noise),
		cmocka_unit_test(test_each_shape_has_median_0_and_deviation_1),
		cmocka_unit_test(test_shapes_differ),
		cmocka_unit_test(test_wander_is_correlated_as_it_says),
		cmocka_unit_test(test_wander_in_small_steps),
		cmocka_unit_test(test_drift_has_its_slope),
		cmocka_unit_test(test_wave_comes_back),
		cmocka_unit_test(test_steps_go_down_and_up),
		cmocka_unit_test(test_outliers_hit_their_share),
		cmocka_unit_test(test_jitter_within_an_attachment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
