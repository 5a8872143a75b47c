/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_FILES_H
#define PAGE_FILES_H

#include <stddef.h>

#include "page_script_sha256.h"

/* page.css and page.js as they are, built in; page_script_sha256.h has the script's digest. */
extern const char page_style[];
extern const size_t page_style_size;
extern const char page_script[];
extern const size_t page_script_size;

#endif /* PAGE_FILES_H */
