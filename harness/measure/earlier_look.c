// SPDX-License-Identifier: GPL-2.0-only
#include "measure/earlier_look.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attach/look.h"
#include "machine/kprobe_list.h"
#include "site/kallsyms.h"

void look_forget_earlier(struct earlier_look *earlier)
{
	earlier->known = false;
}

static int look_at_both(const struct look_terms *terms, const struct evidence *known,
			struct evidence *evidence, struct complaint *complaint)
{
	int err = look_at_site(terms->device, terms->abilities, 0, terms->direct, known, evidence,
			       complaint);

	return err ? err : look_at_system(terms->device, evidence, complaint);
}

/* Without debugfs only a breakpoint in the bytes that were read is seen. */
static void look_for_kprobes(struct evidence *evidence)
{
	struct kprobe_found kprobe;

	evidence->kprobes_known = !kprobe_list_find(KPROBE_LIST_PATH, evidence->bytes.function,
						    evidence->function.symbol, &kprobe);
	if (evidence->kprobes_known && kprobe.found && !kprobe.disabled)
		snprintf(evidence->kprobe, sizeof(evidence->kprobe), "%s", kprobe.text);
	evidence->kprobes = kprobe.enabled;
}

/* "name+0x0/0x58 [module]": the 0x58, in which kprobes are looked for; 0: not told. */
static uint32_t length_of(const char *symbol)
{
	const char *slash = strchr(symbol, '/');
	unsigned long length = slash ? strtoul(slash + 1, NULL, 16) : 0;

	return length <= TRACETOLL_TEXT_MAX ? (uint32_t)length : 0;
}

/* In each kernel whose functions ftrace has records of (DYNAMIC_FTRACE). */
#define FTRACE_ENTRY "ftrace_caller"

static void look_for_ftrace(const struct look_terms *terms, struct evidence *evidence)
{
	struct kallsyms symbols;

	if (!terms->abilities->no_sites)
		return;
	/* Where addresses are hidden, names are not. */
	kallsyms_read(KALLSYMS_PATH, &symbols);
	evidence->symbols_known = symbols.count;
	evidence->ftrace_named = kallsyms_named(&symbols, FTRACE_ENTRY);
	kallsyms_free(&symbols);
}

static bool sum_text(const struct look_terms *terms, const struct evidence *evidence, uint64_t *sum)
{
	return device_sum_text(terms->device, length_of(evidence->function.symbol), sum);
}

/* The sum goes before the list: who comes between them is in the list. */
int look_at_all(struct earlier_look *earlier, const struct look_terms *terms,
		struct evidence *evidence, struct complaint *complaint)
{
	int err = look_at_both(terms, NULL, evidence, complaint);

	look_forget_earlier(earlier);
	if (err)
		return err;
	earlier->text_known = sum_text(terms, evidence, &earlier->text);
	look_for_kprobes(evidence);
	look_into_book("", evidence);
	look_for_ftrace(terms, evidence);
	earlier->evidence = *evidence;
	earlier->known = true;
	return 0;
}

bool earlier_names_hold(const struct earlier_look *earlier, const struct evidence *now)
{
	const struct evidence *then = &earlier->evidence;

	return earlier->known && then->updates_known && now->updates_known &&
	       then->updates == now->updates;
}

bool earlier_kprobes_hold(const struct earlier_look *earlier, const struct evidence *now,
			  uint64_t text)
{
	const struct evidence *then = &earlier->evidence;

	return earlier_names_hold(earlier, now) && then->kprobes_known && !then->kprobes &&
	       then->bytes.function == now->bytes.function && earlier->text_known &&
	       earlier->text == text;
}

int look_once_more(const struct earlier_look *earlier, const struct look_terms *terms,
		   struct evidence *evidence, struct complaint *complaint)
{
	const struct evidence *known = earlier->known ? &earlier->evidence : NULL;
	uint64_t text;
	int err = look_at_both(terms, known, evidence, complaint);

	if (!err && known && !earlier_names_hold(earlier, evidence))
		err = look_at_both(terms, NULL, evidence, complaint);
	if (err)
		return err;
	if (sum_text(terms, evidence, &text) && earlier_kprobes_hold(earlier, evidence, text))
		evidence->kprobes_known = true;
	else
		look_for_kprobes(evidence);
	/* What the kernel was built with stays. */
	if (known) {
		evidence->symbols_known = known->symbols_known;
		evidence->ftrace_named = known->ftrace_named;
	}
	/* While nothing is patched, the book stays as it is. */
	if (!evidence->updates_known)
		look_into_book("", evidence);
	return 0;
}
