/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SITE_SAID_H
#define SITE_SAID_H

#include "fake_kernel.h"
#include "verbs/site_run.h"

/* What one run said. */
struct said {
	enum exit_code code;
	char *out;
	char err[4096];
};

static inline struct said site_said(const struct fake_kernel *kernel, bool json,
				    const char *const *words)
{
	struct site_request request = { .root = kernel->root.path,
					.words = (char **)words,
					.json = json };
	struct said said = { 0 };
	FILE *err = tmpfile();
	size_t size;
	FILE *out = open_memstream(&said.out, &size);
	int saved = dup(STDERR_FILENO);

	assert_non_null(err);
	assert_non_null(out);
	while (words[request.count])
		request.count++;
	fflush(stderr);
	dup2(fileno(err), STDERR_FILENO);
	said.code = site_run(&request, out);
	fflush(stderr);
	dup2(saved, STDERR_FILENO);
	close(saved);
	fclose(out);
	rewind(err);
	said.err[fread(said.err, 1, sizeof(said.err) - 1, err)] = '\0';
	fclose(err);
	return said;
}

/* Writes the kernel, shows one function, and frees the kernel. */
static inline void site_check(struct fake_kernel *kernel, const char *word, enum exit_code code,
			      const char *out, const char *err)
{
	const char *const words[] = { word, NULL };
	struct said said;

	fake_kernel_write(kernel);
	said = site_said(kernel, false, words);
	assert_string_equal(said.out, out);
	assert_string_equal(said.err, err);
	assert_int_equal(said.code, code);
	free(said.out);
	fake_kernel_free(kernel);
}

#endif /* SITE_SAID_H */
