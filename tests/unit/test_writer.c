// SPDX-License-Identifier: GPL-2.0-only
/*
 * The writer of result files: what it opens, and what it does when it cannot write.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_root.h"
#include "result/writer.h"

static struct fake_root root;
static char path[128];

static int set_up(void **state)
{
	(void)state;
	fake_root_make(&root);
	snprintf(path, sizeof(path), "%s/result.jsonl", root.path);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_root_remove(&root);
	return 0;
}

static void assert_holds(FILE *file, const char *expected)
{
	char text[256];
	size_t length;

	assert_non_null(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	assert_string_equal(text, expected);
}

static int append(struct result_writer *writer, int value)
{
	return result_writer_append(writer, json_pack("{s:i}", "n", value));
}

static void test_regular_file(void **state)
{
	struct result_writer writer;

	(void)state;
	assert_int_equal(result_writer_open(&writer, path), 0);
	assert_true(writer.regular);
	assert_int_equal(append(&writer, 1), 0);
	/* Each record is in the file as soon as it was appended. */
	assert_holds(fopen(path, "r"), "{\"n\":1}\n");
	assert_int_equal(append(&writer, 2), 0);
	assert_int_equal(result_writer_sync(&writer), 0);
	assert_holds(result_writer_reread(&writer, path), "{\"n\":1}\n{\"n\":2}\n");
	assert_int_equal(result_writer_close(&writer), 0);
	assert_int_equal(writer.fd, -1);
	/* Closing twice is no fault. */
	assert_int_equal(result_writer_close(&writer), 0);
}

static void test_never_overwrites(void **state)
{
	struct result_writer writer;

	(void)state;
	fake_root_write(&root, "/result.jsonl", "x");
	assert_int_equal(result_writer_open(&writer, path), -EEXIST);
	assert_int_equal(writer.fd, -1);
	/* Nothing of it is ours, so nothing of it may be taken for ours. */
	assert_false(writer.regular);
	assert_int_equal(result_writer_close(&writer), 0);
	assert_holds(fopen(path, "r"), "x");
	/* An empty one is as good as none: mktemp makes such. */
	fake_root_write(&root, "/result.jsonl", "");
	assert_int_equal(result_writer_open(&writer, path), 0);
	assert_int_equal(append(&writer, 1), 0);
	assert_int_equal(result_writer_close(&writer), 0);
	assert_int_equal(result_writer_open(&writer, path), -EEXIST);
	assert_holds(fopen(path, "r"), "{\"n\":1}\n");
}

/* What is to be removed when nothing came of it is only what was not there before. */
static void test_created_or_found(void **state)
{
	struct result_writer writer;

	(void)state;
	assert_int_equal(result_writer_open(&writer, path), 0);
	assert_true(writer.created);
	assert_int_equal(result_writer_close(&writer), 0);
	assert_int_equal(result_writer_open(&writer, path), 0);
	assert_false(writer.created);
	assert_int_equal(result_writer_close(&writer), 0);
	assert_int_equal(result_writer_open(&writer, "/dev/null"), 0);
	assert_false(writer.created);
	assert_int_equal(result_writer_close(&writer), 0);
}

static void test_two_runs_into_one_file(void **state)
{
	struct result_writer first, second;

	(void)state;
	assert_int_equal(result_writer_open(&first, path), 0);
	assert_int_equal(result_writer_open(&second, path), -EWOULDBLOCK);
	assert_int_equal(second.fd, -1);
	assert_false(second.created);
	assert_int_equal(append(&first, 1), 0);
	assert_int_equal(result_writer_open(&second, path), -EWOULDBLOCK);
	assert_int_equal(result_writer_close(&first), 0);
	assert_int_equal(result_writer_open(&second, path), -EEXIST);
	assert_holds(fopen(path, "r"), "{\"n\":1}\n");
}

static void test_places_that_cannot_be_written(void **state)
{
	struct result_writer writer;

	(void)state;
	assert_int_equal(result_writer_open(&writer, root.path), -EISDIR);
	assert_int_equal(writer.fd, -1);
	snprintf(path, sizeof(path), "%s/no/folder", root.path);
	assert_int_equal(result_writer_open(&writer, path), -ENOENT);
	assert_int_equal(writer.fd, -1);
	assert_int_equal(result_writer_open(&writer, ""), -ENOENT);
	assert_false(writer.regular);
}

static void test_full_disk(void **state)
{
	struct result_writer writer;

	(void)state;
	if (access("/dev/full", W_OK))
		skip();
	assert_int_equal(result_writer_open(&writer, "/dev/full"), 0);
	assert_false(writer.regular);
	assert_int_equal(append(&writer, 1), -ENOSPC);
	/* The first error stays, whatever is tried afterwards. */
	assert_int_equal(result_writer_append(&writer, NULL), -ENOSPC);
	assert_int_equal(result_writer_sync(&writer), -ENOSPC);
	assert_int_equal(result_writer_close(&writer), -ENOSPC);
}

