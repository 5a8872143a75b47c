// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "verbs/site_output.h"

/* The end of the site; of one that no decoder knows the first bytes are shown. */
static unsigned int end_of(const struct view_kernel *kernel, const struct site_view *view)
{
	size_t end = site_patched_end(kernel->abilities.architecture, &view->bytes, &view->site);

	/* Behind an int3 stands what is left of another instruction. */
	if (view->site.kind == SITE_BREAKPOINT &&
	    kernel->abilities.architecture == ARCHITECTURE_X86_64)
		end -= 4;
	return (unsigned int)end - SITE_BEFORE;
}

bool site_next_step(const struct view_kernel *kernel, const struct site_view *view,
		    struct site_step *step)
{
	unsigned int offset = step->offset + step->instruction.length;
	uint64_t address = view->bytes.function + offset;

	memset(step, 0, sizeof(*step));
	step->offset = offset;
	if (offset >= end_of(kernel, view))
		return false;
	instruction_text(kernel->abilities.architecture, address,
			 view->bytes.bytes + SITE_BEFORE + offset,
			 SITE_BYTES - SITE_BEFORE - offset, &step->instruction);
	step->is_site = view->site.kind != SITE_UNKNOWN && address == view->site.address;
	if (step->instruction.has_target)
		step->target = step->instruction.target;
	else if (step->is_site)
		step->target = view->site.first_target;
	return step->instruction.length > 0;
}

bool site_distance(const struct site_view *view, int64_t *distance)
{
	*distance = (int64_t)(view->trampoline.address - view->site.address);
	return view->trampoline.address && view->site.kind != SITE_UNKNOWN;
}
