/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/assembler.h>
#include "shortest_arm64.S"
#include "spacer.S"

/*
 * More than a BL reaches (128 MiB). Text that does not fit into the window around the kernel's
 * own is placed somewhere in the larger one (execmem_arch_setup, fallback_start). Random
 * addresses may put either end of it near the kernel or another module, so there is a trampoline
 * at both (layout.lds): nothing lies between them, and what is near one is far from the other.
 * Nothing of the spacer is in the file; loaded, it takes as much memory.
 */
	.section .text..spacer, "ax", %nobits
	.space	129 * 1024 * 1024

	.section .text..low, "ax"
	shortest_trampoline tracetoll_trampoline_far_low

	.text
	shortest_trampoline tracetoll_trampoline_far_high
