/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/assembler.h>
#include "shortest_arm64.S"

/*
 * More than a BL reaches (128 MiB). Text that does not fit into the window around the kernel's
 * own is placed somewhere in the larger one (execmem_arch_setup, fallback_start), and as this is
 * its beginning (far.lds), what follows is also far from a module that lies before it.
 * Nothing of it is in the file; loaded, it takes as much memory.
 */
	.section .text..spacer, "ax", %nobits
	.space	129 * 1024 * 1024

	.text
	shortest_trampoline tracetoll_trampoline_far
