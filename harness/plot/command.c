// SPDX-License-Identifier: GPL-2.0-only
#include "plot/command.h"

#include <stdio.h>
#include <string.h>

#include "plot/csv.h"

const char *plot_format_end(enum plot_picture_format format)
{
	static const char *const ends[PLOT_PICTURE_FORMAT_COUNT] = {
		[PLOT_SVG] = "svg",
		[PLOT_PNG] = "png",
		[PLOT_PDF] = "pdf",
	};

	return ends[format];
}

/* A name as plot_csv_field() prints it. */
static void take_name(char name[256], const char *from)
{
	size_t length = strlen(from);

	if (length > 255)
		length = 0;
	for (size_t i = 0; i < length; i++)
		name[i] = plot_csv_byte(from[i]);
	name[length] = '\0';
}

void plot_command_make(const struct plots *plots, const struct plot_picture *picture,
		       enum plot_picture_format format, struct plot_command *command)
{
	const struct boards *boards = plots->boards;
	const char *end = plot_format_end(format);

	*command = (struct plot_command){ 0 };
	snprintf(command->script, sizeof(command->script), "%s.gp", picture->script->name);
	snprintf(command->data, sizeof(command->data), "%s.csv", picture->name);
	snprintf(command->more_data, sizeof(command->more_data), "%s-parts.csv", picture->name);
	snprintf(command->image, sizeof(command->image), "%s.%s", picture->name, end);
	snprintf(command->said, sizeof(command->said), "%s.%s.said", picture->name, end);
	take_name(command->workload, boards->workloads[picture->workload].name);
	take_name(command->metric, boards->metrics[picture->metric].name);
	memcpy(command->words,
	       (const char *[]){
		       "-d",
		       "-c",
		       command->script,
		       command->data,
		       command->image,
		       command->workload,
		       command->metric,
		       picture->more_data ? command->more_data : NULL,
		       NULL,
	       },
	       sizeof(command->words));
}
