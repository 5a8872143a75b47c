/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_REQUEST_FORM_H
#define GUEST_REQUEST_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REQUEST_FIELDS_MAX 10

/* What is wrong for a field of 32 bits. */
struct request_field {
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
	struct request_field fields[REQUEST_FIELDS_MAX];
	size_t field_count;
};

/* One for each command of the device. */
const struct request_form *request_forms(size_t *count);

#endif /* GUEST_REQUEST_FORM_H */
