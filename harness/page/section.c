// SPDX-License-Identifier: GPL-2.0-only
#include "page/section.h"

#define PAGE_SECTION_ADDRESS(name) &page_section_##name,

const struct page_section *page_section_at(size_t index)
{
	static const struct page_section *const sections[] = { PAGE_SECTIONS(PAGE_SECTION_ADDRESS)
								       NULL };

	return sections[index];
}
