// SPDX-License-Identifier: GPL-2.0-only
#include "attach/module_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* RCU's grace periods take tens of milliseconds; more than that is somebody else. */
#define REMOVAL_PAUSE_MS 10
#define REMOVAL_MAX_MS 5000

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
static void usual_paths(const char *name, char paths[2][PATH_MAX + 128])
{
	char folder[PATH_MAX] = "";
	struct utsname kernel;

	uname(&kernel);
	program_folder(folder, sizeof(folder));
	snprintf(paths[0], sizeof(paths[0]), "%s/kmod/%s/%s.ko", folder, kernel.release, name);
	snprintf(paths[1], sizeof(paths[1]), "/lib/modules/%s/updates/%s.ko", kernel.release, name);
}

/* The file of @name, if @file is the one of MODULE_NEAR. */
static void named_path(const char *name, const char *file, char *path, size_t size)
{
	const char *slash = strrchr(file, '/');

	if (!strcmp(name, MODULE_NEAR))
		snprintf(path, size, "%s", file);
	else
		snprintf(path, size, "%.*s%s.ko", slash ? (int)(slash + 1 - file) : 0, file, name);
}

/* Opens the module; *@path is the one that was opened, one of @paths. */
static int open_module(const char *name, const char *file, char paths[2][PATH_MAX + 128],
		       const char **path, struct complaint *complaint)
{
	static const char advice[] = "build the module for this kernel, or name it: --module FILE";
	int fd, err;

	if (file) {
		named_path(name, file, paths[0], sizeof(paths[0]));
		*path = paths[0];
		fd = open(*path, O_RDONLY | O_CLOEXEC);
		err = -errno;
		return fd >= 0 ? fd
			       : complain(complaint, EXIT_CODE_FAILED, err, advice,
					  "cannot open the module %s", *path);
	}
	usual_paths(name, paths);
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
		advice = "this kernel lets in no module, or only signed ones";
	} else if (error == -ENOEXEC || error == -EINVAL) {
		advice = "it was built for another kernel: build it again for this one";
	} else if (error == -EKEYREJECTED) {
		exit_code = EXIT_CODE_REFUSED;
		advice = "this kernel loads signed modules only: sign it";
	}
	return complain(complaint, exit_code, error, advice, "cannot load %s", path);
}

bool module_is_there(const char *name)
{
	char folder[64];

	snprintf(folder, sizeof(folder), "/sys/module/%s", name);
	return !access(folder, F_OK);
}

static int open_permitted(const char *name, const char *file, char paths[2][PATH_MAX + 128],
			  const char **path, struct complaint *complaint)
{
	if (geteuid() != 0)
		return complain(complaint, EXIT_CODE_REFUSED, -EPERM, "run as root",
				"cannot load the kernel module");
	return open_module(name, file, paths, path, complaint);
}

int module_load(const char *name, const char *file, bool *loaded, struct complaint *complaint)
{
	char paths[2][PATH_MAX + 128];
	const char *path;
	int err = 0;
	int fd;

	*loaded = false;
	if (module_is_there(name)) {
		if (!file)
			return 0;
		return complain(complaint, EXIT_CODE_REFUSED, -EEXIST,
				"remove that with rmmod first",
				"cannot load %s beside the module that is loaded", file);
	}
	fd = open_permitted(name, file, paths, &path, complaint);
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

int module_read(const char *name, const char *file, struct module_image *image,
		struct complaint *complaint)
{
	char paths[2][PATH_MAX + 128];
	const char *path;
	int fd = open_permitted(name, file, paths, &path, complaint);
	int err;

	if (fd < 0)
		return fd;
	snprintf(image->path, sizeof(image->path), "%s", path);
	err = module_image_read(fd, image);
	close(fd);
	return err ? complain(complaint, EXIT_CODE_FAILED, err, "", "cannot read %s", path) : 0;
}

int module_load_image(const struct module_image *image, struct complaint *complaint)
{
	if (!syscall(SYS_init_module, image->bytes, image->size, ""))
		return 0;
	return complain_about_load(-errno, image->path, complaint);
}

static int complain_about_removal(int error, const char *name, struct complaint *complaint)
{
	return complain(complaint, EXIT_CODE_FAILED, error, "try: rmmod",
			"cannot remove the kernel module %s", name);
}

static int remove_once(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? -errno : 0;
}

int module_remove(const char *name, struct complaint *complaint)
{
	int err = remove_once(name);

	/* Somebody else took it over in between: it is theirs now. */
	if (!err || err == -EAGAIN || err == -EBUSY || err == -ENOENT)
		return 0;
	return complain_about_removal(err, name, complaint);
}

/* -EWOULDBLOCK: it is used; -EBUSY: it just goes. */
int module_remove_surely(const char *name, struct complaint *complaint)
{
	const struct timespec pause = { .tv_nsec = REMOVAL_PAUSE_MS * 1000000L };
	int err = remove_once(name);

	for (int waited = 0; (err == -EWOULDBLOCK || err == -EBUSY) && waited < REMOVAL_MAX_MS;
	     waited += REMOVAL_PAUSE_MS) {
		nanosleep(&pause, NULL);
		err = remove_once(name);
	}
	return err ? complain_about_removal(err, name, complaint) : 0;
}
