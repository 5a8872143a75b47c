/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PARSE_H
#define PARSE_H

#include "result/member.h"
#include "result/result.h"

/*
 * Each takes one record of its kind into the result. They return 0, -ENOMEM or
 * -EBADMSG with the reason in the scope's error. What a failed one has put into
 * the result so far is freed by result_free(), as all else.
 */
int parse_header(const struct member_scope *record, struct result *result);
int parse_sample(const struct member_scope *record, struct result *result);
int parse_event(const struct member_scope *record, struct result *result);
int parse_end(const struct member_scope *record, struct result *result);

#endif /* PARSE_H */
