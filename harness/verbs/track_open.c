// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the words of `track` have in common: where the history is, and the choice of series.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "report/wrap.h"
#include "verbs/track.h"

#define FILE_NAME "tracetoll/history.sqlite"
#define FOLDER_MODE 0777

enum exit_code track_failed(const char *word, int failed, const struct history_error *error)
{
	if (failed == -ENOMEM)
		return track_out_of_memory(word);
	fprintf(stderr, "tracetoll track %s: %s\n", word, error->text);
	switch (failed) {
	case -ENOENT:
	case -EBADMSG:
	case -EPROTO:
	case -EINVAL:
		return EXIT_CODE_USAGE;
	default:
		return EXIT_CODE_FAILED;
	}
}

enum exit_code track_out_of_memory(const char *word)
{
	fprintf(stderr, "tracetoll track %s: out of memory\n", word);
	return EXIT_CODE_FAILED;
}

enum exit_code track_unknown_option(const char *word, char *const *argv)
{
	fprintf(stderr,
		"tracetoll track %s: '%s' is not known, or lacks its value; see: tracetoll track "
		"%s --help\n",
		word, argv[optind - 1], word);
	return EXIT_CODE_USAGE;
}

void track_print(FILE *out, const char *format, ...)
{
	va_list arguments;
	char *text;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	/* The line ends where we end it; a name's own end of a line is none. */
	for (char *c = text; *c; c++)
		fputc(*c == '\n' && !c[1] ? *c : wrap_printable(*c), out);
	free(text);
}

static bool is_set(const char *variable)
{
	return variable && *variable;
}

/* Whose it is where nobody names one; NULL: memory ran out. *@known: there is a place at all. */
static char *own_path(bool *known)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	char *path = NULL;

	*known = true;
	/* A relative one is to be passed over, says the specification of these folders. */
	if (is_set(state) && *state == '/')
		return asprintf(&path, "%s/" FILE_NAME, state) < 0 ? NULL : path;
	*known = is_set(home);
	if (!*known)
		return NULL;
	return asprintf(&path, "%s/.local/state/" FILE_NAME, home) < 0 ? NULL : path;
}

/* All folders in front of the file. Returns 0 or a negative errno, with the folder in @path. */
static int make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, FOLDER_MODE) && errno != EEXIST)
			return -errno;
		*slash = '/';
	}
	return 0;
}

/* The file, which the caller frees; NULL: what is wrong was said. */
static char *find_path(const char *word, const char *given, bool make)
{
	const char *named = given ? given : getenv("TRACETOLL_HISTORY");
	char *path;
	bool known = true;
	int failed;

	if (given || is_set(named)) {
		path = strdup(named);
		if (path && *path)
			return path;
		free(path);
		fprintf(stderr, "tracetoll track %s: --history names no file\n", word);
		return NULL;
	}
	path = own_path(&known);
	if (!path && !known)
		fprintf(stderr,
			"tracetoll track %s: there is no $HOME; name the history: --history "
			"FILE\n",
			word);
	else if (!path)
		track_out_of_memory(word);
	failed = path && make ? make_folders(path) : 0;
	if (!failed)
		return path;
	fprintf(stderr,
		"tracetoll track %s: cannot make the folder %s: %s; name another history: "
		"--history FILE\n",
		word, path, strerror(-failed));
	free(path);
	return NULL;
}

enum exit_code track_open(const char *word, const char *given, enum history_access access,
			  struct history **history)
{
	char *path = find_path(word, given, access == HISTORY_WRITE);
	struct history_error error = { "" };
	int failed;

	*history = NULL;
	if (!path)
		return given ? EXIT_CODE_USAGE : EXIT_CODE_FAILED;
	failed = history_open(path, access, history, &error);
	free(path);
	return failed ? track_failed(word, failed, &error) : EXIT_CODE_DONE;
}

/* Whoever changes what is there does not mean to make it. */
enum exit_code track_open_known(const char *word, const char *given, struct history **history)
{
	enum exit_code code = track_open(word, given, HISTORY_READ, history);

	history_close(*history);
	*history = NULL;
	return code ? code : track_open(word, given, HISTORY_WRITE, history);
}

int track_choice_take(struct track_choice *choice, int option, const char *value)
{
	const struct {
		int option;
		const char **member;
	} members[] = {
		{ 'c', &choice->choice.configuration },
		{ 'w', &choice->choice.workload },
		{ 'm', &choice->choice.metric },
		{ TRACK_OPTION_BOARD, &choice->choice.board },
		{ TRACK_OPTION_BRANCH, &choice->choice.branch },
	};

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		char *before = choice->texts[i];

		if (members[i].option != option)
			continue;
		if (asprintf(&choice->texts[i], "%s%s%s", before ? before : "", before ? "," : "",
			     value) < 0) {
			choice->texts[i] = before;
			return -ENOMEM;
		}
		free(before);
		*members[i].member = choice->texts[i];
		return 1;
	}
	return 0;
}

void track_choice_free(struct track_choice *choice)
{
	for (size_t i = 0; i < sizeof(choice->texts) / sizeof(choice->texts[0]); i++)
		free(choice->texts[i]);
	*choice = (struct track_choice){ .texts = { NULL } };
}
