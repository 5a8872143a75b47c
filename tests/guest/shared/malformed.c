// SPDX-License-Identifier: GPL-2.0-only
#include "malformed.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"
#include "random.h"
#include "request_form.h"

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
	const struct request_form *form, *forms;
	size_t count;

	forms = request_forms(&count);
	do
		form = &forms[random_below(random, count)];
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

static uint32_t draw_wrong_value(uint64_t *random, const struct request_field *field)
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
	const struct request_field *field = &form->fields[random_below(random, form->field_count)];
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
