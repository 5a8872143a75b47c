/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* 64 hexadecimal digits in lower case, and the end of the string. */
#define DIGEST_SIZE 65

/* The SHA-256 of the bytes. */
void digest_of(const void *bytes, size_t length, char text[DIGEST_SIZE]);

/* The first 64 bits of it, as a database keeps them. */
int64_t digest_number(const char text[DIGEST_SIZE]);

#endif /* DIGEST_H */
