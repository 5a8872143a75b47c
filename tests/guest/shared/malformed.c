// SPDX-License-Identifier: GPL-2.0-only
#include "malformed.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"
#include "random.h"

#define FIELDS_MAX 10

/* What is wrong for a field of 32 bits. */
struct field {
	size_t offset;
	uint32_t bits; /* not 0: any bit but these is wrong */
	uint32_t limit; /* else whatever is above it is */
	bool zero_is_wrong; /* and 0 is, too */
};

/* A request with nothing wrong in it, and all that can be. */
struct request_form {
	unsigned int command;
	size_t size;
	size_t name_offset; /* 0: it has none */
	bool is_cheap; /* it may be granted often */
	uint32_t template[8]; /* the first words of the valid one, behind its size */
	struct field fields[FIELDS_MAX];
	size_t field_count;
};

#define NONE(type, member)                                 \
	{                                                  \
		offsetof(struct type, member), 0, 0, false \
	}
#define BITS(type, member, allowed)                              \
	{                                                        \
		offsetof(struct type, member), allowed, 0, false \
	}
#define UP_TO(type, member, limit)                             \
	{                                                      \
		offsetof(struct type, member), 0, limit, false \
	}
#define ONE_TO(type, member, limit)                           \
	{                                                     \
		offsetof(struct type, member), 0, limit, true \
	}

static const struct request_form forms[] = {
	{
		.command = TRACETOLL_QUERY,
		.size = sizeof(struct tracetoll_query),
		.is_cheap = true,
		.fields = { NONE(tracetoll_query, flags) },
		.field_count = 1,
	},
	{
		/* An ops on the tracee. */
		.command = TRACETOLL_SETUP,
		.size = sizeof(struct tracetoll_setup),
		.name_offset = offsetof(struct tracetoll_setup, name),
		.template = { 0, 1 },
		.fields = { BITS(tracetoll_setup, flags, TRACETOLL_SETUP_COUNT),
			    UP_TO(tracetoll_setup, relevant, TRACETOLL_RELEVANT_MAX),
			    UP_TO(tracetoll_setup, irrelevant, TRACETOLL_IRRELEVANT_MAX),
			    BITS(tracetoll_setup, ops_flags,
				 TRACETOLL_OPS_RCU | TRACETOLL_OPS_RECURSION | TRACETOLL_OPS_STUB),
			    UP_TO(tracetoll_setup, trampoline, TRACETOLL_TRAMPOLINE_COUNT - 1),
			    UP_TO(tracetoll_setup, fprobes, 1),
			    UP_TO(tracetoll_setup, tracee, TRACETOLL_TRACEE_COUNT - 1) },
		.field_count = 7,
	},
	{
		.command = TRACETOLL_RUN,
		.size = sizeof(struct tracetoll_run),
		.is_cheap = true,
		.template = { 0, 1, 1 },
		.fields = { NONE(tracetoll_run, flags),
			    ONE_TO(tracetoll_run, batches, TRACETOLL_BATCHES_MAX),
			    ONE_TO(tracetoll_run, calls_per_batch, TRACETOLL_BATCH_COST_MAX),
			    UP_TO(tracetoll_run, tracee, TRACETOLL_TRACEE_CORE),
			    NONE(tracetoll_run, reserved) },
		.field_count = 5,
	},
	{
		.command = TRACETOLL_SITE,
		.size = sizeof(struct tracetoll_site),
		.is_cheap = true,
		.fields = { NONE(tracetoll_site, flags),
			    UP_TO(tracetoll_site, index, TRACETOLL_CALL_COUNT - 1) },
		.field_count = 2,
	},
	{
		.command = TRACETOLL_SYMBOL,
		.size = sizeof(struct tracetoll_symbol),
		.is_cheap = true,
		.fields = { NONE(tracetoll_symbol, flags) },
		.field_count = 1,
	},
	{
		.command = TRACETOLL_TEARDOWN,
		.size = sizeof(struct tracetoll_teardown),
		.fields = { NONE(tracetoll_teardown, flags) },
		.field_count = 1,
	},
	{
		.command = TRACETOLL_SYSTEM,
		.size = sizeof(struct tracetoll_system),
		.is_cheap = true,
		.fields = { NONE(tracetoll_system, flags), NONE(tracetoll_system, ops_flags) },
		.field_count = 2,
	},
	{
		.command = TRACETOLL_HITS,
		.size = sizeof(struct tracetoll_hits),
		.is_cheap = true,
		.fields = { NONE(tracetoll_hits, flags),
			    UP_TO(tracetoll_hits, counter, TRACETOLL_COUNTER_COUNT - 1),
			    UP_TO(tracetoll_hits, index, TRACETOLL_RELEVANT_MAX - 1) },
		.field_count = 3,
	},
	{
		.command = TRACETOLL_CALL,
		.size = sizeof(struct tracetoll_call),
		.is_cheap = true,
		.template = { 0, TRACETOLL_CALL_RECURSIVE, 1, 1 },
		.fields = { NONE(tracetoll_call, flags),
			    UP_TO(tracetoll_call, kind, TRACETOLL_CALL_COUNT - 1),
			    ONE_TO(tracetoll_call, calls, TRACETOLL_BATCH_COST_MAX),
			    ONE_TO(tracetoll_call, depth, TRACETOLL_CALL_DEPTH_MAX) },
		.field_count = 4,
	},
	{
		.command = TRACETOLL_SWAP,
		.size = sizeof(struct tracetoll_swap),
		.template = { 0, 1 },
		.fields = { NONE(tracetoll_swap, flags), ONE_TO(tracetoll_swap, swaps, 10000),
			    NONE(tracetoll_swap, reserved) },
		.field_count = 3,
	},
	{
		.command = TRACETOLL_ORDER,
		.size = sizeof(struct tracetoll_order),
		.fields = { NONE(tracetoll_order, flags),
			    UP_TO(tracetoll_order, first, TRACETOLL_ATTACHMENT_COUNT - 1),
			    UP_TO(tracetoll_order, second, TRACETOLL_ATTACHMENT_COUNT - 1),
			    UP_TO(tracetoll_order, remove, 2), NONE(tracetoll_order, reserved) },
		.field_count = 5,
	},
};

