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
_Static_assert((int)TRAMPOLINE_FAR == (int)TRACETOLL_TRAMPOLINE_FAR &&
		       (int)TRAMPOLINE_SHORTEST == (int)TRACETOLL_TRAMPOLINE_SHORTEST &&
		       (int)TRAMPOLINE_BRANCH == (int)TRACETOLL_TRAMPOLINE_BRANCH &&
		       (int)TRAMPOLINE_RETURN == (int)TRACETOLL_TRAMPOLINE_RETURN &&
		       (int)TRAMPOLINE_C == (int)TRACETOLL_TRAMPOLINE_C,
	       "the table of configurations and the module agree");
_Static_assert(EVIDENCE_SYMBOL_SIZE >= TRACETOLL_SYMBOL_SIZE, "a name fits");
_Static_assert(OPS_RCU == TRACETOLL_OPS_RCU && OPS_RECURSION == TRACETOLL_OPS_RECURSION &&
		       OPS_STUB == TRACETOLL_OPS_STUB,
	       "the table of configurations and the module agree");

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
		.fprobe = device->query.features & TRACETOLL_FEATURE_FPROBE,
		.branch = device->query.features & TRACETOLL_FEATURE_BRANCH,
		.no_sites = !(device->query.features & TRACETOLL_FEATURE_SITES),
	};
}

/* Why the module refused a set-up. */
static int complain_about_attach(int error, const char *configuration, const char *tracee,
				 struct complaint *complaint)
{
	switch (error) {
	case -EBUSY:
		return complain(complaint, EXIT_CODE_REFUSED, error,
				"somebody else traces it by a direct call (BPF, livepatch)",
				"cannot attach %s to %s", configuration, tracee);
	case -ENODEV:
		return complain(complaint, EXIT_CODE_REFUSED, error,
				"ftrace switched itself off after a fault: reboot, then see dmesg",
				"cannot attach %s to %s", configuration, tracee);
	case -ENOENT: /* no such function, */
	case -ENXIO: /* none that ftrace could patch, */
	case -EADDRNOTAVAIL: /* or several of the name */
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "this kernel has no one traceable function %s", tracee);
		return -EOPNOTSUPP;
	case -EOPNOTSUPP:
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "the module cannot put %s on %s on this kernel", configuration, tracee);
		return -EOPNOTSUPP;
	default:
		return complain(complaint, EXIT_CODE_FAILED, error,
				"look at the kernel log (dmesg)", "cannot attach %s to %s",
				configuration, tracee);
	}
}

const char *device_unavailable(enum tracetoll_tracee kind)
{
	if (kind == TRACETOLL_TRACEE_FAR && architecture_of_build() != ARCHITECTURE_ARM64)
		return "only arm64 has a branch range";
	return NULL;
}

static bool needs_far(const struct configuration *configuration, const struct device_tracee *tracee)
{
	return configuration->row->trampoline == TRAMPOLINE_FAR ||
	       tracee->kind == TRACETOLL_TRACEE_FAR;
}

int device_attach(const struct device *device, const struct configuration *configuration,
		  const struct device_tracee *tracee, unsigned int setup_flags,
		  struct complaint *complaint)
{
	struct tracetoll_setup setup = {
		.size = sizeof(setup),
		.flags = setup_flags,
		.relevant = configuration->relevant,
		.irrelevant = configuration->irrelevant,
		.ops_flags = configuration->row->ops_flags,
		.trampoline = (__u32)configuration->row->trampoline,
		.fprobes = configuration->row->fprobes,
		.tracee = (__u32)tracee->kind,
	};
	int err;

	if (configuration->relevant > device->query.relevant_max ||
	    configuration->irrelevant > device->query.irrelevant_max) {
		complain(complaint, EXIT_CODE_SKIPPED, 0, "", "the module registers %u ops at most",
			 device->query.relevant_max);
		return -EOPNOTSUPP;
	}
	if (needs_far(configuration, tracee) && !(device->query.features & TRACETOLL_FEATURE_FAR)) {
		const char *reason = device_unavailable(tracee->kind);

		complain(complaint, EXIT_CODE_SKIPPED, 0, "", "%s",
			 reason ? reason
				: "the module that lies far away, tracetoll_far, is not loaded");
		return -EOPNOTSUPP;
	}
	if (strlen(tracee->name) >= sizeof(setup.name))
		return complain(complaint, EXIT_CODE_USAGE, -ENAMETOOLONG, "",
				"cannot attach to '%s'", tracee->name);
	if (tracee->kind == TRACETOLL_TRACEE_NAMED)
		snprintf(setup.name, sizeof(setup.name), "%s", tracee->name);
	err = request(device, TRACETOLL_SETUP, &setup);
	return err ? complain_about_attach(err, configuration->name, tracee->name, complaint) : 0;
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

int device_read_site(const struct device *device, unsigned int index, struct site_bytes *bytes,
		     uint64_t *trampoline, struct complaint *complaint)
{
	struct tracetoll_site site = { .size = sizeof(site), .index = index };
	int err = request(device, TRACETOLL_SITE, &site);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "", "cannot read the patch site");
	bytes->function = site.function;
	bytes->valid = site.valid;
	memcpy(bytes->bytes, site.bytes, sizeof(bytes->bytes));
	bytes->target = site.target;
	bytes->target_valid = site.target_valid;
	memcpy(bytes->target_bytes, site.target_bytes, sizeof(bytes->target_bytes));
	*trampoline = site.trampoline;
	return 0;
}

