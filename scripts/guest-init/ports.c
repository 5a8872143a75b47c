// SPDX-License-Identifier: GPL-2.0-only
#include "ports.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PORTS "/sys/class/virtio-ports"
#define TRIES 300
#define TRY_US 10000

/* The device of the port with this name: "/dev/vport0p1". */
static int find_device(const char *name, char *device, size_t size)
{
	DIR *folder = opendir(PORTS);
	struct dirent *entry;
	int err = -ENOENT;

	while (folder && err && (entry = readdir(folder))) {
		char path[512];
		char text[64] = "";
		FILE *file;

		snprintf(path, sizeof(path), PORTS "/%s/name", entry->d_name);
		file = fopen(path, "re");
		if (!file)
			continue;
		if (fgets(text, sizeof(text), file)) {
			text[strcspn(text, "\n")] = '\0';
			if (!strcmp(text, name)) {
				snprintf(device, size, "/dev/%s", entry->d_name);
				err = 0;
			}
		}
		fclose(file);
	}
	if (folder)
		closedir(folder);
	return err;
}

int port_open(const char *name, const char *link)
{
	char device[300];
	int fd = -ENOENT;

	for (int i = 0; i < TRIES; i++) {
		if (!find_device(name, device, sizeof(device))) {
			fd = open(device, O_WRONLY | O_CLOEXEC);
			if (fd >= 0)
				break;
			fd = -errno;
		}
		usleep(TRY_US);
	}
	if (fd >= 0 && link && symlink(device, link))
		return -errno;
	return fd;
}