#define FORM_COUNT (sizeof(forms) / sizeof(forms[0]))

/* The largest request, for those that have none of ours. */
#define SIZE_MAX_BYTES 256

int arena_map(struct arena *arena)
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	char *three =
		mmap(NULL, 3 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (three == MAP_FAILED || mprotect(three + size, size, PROT_NONE) ||
	    mprotect(three + 2 * size, size, PROT_READ))
		return -errno;
	arena->page = three;
	arena->end = three + size;
	arena->read_only = three + 2 * size;
	arena->size = size;
	return 0;
}

static const struct request_form *draw_form(uint64_t *random, bool cheap)
{
	const struct request_form *form;

	do
		form = &forms[random_below(random, FORM_COUNT)];
	while (cheap && !form->is_cheap);
	return form;
}

static void fill_valid(const struct request_form *form, char *at)
{
	uint32_t size = (uint32_t)form->size;
	size_t words = form->size - sizeof(size);

	memset(at, 0, form->size);
	memcpy(at, &size, sizeof(size));
	memcpy(at + sizeof(size), form->template,
	       words < sizeof(form->template) ? words : sizeof(form->template));
}

static void fill_random(uint64_t *random, char *at, size_t size)
{
	for (size_t i = 0; i < size; i += sizeof(uint64_t)) {
		uint64_t word = random_next(random);

		memcpy(at + i, &word, size - i < sizeof(word) ? size - i : sizeof(word));
	}
}