static void test_memory_ran_out(void **state)
{
	struct result_writer writer;

	(void)state;
	assert_int_equal(result_writer_open(&writer, path), 0);
	assert_int_equal(append(&writer, 1), 0);
	assert_int_equal(result_writer_append(&writer, NULL), -ENOMEM);
	/* A hole in the file would not be seen: nothing more goes into it. */
	assert_int_equal(append(&writer, 3), -ENOMEM);
	assert_holds(result_writer_reread(&writer, path), "{\"n\":1}\n");
	assert_int_equal(result_writer_close(&writer), -ENOMEM);
}

/* Opens a named pipe for the writer; @reader is its other end. */
static void open_pipe(struct result_writer *writer, int *reader)
{
	snprintf(path, sizeof(path), "%s/pipe", root.path);
	assert_int_equal(mkfifo(path, 0600), 0);
	*reader = open(path, O_RDONLY | O_NONBLOCK);
	assert_true(*reader >= 0);
	assert_int_equal(result_writer_open(writer, path), 0);
	assert_false(writer->regular);
}

static void test_pipe_is_kept_for_the_table(void **state)
{
	struct result_writer writer;
	char text[64] = "";
	int reader;

	(void)state;
	open_pipe(&writer, &reader);
	assert_int_equal(append(&writer, 1), 0);
	assert_int_equal(append(&writer, 2), 0);
	assert_int_equal(result_writer_sync(&writer), 0);
	assert_int_equal(read(reader, text, sizeof(text) - 1), 16);
	assert_string_equal(text, "{\"n\":1}\n{\"n\":2}\n");
	assert_holds(result_writer_reread(&writer, path), "{\"n\":1}\n{\"n\":2}\n");
	assert_null(result_writer_reread(&writer, path));
	assert_int_equal(result_writer_close(&writer), 0);
	close(reader);
}

static void test_reader_of_the_pipe_goes_away(void **state)
{
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	struct result_writer writer;
	int reader;

	(void)state;
	open_pipe(&writer, &reader);
	assert_int_equal(append(&writer, 1), 0);
	close(reader);
	assert_int_equal(append(&writer, 2), -EPIPE);
	assert_int_equal(append(&writer, 3), -EPIPE);
	assert_int_equal(result_writer_close(&writer), -EPIPE);
	signal(SIGPIPE, before);
}

/* A record is one line in one write, so a reader that follows sees whole lines. */
static void test_long_records_through_a_pipe(void **state)
{
	struct result_writer writer;
	char *text = malloc(60001);
	char line[70000];
	ssize_t length;
	int reader;

	(void)state;
	assert_non_null(text);
	memset(text, 'a', 60000);
	text[60000] = '\0';
	open_pipe(&writer, &reader);
	assert_int_equal(result_writer_append(&writer, json_pack("{s:s}", "text", text)), 0);
	length = read(reader, line, sizeof(line));
	assert_int_equal(length, 60000 + strlen("{\"text\":\"\"}\n"));
	assert_int_equal(line[length - 1], '\n');
	assert_int_equal(result_writer_close(&writer), 0);
	close(reader);
	free(text);
}

/* "-": standard output, which stays open and is not appended to by others. */
static void test_standard_output(void **state)
{
	struct result_writer writer;
	int kept = dup(STDOUT_FILENO);
	int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	int err;

	(void)state;
	fflush(stdout);
	assert_true(kept >= 0 && file >= 0);
	dup2(file, STDOUT_FILENO);
	err = result_writer_open(&writer, "-");
	if (!err)
		err = append(&writer, 1);
	if (!err)
		err = result_writer_sync(&writer);
	dup2(kept, STDOUT_FILENO);
	close(kept);
	close(file);
	assert_int_equal(err, 0);
	assert_false(writer.regular);
	assert_holds(result_writer_reread(&writer, "-"), "{\"n\":1}\n");
	assert_int_equal(result_writer_close(&writer), 0);
	assert_holds(fopen(path, "r"), "{\"n\":1}\n");
	assert_int_equal(fcntl(STDOUT_FILENO, F_GETFD) < 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_regular_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_never_overwrites, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_created_or_found, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_two_runs_into_one_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_places_that_cannot_be_written, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_full_disk, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_memory_ran_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pipe_is_kept_for_the_table, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_reader_of_the_pipe_goes_away, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_long_records_through_a_pipe, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_standard_output, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
