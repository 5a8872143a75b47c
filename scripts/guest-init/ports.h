/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PORTS_H
#define PORTS_H

/*
 * Opens the virtio-serial port that QEMU calls @name for writing, waiting up to a
 * few seconds for it to appear. With @link, a symbolic link to its device is made
 * there. Returns the file descriptor or a negative errno.
 */
int port_open(const char *name, const char *link);

#endif /* PORTS_H */