/* Somewhere in the page, as a program would have it. */
static char *draw_place(uint64_t *random, const struct arena *arena, size_t size)
{
	return arena->page + random_below(random, (arena->size - size) / 4) * 4;
}

static void draw_random_command(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	char *at = draw_place(random, arena, SIZE_MAX_BYTES);

	fill_random(random, at, 64);
	malformed->what = "a random command";
	malformed->command = (unsigned int)random_next(random);
	malformed->argument = at;
	malformed->must_fail = false;
}

/* The size word says what the command says; the command is not one of ours. */
static void draw_wrong_command(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	const struct request_form *form = draw_form(random, false);
	char *at = draw_place(random, arena, SIZE_MAX_BYTES);
	uint32_t size = (uint32_t)form->size;
	unsigned int direction = _IOC_DIR(form->command);
	unsigned int type = _IOC_TYPE(form->command);

	fill_valid(form, at);
	malformed->what = "a wrong direction, type, or size of a command";
	switch (random_below(random, 4)) {
	case 0:
		direction ^= 1U + (unsigned int)random_below(random, 3);
		break;
	case 1:
		type ^= 1U + (unsigned int)random_below(random, 255);
		break;
	case 2:
		size = (uint32_t)random_below(random, SIZE_MAX_BYTES);
		size += size == form->size;
		memcpy(at, &size, sizeof(size));
		break;
	default:
		/* The arguments of others fit into it as well. */
		size = (uint32_t)random_below(random, 1U << _IOC_SIZEBITS);
		size += size == form->size;
		break;
	}
	malformed->command = _IOC(direction, type, _IOC_NR(form->command), size);
	malformed->argument = at;
}

static void draw_wrong_size(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	const struct request_form *form = draw_form(random, false);
	char *at = draw_place(random, arena, form->size);
	uint32_t size = (uint32_t)random_next(random);

	size >>= random_below(random, 32);
	size += size == form->size;
	fill_valid(form, at);
	memcpy(at, &size, sizeof(size));
	malformed->what = "a wrong size word";
	malformed->command = form->command;
	malformed->argument = at;
}

static uint32_t draw_wrong_value(uint64_t *random, const struct field *field)
{
	uint32_t value;

	if (field->zero_is_wrong && !random_below(random, 4))
		return 0;
	if (field->limit) {
		uint64_t room = UINT32_MAX - field->limit;

		return field->limit + 1 +
		       (random_below(random, 2) ? 0 : (uint32_t)random_below(random, room));
	}
	/* One bit as often as many. */
	do {
		value = (uint32_t)random_next(random);
		if (random_below(random, 2))
			value = 1U << (value & 31);
	} while (!(value & ~field->bits));
	return value;
}

static void draw_wrong_field(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	const struct request_form *form = draw_form(random, false);
	const struct field *field = &form->fields[random_below(random, form->field_count)];
	char *at = draw_place(random, arena, form->size);
	uint32_t value = draw_wrong_value(random, field);

	fill_valid(form, at);
	memcpy(at + field->offset, &value, sizeof(value));
	malformed->what = "one wrong field";
	malformed->command = form->command;
	malformed->argument = at;
}

/* A name without an end, with something behind its end, of nothing, or where none belongs. */
static void draw_wrong_name(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	struct tracetoll_setup setup = { .size = sizeof(setup), .relevant = 1 };
	char *at = draw_place(random, arena, sizeof(setup));

	fill_random(random, setup.name, sizeof(setup.name));
	for (size_t i = 0; i < sizeof(setup.name); i++)
		setup.name[i] = (char)(' ' + ((unsigned char)setup.name[i] & 63));
	setup.tracee = TRACETOLL_TRACEE_NAMED;
	switch (random_below(random, 16)) {
	case 0:
		/* Looked up, and not found: dear, so seldom. */
		memset(setup.name + 3, 0, sizeof(setup.name) - 3);
		break;
	case 1:
	case 2:
	case 3:
		setup.name[random_below(random, sizeof(setup.name) - 1)] = '\0';
		break;
	case 4:
	case 5:
		memset(setup.name, 0, sizeof(setup.name));
		break;
	case 6:
	case 7:
		memset(setup.name + 3, 0, sizeof(setup.name) - 3);
		setup.tracee = TRACETOLL_TRACEE_NEAR;
		break;
	}
	memcpy(at, &setup, sizeof(setup));
	malformed->what = "a wrong name";
	malformed->command = TRACETOLL_SETUP;
	malformed->argument = at;
}

