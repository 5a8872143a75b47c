// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "site/behind.h"
#include "site/prove.h"
#include "verbs/site_output.h"

#define COLUMNS 80
#define INDENT 24

/* The words of @text from @column on; later lines start at @indent. */
static void print_words(FILE *out, int column, int indent, const char *text)
{
	bool first = true;

	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		int length = (int)strcspn(text, " ");

		if (!first && column + 1 + length > COLUMNS) {
			fprintf(out, "\n%*s", indent, "");
			column = indent;
		} else if (!first) {
			fputc(' ', out);
			column++;
		}
		fprintf(out, "%.*s", length, text);
		column += length;
		text += length;
		first = false;
	}
	fputc('\n', out);
}

__attribute__((format(printf, 3, 4))) static void print_item(FILE *out, const char *label,
							     const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	fprintf(out, "  %-*s  ", INDENT - 4, label);
	print_words(out, INDENT, INDENT, text);
}

void site_print_note(FILE *out, const char *text)
{
	fputs("note: ", out);
	print_words(out, 6, 6, text);
}

/* The name, or the bare address. */
static const char *name_of(const struct view_name *named, char *room, size_t size)
{
	if (*named->name)
		return named->name;
	snprintf(room, size, "0x%" PRIx64, named->address);
	return room;
}

static void print_header(FILE *out, const struct site_view *view)
{
	const struct symbol *symbol = view->symbol;

	fprintf(out, "%s", symbol->name);
	if (symbol->module)
		fprintf(out, " [%s]", symbol->module);
	fprintf(out, "  0x%016" PRIx64 "  %s\n", symbol->address, path_name(view->path));
}

static void print_literal(FILE *out, const struct site_view *view)
{
	const char *name = view->literal.name;

	if (!view->site.has_literal)
		return;
	fprintf(out, "  -8  %016" PRIx64 "  literal: %s\n", view->site.literal,
		*name                ? name
		: view->site.literal ? "an ops without a symbol"
				     : "none");
}

/* As the processor's manuals write it: words where it has words, else bytes. */
static void print_raw(FILE *out, const struct view_kernel *kernel, const uint8_t *bytes,
		      unsigned int length)
{
	int column = 0;

	if (kernel->abilities.architecture != ARCHITECTURE_X86_64)
		column = fprintf(out, "%0*" PRIx64, (int)(2 * length),
				 instruction_bytes(bytes, length));
	for (unsigned int i = 0; !column && i < length; i++)
		fprintf(out, "%s%02x", i ? " " : "", bytes[i]);
	if (!column)
		column = (int)(3 * length - 1);
	fprintf(out, "%*s", 16 + 2 - column, "");
}

/* Goes on at @column, or on a line of its own if there is no room. Returns the column. */
static int print_piece(FILE *out, int column, const char *blanks, const char *text)
{
	if (column + (int)(strlen(blanks) + strlen(text)) > COLUMNS) {
		fprintf(out, "\n%*s", INDENT + 2, "");
		column = INDENT + 2;
		blanks = "";
	}
	return column + fprintf(out, "%s%s", blanks, text);
}

static void print_step(FILE *out, const struct view_kernel *kernel, const struct site_view *view,
		       const struct site_step *step)
{
	const struct instruction *instruction = &step->instruction;
	struct view_name target = { .address = step->target };
	char text[VIEW_NAME_SIZE + 4], room[24];
	int column = INDENT;

	kallsyms_text(&kernel->symbols, step->target, target.name, sizeof(target.name));
	fprintf(out, "  +%-2u ", step->offset);
	print_raw(out, kernel, view->bytes.bytes + SITE_BEFORE + step->offset, instruction->length);
	column += fprintf(out, "%s", instruction->text);
	if (step->target) {
		/* A target that two instructions make is no operand of the second one. */
		snprintf(text, sizeof(text), "%s%s", instruction->has_target ? "" : "# ",
			 name_of(&target, room, sizeof(room)));
		column = print_piece(out, column, instruction->has_target ? " " : "  ", text);
	}
	if (step->is_site)
		print_piece(out, column, "  ", "<- patch site");
	fputc('\n', out);
}

/* Bytes, as people measure address space. */
static void distance_text(uint64_t bytes, char *text, size_t size)
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB", "TiB", "PiB" };
	size_t unit = 0;

	while (bytes >= 10240 && unit + 1 < sizeof(units) / sizeof(units[0])) {
		bytes >>= 10;
		unit++;
	}
	snprintf(text, size, "%" PRIu64 " %s", bytes, units[unit]);
}

