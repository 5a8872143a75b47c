// SPDX-License-Identifier: GPL-2.0-only
#include "page/page_files.h"

#include "page_files.inc"
