// SPDX-License-Identifier: GPL-2.0-only
#include "track/digest.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>

void digest_of(const void *bytes, size_t length, char text[DIGEST_SIZE])
{
	uint8_t digest[SHA256_DIGEST_LENGTH];
	SHA2_CTX context;

	SHA256Init(&context);
	SHA256Update(&context, bytes, length);
	SHA256Final(digest, &context);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
}

int64_t digest_number(const char text[DIGEST_SIZE])
{
	char start[17];

	snprintf(start, sizeof(start), "%.16s", text);
	return (int64_t)strtoull(start, NULL, 16);
}
