// SPDX-License-Identifier: GPL-2.0-only
#include "report/markup.h"

#include <stddef.h>

const char *markup_entity(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}