static void print_trampoline(FILE *out, const struct view_kernel *kernel,
			     const struct site_view *view)
{
	char room[24], far[32];
	const char *reach = "";
	int64_t distance;

	if (view->path == PATH_LIST_DIRECT && *view->book.direct_symbol)
		print_item(out, "direct call", "%s, taken on the way out of the list",
			   view->book.direct_symbol);
	if (!site_distance(view, &distance))
		return;
	distance_text(distance < 0 ? -(uint64_t)distance : (uint64_t)distance, far, sizeof(far));
	if (kernel->abilities.architecture == ARCHITECTURE_ARM64)
		reach = site_bl_reaches(view->site.address, view->trampoline.address)
				? ": a BL reaches it"
				: ": out of the reach of a BL";
	print_item(out, "trampoline", "%s, %s %s%s", name_of(&view->trampoline, room, sizeof(room)),
		   far, distance < 0 ? "below" : "above", reach);
}

/* A breakpoint hides the site; but the literal of one that is disabled is known, too. */
static bool calls_its_ops(const struct site_view *view)
{
	return view->func.address && !view->trampoline.address &&
	       (view->path == PATH_CALLOPS_FUNC ||
		(view->path == PATH_BREAKPOINT && !!strcmp(view->literal.name, "ftrace_nop_ops")));
}

static void print_ops(FILE *out, const struct view_kernel *kernel, const struct site_view *view)
{
	char room[24];
	const char *func = name_of(&view->func, room, sizeof(room));

	if (view->path == PATH_GLOBAL && view->func.address)
		print_item(out, "callee", "%s, for all functions of this kernel", func);
	else if (calls_its_ops(view))
		print_item(out, "ops", "%s %s", *view->literal.name ? "calls" : "one whose func is",
			   func);
	else if (view->path == PATH_CALLOPS_DIRECT)
		print_item(out, "ops", "%s branches to its direct_call",
			   kernel->abilities.call_ops ? "ftrace_caller" : "it");
}

static void print_list(FILE *out, const struct site_view *view)
{
	char text[VIEW_LIST_SHOWN * (VIEW_NAME_SIZE + 2) + 8] = "", room[24];
	size_t used = 0;

	if (!view->has_list)
		return;
	for (size_t i = 0; i < VIEW_LIST_SHOWN && i < view->list_count; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", i ? ", " : "",
					 name_of(&view->list[i], room, sizeof(room)));
	print_item(out, "ops in the system", "%zu: %s%s", view->list_count, text,
		   view->list_count > VIEW_LIST_SHOWN ? ", ..." : "");
}

static void print_names(FILE *out, const struct view_kernel *kernel, const struct site_view *view)
{
	const struct symbol *end = kernel->symbols.symbols + kernel->symbols.count;
	const struct symbol *first = view->known, *symbol;
	char text[1024];
	size_t used = 0, names = 0;

	for (symbol = first; symbol < end && symbol->address == first->address; symbol++) {
		if (used < sizeof(text))
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
						 names ? ", " : "", symbol->name);
		names++;
	}
	if (names > 1)
		print_item(out, "names", "%s; ftrace knows it as %s", text, first->name);
}

static void print_book(FILE *out, const struct view_kernel *kernel, const struct site_view *view)
{
	if (!kernel->has_book)
		return;
	print_item(out, "enabled_functions", "%s", view->listed ? view->book.text : "not listed");
	if (view->listed && view->shares_name)
		print_item(out, "note", "other functions have this name, the line may be theirs");
	if (*view->contradiction)
		print_item(out, "CONTRADICTION", "%s", view->contradiction);
	else if (view->path == PATH_LIST && view->listed && view->book.ops == 1 &&
		 kernel->abilities.call_ops)
		print_item(out, "note",
			   "one ops, and yet the list: it has the flag RCU or RECURSION, or came "
			   "after such a one");
}

static void print_kprobes(FILE *out, const struct site_kernel *kernel, const struct site_view *view)
{
	const struct kprobe *kprobe = NULL;

	while ((kprobe = site_kernel_kprobe(kernel, view, kprobe)))
		print_item(out, kprobe->is_return ? "kretprobe" : "kprobe", "%s", kprobe->text);
}

void site_print(FILE *out, const struct site_kernel *site_kernel, const struct site_view *view)
{
	const struct view_kernel *kernel = &site_kernel->view;
	struct site_step step = { 0 };
	char room[24];

	print_header(out, view);
	print_literal(out, view);
	while (site_next_step(kernel, view, &step))
		print_step(out, kernel, view, &step);
	if (view->site.kind == SITE_UNKNOWN)
		print_item(out, "note", "this is no patch site");
	if (view->site.via_plt)
		print_item(out, "module PLT", "leads to %s",
			   name_of(&view->target, room, sizeof(room)));
	print_kprobes(out, site_kernel, view);
	print_ops(out, kernel, view);
	print_trampoline(out, kernel, view);
	print_list(out, view);
	print_names(out, kernel, view);
	print_book(out, kernel, view);
	fputc('\n', out);
}
