// SPDX-License-Identifier: GPL-2.0-only
#include "machine/caches.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "machine/system_file.h"

#define CACHE "/sys/devices/system/cpu/cpu%d/cache/index%d/"
#define INDICES_MAX 16

/* The kernel writes kilobytes: "512K" (size_show, drivers/base/cacheinfo.c). */
static size_t size_of(const char *root, int cpu, int index)
{
	char text[32];
	size_t number;
	char unit = '\0';

	system_file_line(root, text, sizeof(text), CACHE "size", cpu, index);
	if (sscanf(text, "%zu%c", &number, &unit) != 2 || unit != 'K')
		return 0;
	return number * 1024;
}

static bool holds_data(const char *root, int cpu, int index)
{
	char type[32];

	system_file_line(root, type, sizeof(type), CACHE "type", cpu, index);
	return !strcmp(type, "Data") || !strcmp(type, "Unified");
}

size_t caches_largest(const char *root, int cpu)
{
	size_t largest = 0;
	long level = 0, highest = 0;

	for (int index = 0; index < INDICES_MAX; index++) {
		size_t size;

		if (!holds_data(root, cpu, index))
			continue;
		size = size_of(root, cpu, index);
		if (!size || system_file_number(root, &level, CACHE "level", cpu, index))
			return 0;
		largest = size > largest ? size : largest;
		highest = level > highest ? level : highest;
	}
	return highest > 1 ? largest : 0;
}
