/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RECORD_TIME_H
#define RECORD_TIME_H

#include <stdint.h>

/* "2026-11-21T21:30:00Z" and the end of the string. */
#define RECORD_TIME_SIZE 21

/* @seconds since 1970, in UTC, in the years up to 9999. */
void record_time_text(uint64_t seconds, char text[RECORD_TIME_SIZE]);

/*
 * Now. TRACETOLL_CLOCK_BEHIND of the environment is added, in seconds: scripts/guest starts its
 * machines at a fixed date.
 */
void record_time(char text[RECORD_TIME_SIZE]);

#endif /* RECORD_TIME_H */
