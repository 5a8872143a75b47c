// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/site_kernel.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "machine/kernel_config.h"
#include "machine/system_file.h"

#define KPTR_RESTRICT_PATH "/proc/sys/kernel/kptr_restrict"

static int open_symbols(struct site_kernel *kernel, struct complaint *complaint)
{
	char path[PATH_MAX], restrict_to[16];
	const char *advice = "run as root";
	int error;

	snprintf(path, sizeof(path), "%s%s", kernel->root, KALLSYMS_PATH);
	error = kallsyms_read(path, &kernel->view.symbols);
	switch (error) {
	case 0:
		return 0;
	case -EPERM:
		system_file_line(kernel->root, restrict_to, sizeof(restrict_to),
				 KPTR_RESTRICT_PATH);
		if (!strcmp(restrict_to, "2"))
			advice = "kernel.kptr_restrict is 2: sysctl kernel.kptr_restrict=1, and "
				 "run as root";
		return complain(complaint, EXIT_CODE_REFUSED, error, advice,
				"%s hides all addresses from us", KALLSYMS_PATH);
	case -ENOENT:
		advice = "mount /proc, or take a kernel with CONFIG_KALLSYMS";
		break;
	case -ENODATA:
		advice = "take a kernel with CONFIG_KALLSYMS";
		break;
	case -ENOMEM:
		return complain(complaint, EXIT_CODE_FAILED, error, NULL, "cannot hold %s",
				KALLSYMS_PATH);
	default:
		break;
	}
	return complain(complaint, EXIT_CODE_REFUSED, error, advice, "cannot read %s",
			KALLSYMS_PATH);
}

/* open_kcore(): file mode 0400, then lockdown, then CAP_SYS_RAWIO. */
static const char *advice_on_kcore(const struct site_kernel *kernel, int error)
{
	if (error == -ENOENT)
		return "take a kernel with CONFIG_PROC_KCORE";
	if (error == -EPERM && kernel->state.lockdown == LOCKDOWN_CONFIDENTIALITY)
		return ftrace_state_permission_advice(kernel->state.lockdown);
	if (error == -EPERM && !geteuid())
		return "it takes CAP_SYS_RAWIO, outside of any container, and no lockdown "
		       "(/sys/kernel/security/lockdown)";
	return "run as root";
}

static int open_memory(struct site_kernel *kernel, struct complaint *complaint)
{
	char path[PATH_MAX];
	int error;

	snprintf(path, sizeof(path), "%s%s", kernel->root, KCORE_PATH);
	error = kcore_open(path, &kernel->view.kcore);
	if (!error)
		return 0;
	if (error == -ENOEXEC || error == -ENOMEM)
		return complain(complaint, EXIT_CODE_FAILED, error, NULL, "cannot use %s",
				KCORE_PATH);
	return complain(complaint, EXIT_CODE_REFUSED, error, advice_on_kcore(kernel, error),
			"cannot open %s, which is the kernel's memory", KCORE_PATH);
}

/*
 * ftrace_list_ops and ftrace_nop_ops are there with CALL_OPS only. They are data, which
 * not every kernel has names for: then its configuration must tell.
 */
static void find_abilities(struct site_kernel *kernel)
{
	const struct kallsyms *symbols = &kernel->view.symbols;
	struct kernel_abilities *abilities = &kernel->view.abilities;
	struct kernel_config config = { 0 };
	struct utsname names;

	abilities->architecture = kernel->view.kcore.architecture;
	abilities->direct_calls = kallsyms_named(symbols, "register_ftrace_direct");
	abilities->call_ops = kallsyms_named(symbols, "ftrace_list_ops");
	if (abilities->call_ops || kernel->view.list || uname(&names))
		return;
	if (!kernel_config_read(kernel->root, names.release, &config))
		abilities->call_ops = kernel_config_abilities(&config).call_ops;
	kernel_config_free(&config);
}