int device_read_system(const struct device *device, struct tracetoll_system *system,
		       struct complaint *complaint)
{
	int err;

	memset(system, 0, sizeof(*system));
	system->size = sizeof(*system);
	err = request(device, TRACETOLL_SYSTEM, system);
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot ask the module what ftrace holds");
	return 0;
}

int device_count_disturbances(const struct device *device, int cpu,
			      struct device_disturbances *disturbances)
{
	struct tracetoll_interrupts interrupts = { .size = sizeof(interrupts) };
	int err = request(device, TRACETOLL_INTERRUPTS, &interrupts);

	if (err)
		return err;
	*disturbances = (struct device_disturbances){
		.interrupts = interrupts.count,
		.waits = interrupts.waits,
		.switches = interrupts.waits + interrupts.preemptions,
	};
	return interrupts.cpu == (unsigned int)cpu ? 0 : -ENXIO;
}

bool device_sum_text(const struct device *device, uint32_t length, uint64_t *sum)
{
	struct tracetoll_text text = { .size = sizeof(text), .length = length };

	if (!length || length > TRACETOLL_TEXT_MAX || request(device, TRACETOLL_TEXT, &text))
		return false;
	*sum = text.sum;
	return text.valid;
}

/* The symbol that is known of it; NULL: none is. */
static const char *known_symbol(const struct device_names *known, uint64_t address)
{
	for (size_t i = 0; known && i < known->count; i++) {
		if (known->names[i]->address == address)
			return known->names[i]->symbol;
	}
	return NULL;
}

static int ask_symbol(const struct device *device, uint64_t address,
		      const struct device_names *known, struct tracetoll_symbol *named,
		      struct complaint *complaint)
{
	const char *symbol = known_symbol(known, address);
	int err;

	*named = (struct tracetoll_symbol){
		.size = sizeof(*named),
		.flags = symbol ? TRACETOLL_SYMBOL_UNNAMED : 0,
		.address = address,
	};
	err = request(device, TRACETOLL_SYMBOL, named);
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "", "cannot name an address");
	if (symbol)
		memcpy(named->name, symbol, sizeof(named->name));
	named->name[sizeof(named->name) - 1] = '\0';
	return 0;
}

/* Whose an ops of others is: by its name, or on a kernel that does not name its data by func. */
static int find_foreign_owner(const struct device *device, const struct tracetoll_symbol *named,
			      const struct device_names *known, enum site_owner *owner,
			      struct complaint *complaint)
{
	struct tracetoll_symbol func;
	int err;

	*owner = site_owner_of_symbol(named->name);
	if (*owner != OWNER_UNKNOWN)
		return 0;
	err = ask_symbol(device, named->func, known, &func, complaint);
	if (err)
		return err;
	*owner = site_owner_of_ops(func.name, named->direct_call);
	return 0;
}

static int find_owner(const struct device *device, const struct tracetoll_symbol *named,
		      const struct device_names *known, struct evidence_name *name,
		      struct complaint *complaint)
{
	static const enum site_owner owners[] = {
		[TRACETOLL_OWNER_TRAMPOLINE] = OWNER_TRAMPOLINE,
		[TRACETOLL_OWNER_DIRECT_OPS] = OWNER_DIRECT_OPS,
		[TRACETOLL_OWNER_RELEVANT_OPS] = OWNER_RELEVANT_OPS,
		[TRACETOLL_OWNER_IRRELEVANT_OPS] = OWNER_IRRELEVANT_OPS,
		[TRACETOLL_OWNER_FOREIGN_OPS] = OWNER_FOREIGN_OPS,
		[TRACETOLL_OWNER_OPS_TRAMPOLINE] = OWNER_OPS_TRAMPOLINE,
	};

	if (named->owner == TRACETOLL_OWNER_FOREIGN_OPS)
		return find_foreign_owner(device, named, known, &name->owner, complaint);
	if (named->owner != TRACETOLL_OWNER_NONE &&
	    named->owner < sizeof(owners) / sizeof(owners[0])) {
		name->owner = owners[named->owner];
		name->index = named->index;
		return 0;
	}
	name->owner = site_owner_of_symbol(named->name);
	/* riscv64 names nothing of BPF's unless net.core.bpf_jit_kallsyms says so. */
	if (name->owner == OWNER_UNKNOWN && named->address == named->direct_call)
		name->owner = OWNER_FOREIGN_DIRECT_CALL;
	return 0;
}

int device_find_ops(const struct device *device, uint64_t address, const struct device_names *known,
		    struct evidence_name *name, struct device_ops *ops, struct complaint *complaint)
{
	struct tracetoll_symbol named;
	int err;

	memset(name, 0, sizeof(*name));
	memset(ops, 0, sizeof(*ops));
	if (!address)
		return 0;
	err = ask_symbol(device, address, known, &named, complaint);
	if (err)
		return err;
	name->address = address;
	memcpy(name->symbol, named.name, sizeof(named.name));
	ops->func = named.func;
	ops->direct_call = named.direct_call;
	return find_owner(device, &named, known, name, complaint);
}

int device_name_address(const struct device *device, uint64_t address, struct evidence_name *name,
			struct complaint *complaint)
{
	struct device_ops ops;

	return device_find_ops(device, address, NULL, name, &ops, complaint);
}
