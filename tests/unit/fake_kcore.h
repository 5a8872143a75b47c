/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FAKE_KCORE_H
#define FAKE_KCORE_H

#include <elf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fake_root.h"

#define FAKE_KCORE_SIZE 65536
#define FAKE_SEGMENTS_MAX 8

/* A small /proc/kcore in the making; zeroed at first, but for the machine. */
struct fake_kcore {
	uint16_t machine; /* EM_AARCH64, ... */
	Elf64_Phdr segments[FAKE_SEGMENTS_MAX];
	size_t count;
	uint8_t bytes[FAKE_KCORE_SIZE]; /* the segments' memory, one after the other */
	size_t used;
};

/* Memory of @length zeros at @address; written to through the pointer, until the end. */
static inline uint8_t *fake_kcore_segment(struct fake_kcore *kcore, uint64_t address, size_t length)
{
	uint8_t *memory = kcore->bytes + kcore->used;

	if (kcore->count == FAKE_SEGMENTS_MAX || length > FAKE_KCORE_SIZE - kcore->used)
		abort();
	kcore->segments[kcore->count++] = (Elf64_Phdr){
		.p_type = PT_LOAD,
		.p_vaddr = address,
		.p_filesz = length,
		.p_memsz = length,
		.p_offset =
			sizeof(Elf64_Ehdr) + FAKE_SEGMENTS_MAX * sizeof(Elf64_Phdr) + kcore->used,
	};
	kcore->used += length;
	return memory;
}

/* Writes @length bytes at @address, which lies in one of the segments. */
static inline void fake_kcore_poke(struct fake_kcore *kcore, uint64_t address, const void *bytes,
				   size_t length)
{
	size_t start = 0;

	for (size_t i = 0; i < kcore->count; i++) {
		const Elf64_Phdr *segment = &kcore->segments[i];
		uint64_t at = address - segment->p_vaddr;

		if (address >= segment->p_vaddr && at + length <= segment->p_filesz) {
			memcpy(kcore->bytes + start + at, bytes, length);
			return;
		}
		start += segment->p_filesz;
	}
	abort();
}

static inline void fake_kcore_poke_u32(struct fake_kcore *kcore, uint64_t address, uint32_t word)
{
	fake_kcore_poke(kcore, address, &word, sizeof(word));
}

static inline void fake_kcore_poke_u64(struct fake_kcore *kcore, uint64_t address, uint64_t word)
{
	fake_kcore_poke(kcore, address, &word, sizeof(word));
}

/* The ELF file in @file, which holds FAKE_KCORE_SIZE + 4096 bytes. Returns its length. */
static inline size_t fake_kcore_file(const struct fake_kcore *kcore, uint8_t *file)
{
	const Elf64_Ehdr header = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
			     EV_CURRENT },
		.e_type = ET_CORE,
		.e_machine = kcore->machine,
		.e_version = EV_CURRENT,
		.e_phoff = sizeof(header),
		.e_ehsize = sizeof(header),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_phnum = (uint16_t)kcore->count,
	};

	memcpy(file, &header, sizeof(header));
	memcpy(file + sizeof(header), kcore->segments, sizeof(kcore->segments));
	memcpy(file + sizeof(header) + sizeof(kcore->segments), kcore->bytes, kcore->used);
	return sizeof(header) + sizeof(kcore->segments) + kcore->used;
}

/* Writes it below @root. */
static inline void fake_kcore_write(const struct fake_kcore *kcore, const struct fake_root *root)
{
	uint8_t *file = malloc(FAKE_KCORE_SIZE + 4096);

	if (!file)
		abort();
	fake_root_write_bytes(root, "/proc/kcore", (const char *)file,
			      fake_kcore_file(kcore, file));
	free(file);
}

#endif /* FAKE_KCORE_H */
