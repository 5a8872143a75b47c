/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MARKUP_H
#define MARKUP_H

/* What HTML, SVG and XML write for a character that would be theirs: "&lt;"; NULL: itself. */
const char *markup_entity(char byte);

#endif /* MARKUP_H */
