/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MODULE_IMAGE_H
#define MODULE_IMAGE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The section in front of a module's text that holds nothing (kmod/spacer.S). As it is in the file
 * it is none of the text. Made code and longer it moves what follows it.
 */
#define MODULE_SPACER ".tracetoll_spacer"

/* Spacers are whole cache lines, so that what is aligned to one stays so. */
#define MODULE_SPACER_LINE 64
/* So many at most: 1 MiB, more than any L1 cache or branch target buffer tells apart. */
#define MODULE_SPACER_LINES 16384

/* A module's file in memory. All 0: none. */
struct module_image {
	unsigned char *bytes;
	size_t size;
	char path[PATH_MAX]; /* it was read from */
};

/* Reads all of @fd. Returns 0 or a negative errno. module_image_free() is right in both cases. */
int module_image_read(int fd, struct module_image *image);

void module_image_free(struct module_image *image);

/*
 * Whether a signature is appended (kernel/module/signing.c, module_sig_check): changed by a
 * byte it would be no module of that kernel's any more.
 */
bool module_image_is_signed(const struct module_image *image);

/*
 * Puts @lines cache lines in front of the module's text. They are in its header alone (SHT_NOBITS):
 * the kernel gives each such section its memory, code in the order of the sections
 * (kernel/module/main.c, __layout_sections), and copies nothing there. Returns 0, -ENOENT (there
 * is no such section), or -ENOEXEC (it is no module of this machine's kind).
 */
int module_image_space(struct module_image *image, uint64_t lines);

#endif /* MODULE_IMAGE_H */
