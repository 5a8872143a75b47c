/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_FILES_H
#define PAGE_FILES_H

#include <stddef.h>

/* page.css and page.js as they are, built in by embed.cmake; and the script's SHA-256, base64. */
extern const char page_style[];
extern const size_t page_style_size;
extern const char page_script[];
extern const size_t page_script_size;
extern const char page_script_digest[];

#endif /* PAGE_FILES_H */
