// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is declared in verify.h and not written yet.
 */
#include <linux/errno.h>

#include "verify.h"

int tracetoll_verify_swap(struct tracetoll_swap *swap)
{
	return -EOPNOTSUPP;
}

int tracetoll_verify_order(const struct tracetoll_order *order)
{
	return -EOPNOTSUPP;
}
