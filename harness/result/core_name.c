// SPDX-License-Identifier: GPL-2.0-only
/*
 * Implementers and part numbers of arm64's cores, by arch/arm64/include/asm/cputype.h.
 */
#include "result/core_name.h"

#include <stddef.h>
#include <stdlib.h>

static const struct {
	unsigned char implementer;
	unsigned short part;
	const char *name;
} cores[] = {
	{ 0x41, 0xd03, "Cortex-A53" },
	{ 0x41, 0xd04, "Cortex-A35" },
	{ 0x41, 0xd05, "Cortex-A55" },
	{ 0x41, 0xd07, "Cortex-A57" },
	{ 0x41, 0xd08, "Cortex-A72" },
	{ 0x41, 0xd09, "Cortex-A73" },
	{ 0x41, 0xd0a, "Cortex-A75" },
	{ 0x41, 0xd0b, "Cortex-A76" },
	{ 0x41, 0xd0c, "Neoverse-N1" },
	{ 0x41, 0xd0d, "Cortex-A77" },
	{ 0x41, 0xd0e, "Cortex-A76AE" },
	{ 0x41, 0xd40, "Neoverse-V1" },
	{ 0x41, 0xd41, "Cortex-A78" },
	{ 0x41, 0xd42, "Cortex-A78AE" },
	{ 0x41, 0xd44, "Cortex-X1" },
	{ 0x41, 0xd46, "Cortex-A510" },
	{ 0x41, 0xd47, "Cortex-A710" },
	{ 0x41, 0xd48, "Cortex-X2" },
	{ 0x41, 0xd49, "Neoverse-N2" },
	{ 0x41, 0xd4b, "Cortex-A78C" },
	{ 0x41, 0xd4c, "Cortex-X1C" },
	{ 0x41, 0xd4d, "Cortex-A715" },
	{ 0x41, 0xd4e, "Cortex-X3" },
	{ 0x41, 0xd4f, "Neoverse-V2" },
	{ 0x41, 0xd80, "Cortex-A520" },
	{ 0x41, 0xd81, "Cortex-A720" },
	{ 0x41, 0xd82, "Cortex-X4" },
	{ 0x41, 0xd83, "Neoverse-V3AE" },
	{ 0x41, 0xd84, "Neoverse-V3" },
	{ 0x41, 0xd85, "Cortex-X925" },
	{ 0x41, 0xd87, "Cortex-A725" },
	{ 0x41, 0xd8c, "C1-Ultra" },
	{ 0x41, 0xd8e, "Neoverse-N3" },
	{ 0x41, 0xd90, "C1-Premium" },
	{ 0x42, 0x100, "Brahma-B53" },
	{ 0x42, 0x516, "Vulcan" },
	{ 0x43, 0x0a1, "ThunderX" },
	{ 0x43, 0x0af, "ThunderX2" },
	{ 0x46, 0x001, "A64FX" },
	{ 0x48, 0xd01, "TaiShan v110" },
	{ 0x48, 0xd02, "HIP09" },
	{ 0x4e, 0x003, "Denver" },
	{ 0x4e, 0x004, "Carmel" },
	{ 0x4e, 0x010, "Olympus" },
	{ 0x50, 0x000, "X-Gene" },
	{ 0x51, 0x200, "Kryo" },
	{ 0x51, 0x800, "Kryo 2xx Gold" },
	{ 0x51, 0x801, "Kryo 2xx Silver" },
	{ 0x51, 0x802, "Kryo 3xx Gold" },
	{ 0x51, 0x803, "Kryo 3xx Silver" },
	{ 0x51, 0x804, "Kryo 4xx Gold" },
	{ 0x51, 0x805, "Kryo 4xx Silver" },
	{ 0x51, 0xc00, "Falkor" },
	{ 0x61, 0x022, "Icestorm (M1)" },
	{ 0x61, 0x023, "Firestorm (M1)" },
	{ 0x61, 0x024, "Icestorm (M1 Pro)" },
	{ 0x61, 0x025, "Firestorm (M1 Pro)" },
	{ 0x61, 0x028, "Icestorm (M1 Max)" },
	{ 0x61, 0x029, "Firestorm (M1 Max)" },
	{ 0x61, 0x032, "Blizzard (M2)" },
	{ 0x61, 0x033, "Avalanche (M2)" },
	{ 0x61, 0x034, "Blizzard (M2 Pro)" },
	{ 0x61, 0x035, "Avalanche (M2 Pro)" },
	{ 0x61, 0x038, "Blizzard (M2 Max)" },
	{ 0x61, 0x039, "Avalanche (M2 Max)" },
	{ 0xc0, 0xac3, "AmpereOne" },
	{ 0xc0, 0xac4, "AmpereOne A" },
};

/* Arm ARM, MIDR_EL1: implementer in bits 31 to 24, part number in bits 15 to 4. */
const char *core_name(const char *midr)
{
	char *end;
	unsigned long long number = strtoull(midr, &end, 0);

	if (end == midr || *end)
		return NULL;
	for (size_t i = 0; i < sizeof(cores) / sizeof(cores[0]); i++) {
		if (cores[i].implementer == (number >> 24 & 0xff) &&
		    cores[i].part == (number >> 4 & 0xfff))
			return cores[i].name;
	}
	return NULL;
}
