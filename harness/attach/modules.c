// SPDX-License-Identifier: GPL-2.0-only
#include "attach/modules.h"

#include <errno.h>
#include <string.h>

#include "config/dispatch.h"
#include "config/random.h"

static int draw(struct modules *modules, struct module_image *image, struct complaint *complaint)
{
	int err;

	if (module_image_is_signed(image)) {
		modules->fixed = true;
		return 0;
	}
	err = module_image_space(image, random_below(&modules->random, MODULE_SPACER_LINES) + 1);
	return err ? complain(complaint, EXIT_CODE_FAILED, err,
			      "it was built by another version: build it again",
			      "cannot let the text of %s begin elsewhere", image->path)
		   : 0;
}

static int load_drawn(struct modules *modules, struct module *module, struct complaint *complaint)
{
	int err = draw(modules, &module->image, complaint);

	if (!err)
		err = module_load_image(&module->image, complaint);
	module->loaded = !err;
	return err;
}

static int load_first(struct modules *modules, const char *name, struct module *module,
		      const char *file, struct complaint *complaint)
{
	int err;

	if (!modules->again)
		return module_load(name, file, &module->loaded, complaint);
	if (module_is_there(name))
		return complain(complaint, EXIT_CODE_REFUSED, -EEXIST,
				"remove it first (rmmod), or leave out --reload",
				"cannot load the module %s anew between blocks: somebody loaded it "
				"before this run",
				name);
	err = module_read(name, file, &module->image, complaint);
	return err ? err : load_drawn(modules, module, complaint);
}

int modules_load(struct modules *modules, const char *file, bool far, struct complaint *complaint,
		 struct complaint *far_complaint)
{
	int err = load_first(modules, MODULE_NEAR, &modules->near, file, complaint);

	far_complaint->tried[0] = '\0';
	/* Only arm64 has a use for it. */
	if (!err && far && architecture_of_build() == ARCHITECTURE_ARM64)
		load_first(modules, MODULE_FAR, &modules->far, file, far_complaint);
	return err;
}

static int remove_surely(const char *name, struct module *module, struct complaint *complaint)
{
	int err = module->loaded ? module_remove_surely(name, complaint) : 0;

	if (!err)
		module->loaded = false;
	return err;
}

int modules_load_again(struct modules *modules, struct complaint *complaint)
{
	const bool far = modules->far.loaded;
	/* The far one needs the other. */
	int err = remove_surely(MODULE_FAR, &modules->far, complaint);

	if (!err)
		err = remove_surely(MODULE_NEAR, &modules->near, complaint);
	if (!err)
		err = load_drawn(modules, &modules->near, complaint);
	if (!err && far)
		err = load_drawn(modules, &modules->far, complaint);
	return err;
}

static int remove_last(const char *name, struct module *module, int err,
		       struct complaint *complaint)
{
	struct complaint remove_complaint;
	int remove_err = module->loaded ? module_remove(name, &remove_complaint) : 0;

	if (!err && remove_err) {
		*complaint = remove_complaint;
		err = remove_err;
	}
	module->loaded = false;
	module_image_free(&module->image);
	return err;
}

int modules_remove(struct modules *modules, int err, struct complaint *complaint)
{
	err = remove_last(MODULE_FAR, &modules->far, err, complaint);
	return remove_last(MODULE_NEAR, &modules->near, err, complaint);
}
