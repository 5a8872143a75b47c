// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/kcore (fs/proc/kcore.c): an ELF header, program headers, and memory as their
 * PT_LOAD segments. It has no sections, and its size is that of the address space.
 */
#include "site/kcore.h"

#include <elf.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SEGMENTS_MAX 4096

static int read_at(int fd, uint64_t offset, void *bytes, size_t length)
{
	char *at = bytes;

	while (length) {
		ssize_t got = pread(fd, at, length, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (!got)
			return -ENXIO;
		at += got;
		offset += (uint64_t)got;
		length -= (size_t)got;
	}
	return 0;
}

static bool architecture_of(const Elf64_Ehdr *header, enum architecture *architecture)
{
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
	    header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB)
		return false;
	switch (le16toh(header->e_machine)) {
	case EM_AARCH64:
		*architecture = ARCHITECTURE_ARM64;
		return true;
	case EM_RISCV:
		*architecture = ARCHITECTURE_RISCV64;
		return true;
	case EM_X86_64:
		*architecture = ARCHITECTURE_X86_64;
		return true;
	default:
		return false;
	}
}

static int read_segments(struct kcore *kcore, const Elf64_Ehdr *header)
{
	size_t count = le16toh(header->e_phnum);
	uint64_t offset = le64toh(header->e_phoff);

	if (!count || count > SEGMENTS_MAX || le16toh(header->e_phentsize) != sizeof(Elf64_Phdr) ||
	    offset > INT64_MAX - SEGMENTS_MAX * sizeof(Elf64_Phdr))
		return -ENOEXEC;
	kcore->segments = calloc(count, sizeof(*kcore->segments));
	if (!kcore->segments)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++, offset += sizeof(Elf64_Phdr)) {
		Elf64_Phdr segment;
		int error = read_at(kcore->fd, offset, &segment, sizeof(segment));

		if (error)
			return error == -ENXIO ? -ENOEXEC : error;
		if (le32toh(segment.p_type) != PT_LOAD || le64toh(segment.p_offset) > INT64_MAX)
			continue;
		kcore->segments[kcore->count++] = (struct kcore_segment){
			.address = le64toh(segment.p_vaddr),
			.length = le64toh(segment.p_filesz),
			.offset = le64toh(segment.p_offset),
		};
	}
	return 0;
}

int kcore_open(const char *path, struct kcore *kcore)
{
	Elf64_Ehdr header;
	int error;

	memset(kcore, 0, sizeof(*kcore));
	kcore->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (kcore->fd < 0)
		return -errno;
	error = read_at(kcore->fd, 0, &header, sizeof(header));
	if (!error && !architecture_of(&header, &kcore->architecture))
		error = -ENOEXEC;
	if (!error)
		error = read_segments(kcore, &header);
	return error == -ENXIO ? -ENOEXEC : error;
}

void kcore_close(struct kcore *kcore)
{
	if (kcore->fd >= 0)
		close(kcore->fd);
	free(kcore->segments);
	memset(kcore, 0, sizeof(*kcore));
	kcore->fd = -1;
}

int kcore_read(const struct kcore *kcore, uint64_t address, void *bytes, size_t length)
{
	for (size_t i = 0; i < kcore->count; i++) {
		const struct kcore_segment *segment = &kcore->segments[i];
		uint64_t at = address - segment->address;

		if (address < segment->address || at >= segment->length ||
		    length > segment->length - at || segment->offset > INT64_MAX - at)
			continue;
		return read_at(kcore->fd, segment->offset + at, bytes, length);
	}
	return -ENXIO;
}

int kcore_read_u64(const struct kcore *kcore, uint64_t address, uint64_t *value)
{
	uint64_t read;
	int error = kcore_read(kcore, address, &read, sizeof(read));

	if (!error)
		*value = le64toh(read);
	return error;
}
