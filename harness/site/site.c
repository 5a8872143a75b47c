// SPDX-License-Identifier: GPL-2.0-only
#include "site/site.h"

#include <string.h>

static bool read_bytes(const struct site_bytes *bytes, int offset, unsigned int length,
		       uint64_t *value)
{
	int start = offset + SITE_BEFORE;
	uint64_t read = 0;

	if (start < 0 || start + (int)length > SITE_BYTES)
		return false;
	for (unsigned int i = 0; i < length; i++) {
		if (!(bytes->valid >> ((unsigned int)start + i) & 1))
			return false;
		read |= (uint64_t)bytes->bytes[(unsigned int)start + i] << (8 * i);
	}
	*value = read;
	return true;
}

bool site_read_u32(const struct site_bytes *bytes, int offset, uint32_t *value)
{
	uint64_t wide;

	if (!read_bytes(bytes, offset, sizeof(*value), &wide))
		return false;
	*value = (uint32_t)wide;
	return true;
}

bool site_read_u64(const struct site_bytes *bytes, int offset, uint64_t *value)
{
	return read_bytes(bytes, offset, sizeof(*value), value);
}

int64_t site_sign_extend(uint64_t value, unsigned int bits)
{
	uint64_t sign = UINT64_C(1) << (bits - 1);

	value &= (sign << 1) - 1;
	return (int64_t)((value ^ sign) - sign);
}

void site_decode(enum architecture architecture, const struct site_bytes *bytes, struct site *site)
{
	memset(site, 0, sizeof(*site));
	switch (architecture) {
	case ARCHITECTURE_ARM64:
		site_decode_arm64(bytes, site);
		break;
	case ARCHITECTURE_RISCV64:
		site_decode_riscv64(bytes, site);
		break;
	case ARCHITECTURE_X86_64:
		site_decode_x86_64(bytes, site);
		break;
	}
	if (!site->first_target)
		site->first_target = site->target;
}

size_t site_patched_end(enum architecture architecture, const struct site_bytes *bytes,
			const struct site *site)
{
	/* Where no site was found it is taken to begin behind one instruction. */
	size_t offset = site->address ? (size_t)(site->address - bytes->function) : 4;

	return SITE_BEFORE + offset + (architecture == ARCHITECTURE_X86_64 ? 5 : 4);
}