static void draw_wrong_pointer(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	const struct request_form *form;

	malformed->what = "a wrong pointer";
	switch (random_below(random, 5)) {
	case 0:
		/* Read, done, and then the answer cannot be written. */
		do
			form = draw_form(random, true);
		while (!(_IOC_DIR(form->command) & _IOC_READ));
		if (mprotect(arena->read_only, arena->size, PROT_READ | PROT_WRITE))
			break;
		fill_valid(form, arena->read_only);
		if (mprotect(arena->read_only, arena->size, PROT_READ))
			break;
		malformed->command = form->command;
		malformed->argument = arena->read_only;
		return;
	case 1:
		/* It begins well, and runs into nothing. */
		form = draw_form(random, false);
		malformed->command = form->command;
		malformed->argument = arena->end - random_below(random, form->size);
		return;
	case 2:
		malformed->argument = NULL;
		break;
	case 3:
		/* The kernel's own half of the addresses, and what is in neither. */
		malformed->argument = (void *)(random_next(random) | 1ULL << 63);
		break;
	default:
		malformed->argument = (void *)(random_next(random) >> 1 | 1ULL << 62);
		break;
	}
	malformed->command = draw_form(random, false)->command;
}

/* Right size, and random otherwise: what is left of the checks must hold alone. */
static void draw_random_body(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	const struct request_form *form = draw_form(random, false);
	char *at = draw_place(random, arena, form->size);
	uint32_t head[2] = { (uint32_t)form->size, 0 };

	fill_random(random, at, form->size);
	/* Small numbers get further than large ones. */
	if (random_below(random, 2)) {
		for (size_t i = 0; i < form->size; i++)
			at[i] = i % 4 ? 0 : at[i] & 7;
	}
	/* What is torn down all the time is never there to be disturbed. */
	memcpy(at, head,
	       form->command == TRACETOLL_TEARDOWN || random_below(random, 2) ? sizeof(head[0])
									      : sizeof(head));
	malformed->what = "a random body";
	malformed->command = form->command;
	malformed->argument = at;
	malformed->must_fail = false;
}

static void draw_valid(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	const struct request_form *form = draw_form(random, true);
	char *at = draw_place(random, arena, form->size);

	fill_valid(form, at);
	/* Any address has a name, or none. */
	if (form->command == TRACETOLL_SYMBOL)
		fill_random(random, at + offsetof(struct tracetoll_symbol, address), 8);
	malformed->what = "nothing wrong";
	malformed->command = form->command;
	malformed->argument = at;
	malformed->must_fail = false;
}

void malformed_draw(uint64_t *random, struct arena *arena, struct malformed *malformed)
{
	uint64_t kind = random_below(random, 128);

	malformed->must_fail = true;
	if (kind < 16)
		draw_random_command(random, arena, malformed);
	else if (kind < 40)
		draw_wrong_command(random, arena, malformed);
	else if (kind < 56)
		draw_wrong_size(random, arena, malformed);
	else if (kind < 96)
		draw_wrong_field(random, arena, malformed);
	else if (kind < 104)
		draw_wrong_name(random, arena, malformed);
	else if (kind < 116)
		draw_wrong_pointer(random, arena, malformed);
	else if (kind < 126)
		draw_random_body(random, arena, malformed);
	else
		draw_valid(random, arena, malformed);
}
