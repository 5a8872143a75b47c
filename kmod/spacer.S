/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Nothing, in front of the text (layout.lds): so that this lies elsewhere at each load, the harness makes
 * it code and as long as it likes (harness/attach/module_image.c). As it is in the file it
 * is a few bytes of data that nobody reads.
 */
	.section .tracetoll_spacer, "a", %nobits
	.space	64
