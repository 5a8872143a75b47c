/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_SYSTEM_H
#define TRACETOLL_SYSTEM_H

struct tracetoll_system;

/* From here code patching by ftrace is counted, if the kernel lets us. */
void tracetoll_watch_system(void);
void tracetoll_unwatch_system(void);

/* Tells what ftrace holds; system->valid says which of it could be found out. */
void tracetoll_read_system(struct tracetoll_system *system);

#endif /* TRACETOLL_SYSTEM_H */
