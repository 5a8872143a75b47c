// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <string.h>

#include "site/prove.h"
#include "verbs/site_output.h"

/* JSON's numbers need not hold 64 bits. */
static json_t *hex(uint64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "0x%" PRIx64, value);
	return json_string(text);
}

/* Also for what the kernel's names are: anything but UTF-8 becomes null. */
static json_t *text_or_null(const char *text)
{
	json_t *json = *text ? json_string(text) : NULL;

	return json ? json : json_null();
}

static json_t *address_or_null(const struct view_name *named)
{
	if (!named->address)
		return json_null();
	return json_pack("{s:o,s:o}", "address", hex(named->address), "name",
			 text_or_null(named->name));
}

static json_t *step_json(const struct view_kernel *kernel, const struct site_view *view,
			 const struct site_step *step)
{
	const uint8_t *at = view->bytes.bytes + SITE_BEFORE + step->offset;
	struct view_name target = { .address = step->target };
	char bytes[2 * 8 + 1] = "";

	for (unsigned int i = 0; i < step->instruction.length; i++)
		snprintf(bytes + (size_t)2 * i, 3, "%02x", at[i]);
	kallsyms_text(&kernel->symbols, step->target, target.name, sizeof(target.name));
	return json_pack("{s:i,s:s,s:s,s:o,s:b}", "offset", (int)step->offset, "bytes", bytes,
			 "text", step->instruction.text, "target", address_or_null(&target),
			 "patch_site", (int)step->is_site);
}

static json_t *steps_json(const struct view_kernel *kernel, const struct site_view *view)
{
	struct site_step step = { 0 };
	json_t *steps = json_array();

	while (site_next_step(kernel, view, &step))
		json_array_append_new(steps, step_json(kernel, view, &step));
	return steps;
}

static json_t *names_json(const struct view_kernel *kernel, const struct site_view *view)
{
	const struct symbol *end = kernel->symbols.symbols + kernel->symbols.count;
	const struct symbol *first = view->known, *symbol;
	json_t *names = json_array();

	for (symbol = first; symbol < end && symbol->address == first->address; symbol++)
		json_array_append_new(names, text_or_null(symbol->name));
	return names;
}

static json_t *trampoline_json(const struct view_kernel *kernel, const struct site_view *view)
{
	json_t *trampoline = address_or_null(&view->trampoline);
	int64_t distance;

	if (!site_distance(view, &distance))
		return trampoline;
	json_object_set_new(trampoline, "distance", json_integer(distance));
	json_object_set_new(trampoline, "bl_reaches",
			    kernel->abilities.architecture != ARCHITECTURE_ARM64
				    ? json_null()
				    : json_boolean(site_bl_reaches(view->site.address,
								   view->trampoline.address)));
	return trampoline;
}

static json_t *book_json(const struct site_view *view)
{
	if (!view->listed)
		return json_null();
	return json_pack("{s:i,s:b,s:o,s:o}", "ops", (int)view->book.ops, "direct",
			 (int)view->book.direct, "direct_call",
			 text_or_null(view->book.direct_symbol), "text",
			 text_or_null(view->book.text));
}

static const char *kind_name(enum site_kind kind)
{
	switch (kind) {
	case SITE_DISABLED:
		return "disabled";
	case SITE_CALL:
		return "call";
	case SITE_JUMP:
		return "jump";
	case SITE_BREAKPOINT:
		return "breakpoint";
	case SITE_UNKNOWN:
		break;
	}
	return "unknown";
}

static json_t *kprobes_json(const struct site_kernel *kernel, const struct site_view *view)
{
	const struct kprobe *kprobe = NULL;
	json_t *kprobes;

	if (kernel->kprobes_error)
		return json_null();
	kprobes = json_array();
	while ((kprobe = site_kernel_kprobe(kernel, view, kprobe)))
		json_array_append_new(kprobes, json_pack("{s:s,s:b}", "at", kprobe->text, "return",
							 (int)kprobe->is_return));
	return kprobes;
}

json_t *site_json(const struct site_kernel *site_kernel, const struct site_view *view)
{
	const struct view_kernel *kernel = &site_kernel->view;
	const char *module = view->symbol->module ? view->symbol->module : "";
	const struct {
		const char *key;
		json_t *value;
	} members[] = {
		{ "function", text_or_null(view->symbol->name) },
		{ "module", text_or_null(module) },
		{ "address", hex(view->symbol->address) },
		{ "names", names_json(kernel, view) },
		{ "path", json_string(path_name(view->path)) },
		{ "kind", json_string(kind_name(view->site.kind)) },
		{ "site", hex(view->site.address) },
		{ "instructions", steps_json(kernel, view) },
		{ "target", address_or_null(&view->target) },
		{ "module_plt",
		  view->site.via_plt ? address_or_null(&view->first_target) : json_null() },
		{ "literal", address_or_null(&view->literal) },
		{ "func", address_or_null(&view->func) },
		{ "trampoline", trampoline_json(kernel, view) },
		{ "ops_in_system",
		  view->has_list ? json_integer((json_int_t)view->list_count) : json_null() },
		{ "kprobes", kprobes_json(site_kernel, view) },
		{ "enabled_functions", book_json(view) },
		{ "contradiction", text_or_null(view->contradiction) },
		{ "shares_name", json_boolean(view->shares_name) },
	};
	json_t *object = json_object();
	bool failed = false;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		failed |= json_object_set_new(object, members[i].key, members[i].value) != 0;
	if (!failed)
		return object;
	json_decref(object);
	return NULL;
}
