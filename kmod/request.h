/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_REQUEST_H
#define TRACETOLL_REQUEST_H

#include "tracetoll_ioctl.h"

/* All requests start alike; the union is as large as the largest of them. */
union tracetoll_request {
	__u32 size;
	struct tracetoll_query query;
	struct tracetoll_setup setup;
	struct tracetoll_run run;
	struct tracetoll_site site;
	struct tracetoll_symbol symbol;
	struct tracetoll_teardown teardown;
	struct tracetoll_system system;
	struct tracetoll_hits hits;
	struct tracetoll_call call;
	struct tracetoll_swap swap;
	struct tracetoll_order order;
	struct tracetoll_interrupts interrupts;
	struct tracetoll_text text;
};

/*
 * Checks and does what @command (TRACETOLL_QUERY, ...) asks for; the answer is stored in
 * @request. Wants the owner lock. Returns 0 or a negative errno; -ENOTTY: no such command.
 */
int tracetoll_do_request(unsigned int command, union tracetoll_request *request);

/* Undoes whatever is set up: the owner is gone. Wants the owner lock. */
void tracetoll_end_requests(void);

#endif /* TRACETOLL_REQUEST_H */
