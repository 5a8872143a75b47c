// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "machine/command.h"

#define SHELL(text) ((char *[]){ "/bin/sh", "-c", (text), NULL })

/* What a child of this program answers; each case has signals of its own. */
static int in_a_process(int (*run)(void))
{
	int wait_status;
	pid_t process = fork();

	if (process == 0)
		_exit(run());
	assert_int_equal(waitpid(process, &wait_status, 0), process);
	assert_true(WIFEXITED(wait_status));
	return WEXITSTATUS(wait_status);
}

/* Starts the words and waits for them: their status, or 100 and what went wrong. */
static int status_of(char *const *words)
{
	struct command command;
	int wait_status, error;

	if (command_prepare(&command, words))
		return 101;
	command_start(&command);
	if (command_wait(&command, &wait_status, &error) || error)
		return 102;
	command_abandon(&command);
	return command_exit_status(wait_status);
}

static void test_exit_statuses(void **state)
{
	(void)state;
	assert_int_equal(command_exit_status(0), 0);
	assert_int_equal(command_exit_status(W_EXITCODE(1, 0)), 1);
	assert_int_equal(command_exit_status(W_EXITCODE(255, 0)), 255);
	assert_int_equal(command_exit_status(W_EXITCODE(0, SIGKILL)), 137);
	assert_int_equal(command_exit_status(W_EXITCODE(0, SIGINT)), 130);
	assert_int_equal(command_exit_status(W_EXITCODE(0, SIGSEGV) | WCOREFLAG), 139);
	assert_int_equal(command_unstarted_status(-ENOENT), 127);
	assert_int_equal(command_unstarted_status(-EACCES), 126);
	assert_int_equal(command_unstarted_status(-ENOEXEC), 126);
	assert_int_equal(command_unstarted_status(-E2BIG), 126);
}

static int run_ends(void)
{
	return status_of(SHELL("exit 42"));
}

static int run_killed(void)
{
	return status_of(SHELL("kill -KILL $$"));
}

static void test_hands_on_how_it_ended(void **state)
{
	(void)state;
	assert_int_equal(in_a_process(run_ends), 42);
	assert_int_equal(in_a_process(run_killed), 137);
}

static int start_of(char *word)
{
	struct command command;
	int wait_status, error;

	if (command_prepare(&command, (char *[]){ word, NULL }))
		return 101;
	command_start(&command);
	if (command_wait(&command, &wait_status, &error))
		return 103;
	/* Nobody is left to wait for. */
	if (command.process || waitpid(-1, NULL, WNOHANG) != -1)
		return 102;
	command_abandon(&command);
	return -error;
}

static int start_unknown(void)
{
	return start_of("no-such-command-of-a-test");
}

static int start_folder(void)
{
	return start_of("/tmp");
}

static void test_cannot_start(void **state)
{
	(void)state;
	assert_int_equal(in_a_process(start_unknown), ENOENT);
	assert_int_equal(in_a_process(start_folder), EACCES);
}

static int run_with_child_ignored(void)
{
	signal(SIGCHLD, SIG_IGN);
	return status_of(SHELL("exit 7"));
}

static void test_a_caller_that_ignores_its_children(void **state)
{
	(void)state;
	assert_int_equal(in_a_process(run_with_child_ignored), 7);
}

