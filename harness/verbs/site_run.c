// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/site_run.h"

#include <errno.h>
#include <string.h>

#include "config/complaint.h"
#include "verbs/site_choose.h"
#include "verbs/site_kernel.h"
#include "verbs/site_output.h"

/* What is on its way to the reader. */
struct printing {
	const struct site_request *request;
	struct site_kernel kernel;
	FILE *out;
	json_t *functions; /* those shown so far, or NULL: they are printed at once */
	size_t shown;
	enum exit_code code; /* the worst so far */
};

static void refuse(struct printing *printing, const struct complaint *complaint)
{
	complaint_print(complaint);
	/* That memory ran out outweighs what is not there, and that outweighs a contradiction. */
	if (complaint->exit_code == EXIT_CODE_FAILED || printing->code != EXIT_CODE_FAILED)
		printing->code = complaint->exit_code;
}

static void refuse_unread(struct printing *printing, const char *name, int error)
{
	struct complaint complaint;

	complain(&complaint, EXIT_CODE_FAILED, error, NULL,
		 "cannot read '%s' in the kernel's memory", name);
	refuse(printing, &complaint);
}

/*
 * A tracer may come or go between the reading of the list and of the site: only what still
 * contradicts itself when both are read again is a contradiction.
 */
static int look(struct printing *printing, const struct chosen *chosen, struct site_view *view)
{
	struct view_kernel *kernel = &printing->kernel.view;
	int error = site_view_make(kernel, chosen->symbol, chosen->shares_name, view);

	if (error || !*view->contradiction)
		return error;
	site_kernel_read_book(&printing->kernel);
	return site_view_make(kernel, chosen->symbol, chosen->shares_name, view);
}

static void show(struct printing *printing, const struct site_view *view)
{
	if (*view->contradiction && !printing->code)
		printing->code = EXIT_CODE_UNTRUSTED;
	printing->shown++;
	if (!printing->functions) {
		site_print(printing->out, &printing->kernel, view);
	} else if (json_array_append_new(printing->functions, site_json(&printing->kernel, view))) {
		struct complaint complaint;

		complain(&complaint, EXIT_CODE_FAILED, -ENOMEM, NULL, "cannot show '%s'",
			 view->symbol->name);
		refuse(printing, &complaint);
	}
}

static const char *why_no_site(const struct kallsyms *symbols, const struct symbol *symbol)
{
	const struct symbol *begin = kallsyms_named(symbols, "_sinittext");
	const struct symbol *end = kallsyms_named(symbols, "_einittext");

	if (begin && end && symbol->address >= begin->address && symbol->address < end->address)
		return "it ran when the kernel booted, and its memory was freed";
	return "it is notrace, or in a file that is built without patch sites";
}

/* One function that was asked for by its name. Several have it: those with a site do. */
static bool show_one(struct printing *printing, const struct chosen *chosen, const char *word,
		     bool is_last_hope)
{
	const struct kallsyms *symbols = &printing->kernel.view.symbols;
	struct complaint complaint;
	struct site_view view;
	int error = look(printing, chosen, &view);

	if (!error && (view.site.kind != SITE_UNKNOWN || view.listed)) {
		show(printing, &view);
		return true;
	}
	if (!is_last_hope)
		return false;
	if (error) {
		refuse_unread(printing, word, error);
		return false;
	}
	complain(&complaint, EXIT_CODE_SKIPPED, 0, why_no_site(symbols, chosen->symbol),
		 "'%s' has no patch site and cannot be traced", word);
	refuse(printing, &complaint);
	return false;
}

static void show_word(struct printing *printing, const char *word)
{
	struct complaint complaint;
	struct choice choice;
	bool shown = false;

	if (choose_by_name(&printing->kernel.view.symbols, word, &choice, &complaint))
		refuse(printing, &complaint);
	for (size_t i = 0; i < choice.count; i++)
		shown |= show_one(printing, &choice.chosen[i], word,
				  !shown && i + 1 == choice.count);
	choice_free(&choice);
}

/* All that are traced; of those with one name only the ones that are enabled. */
static void show_all(struct printing *printing)
{
	struct complaint complaint;
	struct choice choice;

	if (printing->kernel.book_error) {
		site_kernel_without_book(&printing->kernel, &complaint);
		refuse(printing, &complaint);
		return;
	}
	if (choose_by_book(&printing->kernel.view.symbols, &printing->kernel.view.book, &choice)) {
		complain(&complaint, EXIT_CODE_FAILED, -ENOMEM, NULL,
			 "cannot choose what is traced");
		refuse(printing, &complaint);
	}
	/* First: a look may read the book again, which the line is in. */
	if (choice.lost) {
		complain(&complaint, EXIT_CODE_FAILED, 0, "it may just have gone: try again",
			 "kallsyms has no function for this line of enabled_functions: %.200s",
			 choice.lost->text);
		refuse(printing, &complaint);
	}
	for (size_t i = 0; i < choice.count; i++) {
		struct site_view view;
		int error = look(printing, &choice.chosen[i], &view);

		if (error)
			refuse_unread(printing, choice.chosen[i].symbol->name, error);
		else if (view.listed)
			show(printing, &view);
	}
	if (!printing->shown && !printing->code && !printing->functions)
		fprintf(printing->out, "no function is traced at the moment\n");
	choice_free(&choice);
}

static void print_notes(struct printing *printing)
{
	char notes[SITE_KERNEL_NOTES][192];
	size_t count = site_kernel_notes(&printing->kernel, notes);
	json_t *list = json_array();
	json_t *all;

	for (size_t i = 0; i < count; i++) {
		if (!printing->functions)
			site_print_note(printing->out, notes[i]);
		json_array_append_new(list, json_string(notes[i]));
	}
	if (!printing->functions) {
		json_decref(list);
		return;
	}
	all = json_pack("{s:s,s:b,s:O,s:o}", "architecture",
			architecture_name(printing->kernel.view.abilities.architecture), "call_ops",
			(int)printing->kernel.view.abilities.call_ops, "functions",
			printing->functions, "notes", list);
	if (!all || json_dumpf(all, printing->out, JSON_INDENT(2)))
		printing->code = EXIT_CODE_FAILED;
	fputc('\n', printing->out);
	json_decref(all);
}

enum exit_code site_run(const struct site_request *request, FILE *out)
{
	struct printing printing = { .request = request, .out = out };
	struct complaint complaint;

	if (site_kernel_open(request->root, &printing.kernel, &complaint)) {
		refuse(&printing, &complaint);
		site_kernel_close(&printing.kernel);
		return printing.code;
	}
	printing.functions = request->json ? json_array() : NULL;
	for (size_t i = 0; i < request->count; i++)
		show_word(&printing, request->words[i]);
	if (!request->count)
		show_all(&printing);
	if (printing.shown || !printing.code)
		print_notes(&printing);
	json_decref(printing.functions);
	site_kernel_close(&printing.kernel);
	if (!fflush(out) && !ferror(out))
		return printing.code;
	complain(&complaint, EXIT_CODE_FAILED, -errno, NULL, "cannot write the sites");
	complaint_print(&complaint);
	return EXIT_CODE_FAILED;
}
