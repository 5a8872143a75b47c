/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_LIES_SYMBOL_H
#define TRACETOLL_LIES_SYMBOL_H

struct ftrace_ops;

/* The address of any symbol of the kernel or of a module, exported or not; 0: none. */
unsigned long symbol_address(const char *name);

/* rec->ip of a function: where ftrace writes; 0: it has no patch site. */
unsigned long symbol_patch_site(unsigned long function);

/* tracetoll's ops @number, the first that was registered is 0; NULL: there is none. */
struct ftrace_ops *symbol_ops(unsigned int number);

#endif /* TRACETOLL_LIES_SYMBOL_H */