/* Its own signals are told by /proc: none blocked but what was, none ignored but what was. */
static int run_with_signals(void)
{
	sigset_t mask;

	sigemptyset(&mask);
	sigaddset(&mask, SIGWINCH);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	signal(SIGTTIN, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	/* 28 is SIGWINCH, 21 SIGTTIN, 1 SIGHUP: bit N - 1. */
	return status_of((char *[]){ "grep", "-qzP",
				     "SigBlk:\\t0000000008000000\\nSigIgn:\\t0000000000100001\\n",
				     "/proc/self/status", NULL });
}

static void test_signals_are_its_own(void **state)
{
	(void)state;
	assert_int_equal(in_a_process(run_with_signals), 0);
}

/* The descriptors below ten that are open, as the command itself sees them. */
static int run_lists_files(void)
{
	/* 9 is handed on by whoever called us; 8 would be one of ours. */
	dup2(STDIN_FILENO, 9);
	close(8);
	return status_of(SHELL("for n in 3 4 5 6 7 8; do [ ! -e /proc/$$/fd/$n ] || exit $n; done; "
			       "[ -e /proc/$$/fd/9 ]"));
}

static int close_and_list_files(void)
{
	for (int fd = 3; fd < 64; fd++)
		close(fd);
	return run_lists_files();
}

static void test_files_are_its_own(void **state)
{
	(void)state;
	assert_int_equal(in_a_process(close_and_list_files), 0);
}

/* Sent to us alone, it reaches the command; which answers as it wants. */
static int forward(int number, char *text)
{
	struct command command;
	int wait_status, error, ready[2];
	char byte;

	if (pipe(ready) || dup2(ready[1], 9) != 9 || command_prepare(&command, SHELL(text)))
		return 101;
	command_start(&command);
	if (read(ready[0], &byte, 1) != 1)
		return 102;
	kill(getpid(), number);
	if (command_wait(&command, &wait_status, &error) || error)
		return 103;
	return command_exit_status(wait_status);
}

static int forward_terminate(void)
{
	return forward(SIGTERM, "echo >&9; exec sleep 60");
}

static int forward_heeded(void)
{
	return forward(SIGINT, "trap 'exit 3' INT; echo >&9; while :; do sleep 0.1; done");
}

static int forward_user(void)
{
	return forward(SIGUSR1, "trap 'exit 4' USR1; echo >&9; while :; do sleep 0.1; done");
}

static void test_signals_reach_it(void **state)
{
	(void)state;
	assert_int_equal(in_a_process(forward_terminate), 128 + SIGTERM);
	assert_int_equal(in_a_process(forward_heeded), 3);
	assert_int_equal(in_a_process(forward_user), 4);
}

static int stop_before(void)
{
	struct command command;

	if (command_prepare(&command, SHELL("exit 1")) || command_stop_asked(&command))
		return 101;
	kill(getpid(), SIGTERM);
	if (!command_stop_asked(&command))
		return 102;
	command_abandon(&command);
	/* It was never run, and is gone. */
	return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD ? 0 : 103;
}

static int ignored_before(void)
{
	struct command command;

	signal(SIGTERM, SIG_IGN);
	if (command_prepare(&command, SHELL("exit 1")))
		return 101;
	kill(getpid(), SIGTERM);
	return command_stop_asked(&command);
}

static void test_a_stop_before_the_start(void **state)
{
	(void)state;
	assert_int_equal(in_a_process(stop_before), 0);
	assert_int_equal(in_a_process(ignored_before), 0);
}

/* A stopped one does not keep us. */
static int abandon_stopped(void)
{
	struct command command;

	if (command_prepare(&command, SHELL("exit 1")))
		return 101;
	kill(command.process, SIGSTOP);
	command_abandon(&command);
	return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD ? 0 : 102;
}

/* Killed before it was started: that is how it ended. */
static int killed_before(void)
{
	struct command command;
	int wait_status, error;

	if (command_prepare(&command, SHELL("exit 1")))
		return 101;
	kill(command.process, SIGKILL);
	command_start(&command);
	if (command_wait(&command, &wait_status, &error) || error)
		return 102;
	return command_exit_status(wait_status);
}

static void test_one_that_is_not_started(void **state)
{
	(void)state;
	assert_int_equal(in_a_process(abandon_stopped), 0);
	assert_int_equal(in_a_process(killed_before), 137);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exit_statuses),
		cmocka_unit_test(test_hands_on_how_it_ended),
		cmocka_unit_test(test_cannot_start),
		cmocka_unit_test(test_a_caller_that_ignores_its_children),
		cmocka_unit_test(test_signals_are_its_own),
		cmocka_unit_test(test_files_are_its_own),
		cmocka_unit_test(test_signals_reach_it),
		cmocka_unit_test(test_a_stop_before_the_start),
		cmocka_unit_test(test_one_that_is_not_started),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
