// SPDX-License-Identifier: GPL-2.0-only
/*
 * A command that is cut into lines is the same command to a shell.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/command.h"
#include "report_said.h"

static char *printed(const char *command)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	command_print(out, 2, command);
	fclose(out);
	return text;
}

/* What the shell writes for it, which the caller frees. */
static char *run(const char *script)
{
	char *text = NULL;
	size_t size = 0;
	FILE *in;

	assert_int_equal(setenv("SCRIPT", script, 1), 0);
	in = popen("eval \"$SCRIPT\"", "r");
	assert_non_null(in);
	assert_true(getdelim(&text, &size, '\0', in) > 0);
	assert_int_equal(pclose(in), 0);
	return text;
}

static void assert_unharmed(const char *command)
{
	char *text = printed(command);
	char *wanted = run(command);
	char *got = run(text);

	assert_fits(text);
	assert_string_equal(got, wanted);
	free(text);
	free(wanted);
	free(got);
}

#define TEN "0123456789"
#define LONG "a" TEN "," TEN "/b" TEN "=" TEN "c" TEN TEN "," TEN "#" TEN "---" TEN "e" TEN TEN

#define EIGHT "\\\\\\\\\\\\\\\\"
#define BACKSLASHES EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT

static void test_the_shell_runs_the_same(void **state)
{
	(void)state;
	assert_unharmed("printf '<%s>' one");
	assert_unharmed("printf   '<%s>' -c none,direct,ops1,ops2,ops10 -w kloop,getppid "
			"--blocks 3 -o FILE and so on");
	assert_unharmed("printf '<%s>' " LONG " " LONG);
	assert_unharmed("printf '<%s>' '" LONG "  in  blanks " LONG "'");
	assert_unharmed("printf '<%s>' \"" LONG "  in \\\" blanks " LONG "\" x");
	assert_unharmed("printf '<%s>' " LONG "\\ \\ \\'" LONG "'\"'\"it\"");
	assert_unharmed("printf '<%s>' 'a\\' \"b'c\" \\'" LONG);
	assert_unharmed("printf '<%s>' " BACKSLASHES);
	assert_unharmed("printf '<%s>' '" BACKSLASHES "'");
	assert_unharmed("printf '<%s>' \"" BACKSLASHES "\"");
}

static void test_a_short_command_is_one_line(void **state)
{
	char *text = printed(" scripts/ab riscv64  --before a ");

	(void)state;
	assert_string_equal(text, "  scripts/ab riscv64 --before a\n");
	free(text);
}

static void assert_printed(const char *command, const char *wanted)
{
	char *text = printed(command);

	assert_string_equal(text, wanted);
	free(text);
}

static void test_an_option_has_its_value(void **state)
{
	(void)state;
	assert_printed("tracetoll run -c none,loop,direct,ops1,ops2,ops10 --blocks 3 -w "
		       "kloop,getppid,read-zero -o FILE",
		       "  tracetoll run -c none,loop,direct,ops1,ops2,ops10 --blocks 3 \\\n"
		       "      -w kloop,getppid,read-zero -o FILE\n");
	/* What no line can hold is cut behind a comma. */
	assert_printed("scripts/ab riscv64 --before debian-trixie --boots 2 -- run -c "
		       "none,loop,direct,ops1,ops2,ops10,ops1+irr10,ops1+irr100,direct+ops1,stub2 "
		       "-w kloop",
		       "  scripts/ab riscv64 --before debian-trixie --boots 2 -- run \\\n"
		       "      -c none,loop,direct,ops1,ops2,ops10,ops1+irr10,ops1+irr100,\\\n"
		       "direct+ops1,stub2 -w kloop\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_shell_runs_the_same),
		cmocka_unit_test(test_a_short_command_is_one_line),
		cmocka_unit_test(test_an_option_has_its_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
