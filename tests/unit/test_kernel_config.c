// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's configuration file: where it is found and what is read from it.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_root.h"
#include "machine/kernel_config.h"

#define RELEASE "7.2.12-arm64"

static const char text[] =
	"#\n"
	"# Automatically generated file; DO NOT EDIT.\n"
	"# Linux/arm64 7.2.12 Kernel Configuration\n"
	"#\n"
	"CONFIG_CC_VERSION_TEXT=\"aarch64-linux-gnu-gcc-14 (Debian 14.2.0-19) 14.2.0\"\n"
	"CONFIG_HZ_250=y\n"
	"CONFIG_HZ=250\n"
	"CONFIG_PREEMPT_LAZY=y\n"
	"# CONFIG_PREEMPT is not set\n"
	"CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS=y\n"
	"CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS=y\n"
	"CONFIG_FUNCTION_ALIGNMENT=8\n"
	"CONFIG_LOCALVERSION=\"\"\n"
	"CONFIG_TRACETOLL=m\n";

static struct fake_root root;

static int set_up(void **state)
{
	(void)state;
	fake_root_make(&root);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_root_remove(&root);
	return 0;
}

static struct kernel_config read_config(void)
{
	struct kernel_config config;

	assert_int_equal(kernel_config_read(root.path, RELEASE, &config), 0);
	return config;
}

static void test_abilities(void **state)
{
	struct kernel_config config;
	struct kernel_abilities abilities;

	(void)state;
	fake_root_write(&root, "/boot/config-" RELEASE, text);
	config = read_config();
	abilities = kernel_config_abilities(&config);
	assert_true(abilities.call_ops);
	assert_true(abilities.direct_calls);
	assert_int_equal(abilities.architecture, architecture_of_build());
	kernel_config_free(&config);
	assert_null(config.text);
}

static void test_abilities_that_are_not_there(void **state)
{
	static const char *const texts[] = {
		"# CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS is not set\n",
		"CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS=n\n",
		"CONFIG_HAVE_DYNAMIC_FTRACE_WITH_CALL_OPS=y\n"
		"CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS_MORE=y\n",
		" CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS=y\n",
		"CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS",
		"x\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct kernel_config config;

		fake_root_write(&root, "/boot/config-" RELEASE, texts[i]);
		config = read_config();
		assert_false(kernel_config_abilities(&config).call_ops);
		assert_false(kernel_config_abilities(&config).direct_calls);
		kernel_config_free(&config);
	}
}

static void test_has(void **state)
{
	struct kernel_config config;

	(void)state;
	fake_root_write(&root, "/boot/config-" RELEASE, text);
	config = read_config();
	assert_true(kernel_config_has(&config, "PREEMPT_LAZY"));
	assert_true(kernel_config_has(&config, "TRACETOLL")); /* as a module */
	assert_false(kernel_config_has(&config, "PREEMPT"));
	assert_false(kernel_config_has(&config, "HZ")); /* set, but no switch */
	assert_false(kernel_config_has(&config, "HZ_25"));
	kernel_config_free(&config);
	assert_false(kernel_config_has(&config, "PREEMPT_LAZY"));
}

static void test_places(void **state)
{
	static const char *const places[] = {
		"/lib/modules/" RELEASE "/build/.config",
		"/lib/modules/" RELEASE "/config",
		"/boot/config-" RELEASE,
	};
	struct kernel_config config;

	(void)state;
	assert_int_equal(kernel_config_read(root.path, RELEASE, &config), -ENOENT);
	assert_null(config.text);
	kernel_config_free(&config);
	fake_root_write(&root, "/boot/config-6.1", text);
	assert_int_equal(kernel_config_read(root.path, RELEASE, &config), -ENOENT);
	/* Each next one stands before those that are there already. */
	for (size_t i = 0; i < 3; i++) {
		char own[64];

		snprintf(own, sizeof(own), "CONFIG_PLACE_%zu=y\n", i);
		fake_root_write(&root, places[i], own);
		config = read_config();
		assert_string_equal(config.text, own);
		kernel_config_free(&config);
	}
	/* An empty file says nothing: the next place is asked. */
	fake_root_write(&root, places[2], "");
	config = read_config();
	assert_string_equal(config.text, "CONFIG_PLACE_1=y\n");
	kernel_config_free(&config);
}

static void test_digest(void **state)
{
	struct kernel_config config, other;
	json_t *first, *second;

	(void)state;
	fake_root_write(&root, "/boot/config-" RELEASE, "a");
	config = read_config();
	first = kernel_config_digest(&config);
	/* A test vector of RFC 9923. */
	assert_string_equal(json_string_value(first), "fnv1a64:af63dc4c8601ec8c");
	kernel_config_free(&config);
	json_decref(first);

	fake_root_write(&root, "/boot/config-" RELEASE, text);
	config = read_config();
	other = read_config();
	first = kernel_config_digest(&config);
	second = kernel_config_digest(&other);
	assert_true(json_equal(first, second));
	json_decref(second);
	other.text[100] ^= 1;
	second = kernel_config_digest(&other);
	assert_false(json_equal(first, second));
	json_decref(first);
	json_decref(second);
	kernel_config_free(&config);
	kernel_config_free(&other);
	first = kernel_config_digest(&config);
	assert_true(json_is_null(first));
}

static const char *option(const json_t *options, const char *name)
{
	return json_string_value(json_object_get(options, name));
}

static void test_options(void **state)
{
	struct kernel_config config;
	json_t *options;

	(void)state;
	fake_root_write(&root, "/boot/config-" RELEASE, text);
	config = read_config();
	options = kernel_config_options(&config);
	assert_string_equal(option(options, "CC_VERSION_TEXT"),
			    "aarch64-linux-gnu-gcc-14 (Debian 14.2.0-19) 14.2.0");
	assert_string_equal(option(options, "HZ"), "250");
	assert_string_equal(option(options, "PREEMPT_LAZY"), "y");
	assert_string_equal(option(options, "PREEMPT"), "n");
	assert_string_equal(option(options, "CFI"), "n");
	assert_string_equal(option(options, "FUNCTION_ALIGNMENT"), "8");
	/* What does not matter to a traced call is not repeated. */
	assert_null(option(options, "TRACETOLL"));
	json_decref(options);
	kernel_config_free(&config);
	options = kernel_config_options(&config);
	assert_true(json_is_null(options));
}

static void test_options_of_odd_files(void **state)
{
	static const char odd[] = "CONFIG_CC_VERSION_TEXT=\"\"\n"
				  "CONFIG_CFI=\"\n"
				  "CONFIG_HZ=\n"
				  "CONFIG_PREEMPT_RCU=\xff\xfe\n"
				  "CONFIG_PREEMPT=y";
	struct kernel_config config;
	json_t *options;

	(void)state;
	fake_root_write(&root, "/boot/config-" RELEASE, odd);
	config = read_config();
	options = kernel_config_options(&config);
	assert_string_equal(option(options, "CC_VERSION_TEXT"), "");
	assert_string_equal(option(options, "CFI"), "\"");
	assert_string_equal(option(options, "HZ"), "");
	/* No UTF-8, so it cannot be told; that it is there can. */
	assert_true(json_is_null(json_object_get(options, "PREEMPT_RCU")));
	/* The last line may lack its end. */
	assert_string_equal(option(options, "PREEMPT"), "y");
	json_decref(options);
	kernel_config_free(&config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_abilities, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_abilities_that_are_not_there, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_has, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_places, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_digest, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_options, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_options_of_odd_files, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
