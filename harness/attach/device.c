// SPDX-License-Identifier: GPL-2.0-only
#include "attach/device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

_Static_assert(SITE_BEFORE == TRACETOLL_SITE_BEFORE, "the module and the decoders agree");
_Static_assert(SITE_BYTES == TRACETOLL_SITE_BYTES, "the module and the decoders agree");
_Static_assert(SITE_TARGET_BYTES == TRACETOLL_TARGET_BYTES, "the module and the decoders agree");

static int request(const struct device *device, unsigned long command, void *argument)
{
	return ioctl(device->fd, command, argument) ? -errno : 0;
}

static int complain_about_open(int error, struct complaint *complaint)
{
	switch (error) {
	case -EBUSY:
		return complain(complaint, EXIT_CODE_REFUSED, error,
				"another tracetoll is measuring; wait for it or stop it",
				"cannot open %s", DEVICE_PATH);
	case -EACCES:
	case -EPERM:
		return complain(complaint, EXIT_CODE_REFUSED, error, "run as root",
				"cannot open %s", DEVICE_PATH);
	case -ENOENT:
		return complain(complaint, EXIT_CODE_FAILED, error,
				"load the module: insmod tracetoll.ko", "cannot open %s",
				DEVICE_PATH);
	default:
		return complain(complaint, EXIT_CODE_FAILED, error, "", "cannot open %s",
				DEVICE_PATH);
	}
}

int device_open(struct device *device, struct complaint *complaint)
{
	int err;

	memset(device, 0, sizeof(*device));
	device->fd = open(DEVICE_PATH, O_RDWR | O_CLOEXEC);
	if (device->fd < 0)
		return complain_about_open(-errno, complaint);

	device->query.size = sizeof(device->query);
	err = request(device, TRACETOLL_QUERY, &device->query);
	/* A structure of another size is another command number: ENOTTY. */
	if (!err && device->query.abi_version != TRACETOLL_ABI_VERSION)
		err = -EPROTO;
	if (err) {
		device_close(device);
		return complain(complaint, EXIT_CODE_FAILED, err,
				"another version of it is loaded: rmmod tracetoll, then run again",
				"cannot talk to the module behind %s", DEVICE_PATH);
	}
	return 0;
}

void device_close(struct device *device)
{
	if (device->fd >= 0)
		close(device->fd);
	device->fd = -1;
}

struct kernel_abilities device_abilities(const struct device *device)
{
	return (struct kernel_abilities){
		.architecture = architecture_of_build(),
		.call_ops = device->query.features & TRACETOLL_FEATURE_CALL_OPS,
		.direct_calls = device->query.features & TRACETOLL_FEATURE_DIRECT_CALLS,
	};
}

int device_attach(const struct device *device, const struct configuration *configuration,
		  const char *tracee, struct complaint *complaint)
{
	struct tracetoll_setup setup = {
		.size = sizeof(setup),
		.flags = configuration->direct ? TRACETOLL_SETUP_DIRECT : 0,
		.relevant = configuration->relevant,
		.irrelevant = configuration->irrelevant,
	};
	const char *shown = *tracee ? tracee : "the module's tracee";
	const char *advice = "look at the kernel log (dmesg)";
	enum exit_code exit_code = EXIT_CODE_FAILED;
	int err;

	if (configuration->relevant > device->query.relevant_max ||
	    configuration->irrelevant > device->query.irrelevant_max) {
		complain(complaint, EXIT_CODE_SKIPPED, 0, "", "the module registers %u ops at most",
			 device->query.relevant_max);
		return -EOPNOTSUPP;
	}
	if (strlen(tracee) >= sizeof(setup.tracee))
		return complain(complaint, EXIT_CODE_USAGE, -ENAMETOOLONG, "",
				"cannot attach to '%s'", tracee);
	snprintf(setup.tracee, sizeof(setup.tracee), "%s", tracee);
	err = request(device, TRACETOLL_SETUP, &setup);
	if (!err)
		return 0;
	if (err == -EBUSY) {
		exit_code = EXIT_CODE_REFUSED;
		advice = "somebody else traces it by a direct call (BPF, livepatch)";
	} else if (err == -ENODEV) {
		exit_code = EXIT_CODE_REFUSED;
		advice = "ftrace switched itself off after a fault: reboot, then see dmesg";
	} else if (err == -ENOENT || err == -ENXIO || err == -EADDRNOTAVAIL) {
		/* No such function, none that ftrace could patch, or several of the name. */
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "this kernel has no one traceable function %s", shown);
		return -EOPNOTSUPP;
	}
	return complain(complaint, exit_code, err, advice, "cannot attach %s to %s",
			configuration->name, shown);
}

int device_detach(const struct device *device, struct complaint *complaint)
{
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };
	int err = request(device, TRACETOLL_TEARDOWN, &teardown);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "look at the kernel log (dmesg)",
				"cannot detach from the tracee");
	return 0;
}

int device_read_site(const struct device *device, struct site_bytes *bytes,
		     struct complaint *complaint)
{
	struct tracetoll_site site = { .size = sizeof(site) };
	int err = request(device, TRACETOLL_SITE, &site);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "", "cannot read the patch site");
	bytes->function = site.function;
	bytes->valid = site.valid;
	memcpy(bytes->bytes, site.bytes, sizeof(bytes->bytes));
	bytes->target = site.target;
	bytes->target_valid = site.target_valid;
	memcpy(bytes->target_bytes, site.target_bytes, sizeof(bytes->target_bytes));
	return 0;
}

int device_name_address(const struct device *device, uint64_t address, char *symbol,
			size_t symbol_size, enum site_owner *owner, struct complaint *complaint)
{
	struct tracetoll_symbol named = { .size = sizeof(named), .address = address };
	int err = request(device, TRACETOLL_SYMBOL, &named);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "", "cannot name an address");
	named.name[sizeof(named.name) - 1] = '\0';
	snprintf(symbol, symbol_size, "%s", named.name);
	switch (named.owner) {
	case TRACETOLL_OWNER_TRAMPOLINE:
		*owner = OWNER_TRAMPOLINE;
		break;
	case TRACETOLL_OWNER_DIRECT_OPS:
		*owner = OWNER_DIRECT_OPS;
		break;
	case TRACETOLL_OWNER_RELEVANT_OPS:
		*owner = OWNER_RELEVANT_OPS;
		break;
	case TRACETOLL_OWNER_IRRELEVANT_OPS:
		*owner = OWNER_IRRELEVANT_OPS;
		break;
	default:
		*owner = site_owner_of_symbol(named.name);
	}
	return 0;
}
