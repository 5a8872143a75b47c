// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a module's text begins is the kernel's choice, and often the same one again: what was
 * freed last fits best. What stands in front of it is ours.
 */
#include "attach/module_image.h"

#include <elf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIGNATURE "~Module signature appended~\n"

int module_image_read(int fd, struct module_image *image)
{
	struct stat status;

	image->size = 0;
	image->bytes = NULL;
	if (fstat(fd, &status))
		return -errno;
	image->bytes = malloc((size_t)status.st_size + 1);
	if (!image->bytes)
		return -ENOMEM;
	while (image->size < (size_t)status.st_size) {
		ssize_t length =
			read(fd, image->bytes + image->size, (size_t)status.st_size - image->size);

		if (length < 0 && errno == EINTR)
			continue;
		if (length <= 0) {
			int err = length ? -errno : -EIO;

			module_image_free(image);
			return err;
		}
		image->size += (size_t)length;
	}
	return 0;
}

void module_image_free(struct module_image *image)
{
	free(image->bytes);
	image->bytes = NULL;
	image->size = 0;
}

bool module_image_is_signed(const struct module_image *image)
{
	const size_t length = sizeof(SIGNATURE) - 1;

	return image->size >= length &&
	       !memcmp(image->bytes + image->size - length, SIGNATURE, length);
}

/* Whether @size bytes at @offset are within the image. */
static bool is_within(const struct module_image *image, uint64_t offset, uint64_t size)
{
	return offset <= image->size && size <= image->size - offset;
}

/* The headers are copied: nothing says that they are aligned. */
static bool read_section(const struct module_image *image, const Elf64_Ehdr *header, uint64_t index,
			 Elf64_Shdr *section)
{
	const uint64_t offset = header->e_shoff + index * sizeof(*section);

	if (header->e_shoff > image->size || !is_within(image, offset, sizeof(*section)))
		return false;
	memcpy(section, image->bytes + offset, sizeof(*section));
	return true;
}

/* The names' section; modules have far less than 0xff00 sections (SHN_LORESERVE). */
static int read_header(const struct module_image *image, Elf64_Ehdr *header, Elf64_Shdr *names)
{
	if (image->size < sizeof(*header))
		return -ENOEXEC;
	memcpy(header, image->bytes, sizeof(*header));
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) || header->e_ident[EI_CLASS] != ELFCLASS64 ||
	    header->e_type != ET_REL || header->e_shentsize != sizeof(*names) ||
	    !read_section(image, header, header->e_shstrndx, names) ||
	    !is_within(image, names->sh_offset, names->sh_size))
		return -ENOEXEC;
	return 0;
}

static bool is_named(const struct module_image *image, const Elf64_Shdr *names, uint64_t name)
{
	return name <= names->sh_size && names->sh_size - name >= sizeof(MODULE_SPACER) &&
	       !memcmp(image->bytes + names->sh_offset + name, MODULE_SPACER,
		       sizeof(MODULE_SPACER));
}

int module_image_space(struct module_image *image, uint64_t lines)
{
	Elf64_Ehdr header;
	Elf64_Shdr names, section;
	int err = read_header(image, &header, &names);

	if (err)
		return err;
	for (uint64_t i = 0; i < header.e_shnum; i++) {
		if (!read_section(image, &header, i, &section))
			return -ENOEXEC;
		if (!is_named(image, &names, section.sh_name))
			continue;
		if (section.sh_type != SHT_NOBITS)
			return -ENOEXEC;
		section.sh_flags = SHF_ALLOC | SHF_EXECINSTR;
		section.sh_addralign = MODULE_SPACER_LINE;
		section.sh_size = lines * MODULE_SPACER_LINE;
		memcpy(image->bytes + header.e_shoff + i * sizeof(section), &section,
		       sizeof(section));
		return 0;
	}
	return -ENOENT;
}
