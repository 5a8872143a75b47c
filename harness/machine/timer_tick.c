// SPDX-License-Identifier: GPL-2.0-only
#include "machine/timer_tick.h"

#include <stdlib.h>
#include <string.h>

#include "machine/cpu_list.h"
#include "machine/kernel_config.h"
#include "machine/system_file.h"

#define OPTION "\nCONFIG_HZ="

bool timer_tick_is_off(const char *root, int cpu)
{
	char list[1024];

	system_file_line(root, list, sizeof(list), "/sys/devices/system/cpu/nohz_full");
	return cpu_list_has(list, cpu);
}

long timer_tick_rate(const char *root)
{
	struct kernel_config config;
	char release[128];
	const char *option;
	long rate = 0;

	system_file_line(root, release, sizeof(release), "/proc/sys/kernel/osrelease");
	if (kernel_config_read(root, release, &config))
		return 0;
	option = strstr(config.text, OPTION);
	if (option)
		rate = strtol(option + strlen(OPTION), NULL, 10);
	kernel_config_free(&config);
	return rate;
}