void site_kernel_read_book(struct site_kernel *kernel)
{
	char path[PATH_MAX];

	enabled_functions_free(&kernel->view.book);
	enabled_functions_path(kernel->root, path, sizeof(path));
	kernel->book_error = enabled_functions_read(path, &kernel->view.book);
	/* A dead ftrace may still open its book, and show it empty (t_start). */
	if (!kernel->book_error && kernel->state.enabled == -ENODEV)
		kernel->book_error = -ENODEV;
	kernel->view.has_book = !kernel->book_error;
}

int site_kernel_open(const char *root, struct site_kernel *kernel, struct complaint *complaint)
{
	char path[PATH_MAX];
	int error;

	memset(kernel, 0, sizeof(*kernel));
	kernel->root = root;
	kernel->view.kcore.fd = -1;
	ftrace_state_read(root, &kernel->state);
	error = open_symbols(kernel, complaint);
	if (error)
		return error;
	if (!kallsyms_named(&kernel->view.symbols, "ftrace_caller"))
		return complain(complaint, EXIT_CODE_SKIPPED, 0,
				"take a kernel with CONFIG_DYNAMIC_FTRACE",
				"this kernel has no patch sites, for it has no ftrace_caller");
	error = open_memory(kernel, complaint);
	if (error)
		return error;
	view_kernel_symbols(&kernel->view);
	find_abilities(kernel);
	snprintf(path, sizeof(path), "%s%s", root, OPS_BTF_PATH);
	kernel->layout_error = ops_layout_read(path, &kernel->view.layout);
	site_kernel_read_book(kernel);
	snprintf(path, sizeof(path), "%s%s", root, KPROBE_LIST_PATH);
	kernel->kprobes_error = kprobe_list_read(path, &kernel->kprobes);
	return 0;
}

void site_kernel_close(struct site_kernel *kernel)
{
	kprobe_list_free(&kernel->kprobes);
	enabled_functions_free(&kernel->view.book);
	kcore_close(&kernel->view.kcore);
	kallsyms_free(&kernel->view.symbols);
}

const struct kprobe *site_kernel_kprobe(const struct site_kernel *kernel,
					const struct site_view *view, const struct kprobe *after)
{
	struct kprobe_place function = {
		.address = view->known->address,
		.length = kallsyms_size(&kernel->view.symbols, view->known),
	};

	snprintf(function.name, sizeof(function.name), "%s", view->known->name);
	snprintf(function.module, sizeof(function.module), "%s",
		 view->known->module ? view->known->module : "");
	return kprobe_list_next(&kernel->kprobes, &function, after);
}

static const char *advice_on_book(const struct site_kernel *kernel)
{
	switch (kernel->book_error) {
	case -ENOENT:
		return "mount tracefs: mount -t tracefs nodev " TRACEFS_PATH;
	case -ENODEV:
		return "ftrace gave itself up after a bug: see the kernel log (dmesg), and reboot";
	case -EACCES:
	case -EPERM:
		return ftrace_state_permission_advice(kernel->state.lockdown);
	default:
		return "name the functions that you want to see";
	}
}

int site_kernel_without_book(const struct site_kernel *kernel, struct complaint *complaint)
{
	return complain(complaint, EXIT_CODE_REFUSED, kernel->book_error, advice_on_book(kernel),
			"cannot tell which functions are traced, reading %s",
			ENABLED_FUNCTIONS_PATH);
}

size_t site_kernel_notes(const struct site_kernel *kernel, char notes[][192])
{
	size_t count = 0;

	if (kernel->state.enabled == 0)
		snprintf(notes[count++], sizeof(notes[0]),
			 "ftrace is switched off: no site is enabled before sysctl "
			 "kernel.ftrace_enabled=1");
	if (kernel->book_error)
		snprintf(notes[count++], sizeof(notes[0]),
			 "shown without enabled_functions (%s); %s", strerror(-kernel->book_error),
			 advice_on_book(kernel));
	if (kernel->layout_error && kernel->view.abilities.call_ops)
		snprintf(notes[count++], sizeof(notes[0]),
			 "whether a literal's ops holds a direct call is not known: reading %s: %s",
			 OPS_BTF_PATH, strerror(-kernel->layout_error));
	return count;
}
