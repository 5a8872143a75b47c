// SPDX-License-Identifier: GPL-2.0-only
/*
 * The scripts of plots/ as a table: embed.cmake makes the header of them.
 */
#include "plot/scripts.h"

#include "plot_scripts.h"

const struct plot_script *plot_scripts(size_t *count)
{
	*count = sizeof(scripts) / sizeof(scripts[0]);
	return scripts;
}

const struct plot_file *plot_files(size_t *count)
{
	*count = sizeof(files) / sizeof(files[0]);
	return files;
}
