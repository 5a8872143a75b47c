/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REPORT_PICTURES_H
#define REPORT_PICTURES_H

#include "exit_code.h"
#include "report/report.h"

/* report --plot: writes the pictures into the folder, and says what is there. */
enum exit_code report_pictures(const struct report_settings *settings,
			       const struct report_input *inputs, size_t count, const char *folder);

#endif /* REPORT_PICTURES_H */
