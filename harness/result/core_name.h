/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_NAME_H
#define CORE_NAME_H

/*
 * The name of the core that has this MIDR_EL1 ("0x00000000413fd0c1", as sysfs says it):
 * "Neoverse-N1". NULL: it is none that is known here.
 */
const char *core_name(const char *midr);

#endif /* CORE_NAME_H */
