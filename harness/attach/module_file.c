// SPDX-License-Identifier: GPL-2.0-only
#include "attach/module_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#define MODULE_NAME "tracetoll"
#define LOADED_FOLDER "/sys/module/" MODULE_NAME

/* The folder of this program, without a slash at its end. */
static int program_folder(char *folder, size_t size)
{
	ssize_t length = readlink("/proc/self/exe", folder, size - 1);
	char *slash;

	if (length < 0)
		return -errno;
	folder[length] = '\0';
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	return 0;
}

/* Where `make` leaves the module, and where a distribution would put it. */
static void usual_paths(char paths[2][PATH_MAX + 128])
{
	char folder[PATH_MAX] = "";
	struct utsname kernel;

	uname(&kernel);
	program_folder(folder, sizeof(folder));
	snprintf(paths[0], sizeof(paths[0]), "%s/kmod/%s/" MODULE_NAME ".ko", folder,
		 kernel.release);
	snprintf(paths[1], sizeof(paths[1]), "/lib/modules/%s/updates/" MODULE_NAME ".ko",
		 kernel.release);
}

/* Opens the module; *@path is the one that was opened, in @paths or @file itself. */
static int open_module(const char *file, char paths[2][PATH_MAX + 128], const char **path,
		       struct complaint *complaint)
{
	static const char advice[] = "build the module for this kernel, or name it: --module FILE";
	int fd, err;

	if (file) {
		*path = file;
		fd = open(file, O_RDONLY | O_CLOEXEC);
		err = -errno;
		return fd >= 0 ? fd
			       : complain(complaint, EXIT_CODE_FAILED, err, advice,
					  "cannot open the module %s", file);
	}
	usual_paths(paths);
	for (int i = 0; i < 2; i++) {
		*path = paths[i];
		fd = open(paths[i], O_RDONLY | O_CLOEXEC);
		err = -errno;
		if (fd >= 0)
			return fd;
		if (err != -ENOENT)
			return complain(complaint, EXIT_CODE_FAILED, err, advice,
					"cannot open the module %s", paths[i]);
	}
	return complain(complaint, EXIT_CODE_FAILED, 0, advice,
			"no module for this kernel, neither %s nor %s", paths[0], paths[1]);
}

static int complain_about_load(int error, const char *path, struct complaint *complaint)
{
	const char *advice = "look at the kernel log (dmesg)";
	enum exit_code exit_code = EXIT_CODE_FAILED;

	if (error == -EPERM) {
		exit_code = EXIT_CODE_REFUSED;
		advice = "run as root, on a kernel that is not locked down";
	} else if (error == -ENOEXEC || error == -EINVAL) {
		advice = "it was built for another kernel: build it again for this one";
	} else if (error == -EKEYREJECTED) {
		exit_code = EXIT_CODE_REFUSED;
		advice = "this kernel loads signed modules only: sign it";
	}
	return complain(complaint, exit_code, error, advice, "cannot load %s", path);
}

int module_load(const char *file, bool *loaded, struct complaint *complaint)
{
	char paths[2][PATH_MAX + 128];
	const char *path;
	int err = 0;
	int fd;

	*loaded = false;
	if (!access(LOADED_FOLDER, F_OK)) {
		if (!file)
			return 0;
		return complain(complaint, EXIT_CODE_REFUSED, -EEXIST, "first: rmmod " MODULE_NAME,
				"cannot load %s beside the module that is loaded", file);
	}
	if (geteuid() != 0)
		return complain(complaint, EXIT_CODE_REFUSED, -EPERM, "run as root",
				"cannot load the kernel module");
	fd = open_module(file, paths, &path, complaint);
	if (fd < 0)
		return fd;
	if (syscall(SYS_finit_module, fd, "", 0))
		err = -errno;
	close(fd);
	/* EEXIST: somebody else was faster. */
	if (err && err != -EEXIST)
		return complain_about_load(err, path, complaint);
	*loaded = !err;
	return 0;
}

int module_remove(struct complaint *complaint)
{
	if (syscall(SYS_delete_module, MODULE_NAME, O_NONBLOCK)) {
		int err = -errno;

		/* Somebody else took it over in between: it is theirs now. */
		if (err == -EAGAIN || err == -EBUSY || err == -ENOENT)
			return 0;
		return complain(complaint, EXIT_CODE_FAILED, err, "rmmod " MODULE_NAME,
				"cannot remove the kernel module");
	}
	return 0;
}
