// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/kcore: memory by its segments, and files that are none.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_kcore.h"
#include "fake_root.h"
#include "site/kcore.h"

#define TEXT UINT64_C(0xffff800080000000)
#define LINEAR UINT64_C(0xffff000000000000)
#define ROUNDS 20000

static struct fake_kcore *make(void)
{
	struct fake_kcore *kcore = calloc(1, sizeof(*kcore));

	assert_non_null(kcore);
	kcore->machine = EM_AARCH64;
	memset(fake_kcore_segment(kcore, LINEAR, 64), 0x11, 64);
	memset(fake_kcore_segment(kcore, TEXT, 256), 0x22, 256);
	fake_kcore_poke_u64(kcore, TEXT + 8, UINT64_C(0x0123456789abcdef));
	return kcore;
}

static int open_bytes(const uint8_t *bytes, size_t length, struct kcore *kcore)
{
	struct fake_root root;
	char path[128];
	int error;

	fake_root_make(&root);
	fake_root_write_bytes(&root, "/kcore", (const char *)bytes, length);
	snprintf(path, sizeof(path), "%s/kcore", root.path);
	error = kcore_open(path, kcore);
	/* What is open can be read although it has no name any more. */
	fake_root_remove(&root);
	return error;
}

static int open_fake(const struct fake_kcore *fake, struct kcore *kcore)
{
	uint8_t *file = malloc(FAKE_KCORE_SIZE + 4096);
	int error;

	assert_non_null(file);
	error = open_bytes(file, fake_kcore_file(fake, file), kcore);
	free(file);
	return error;
}

static void test_reads(void **state)
{
	struct fake_kcore *fake = make();
	struct kcore kcore;
	uint8_t bytes[300];
	uint64_t word;

	(void)state;
	assert_int_equal(open_fake(fake, &kcore), 0);
	assert_int_equal(kcore.architecture, ARCHITECTURE_ARM64);
	assert_int_equal(kcore_read(&kcore, TEXT, bytes, 256), 0);
	assert_int_equal(bytes[0], 0x22);
	assert_int_equal(bytes[255], 0x22);
	assert_int_equal(kcore_read(&kcore, LINEAR + 63, bytes, 1), 0);
	assert_int_equal(bytes[0], 0x11);
	assert_int_equal(kcore_read_u64(&kcore, TEXT + 8, &word), 0);
	assert_int_equal(word, UINT64_C(0x0123456789abcdef));
	kcore_close(&kcore);
	free(fake);
}

static void test_what_lies_outside(void **state)
{
	static const struct {
		uint64_t address;
		size_t length;
	} rows[] = {
		{ TEXT - 1, 1 },   { TEXT - 1, 2 },    { TEXT + 256, 1 }, { TEXT + 255, 2 },
		{ TEXT, 257 },     { LINEAR + 64, 1 }, { 0, 1 },          { UINT64_MAX, 1 },
		{ TEXT + 1, 256 }, { LINEAR + 63, 2 },
	};
	struct fake_kcore *fake = make();
	struct kcore kcore;
	uint8_t bytes[300];
	uint64_t word = 5;

	(void)state;
	assert_int_equal(open_fake(fake, &kcore), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(kcore_read(&kcore, rows[i].address, bytes, rows[i].length),
				 -ENXIO);
	assert_int_equal(kcore_read_u64(&kcore, TEXT + 250, &word), -ENXIO);
	assert_int_equal(word, 5);
	kcore_close(&kcore);
	free(fake);
}

static void test_architectures(void **state)
{
	static const struct {
		uint16_t machine;
		int error;
		enum architecture architecture;
	} rows[] = {
		{ EM_AARCH64, 0, ARCHITECTURE_ARM64 },
		{ EM_RISCV, 0, ARCHITECTURE_RISCV64 },
		{ EM_X86_64, 0, ARCHITECTURE_X86_64 },
		{ EM_386, -ENOEXEC, 0 },
		{ EM_NONE, -ENOEXEC, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fake_kcore *fake = make();
		struct kcore kcore;

		fake->machine = rows[i].machine;
		assert_int_equal(open_fake(fake, &kcore), rows[i].error);
		if (!rows[i].error)
			assert_int_equal(kcore.architecture, rows[i].architecture);
		kcore_close(&kcore);
		free(fake);
	}
}

static void test_what_is_no_kcore(void **state)
{
	struct fake_kcore *fake = make();
	uint8_t *file = malloc(FAKE_KCORE_SIZE + 4096);
	size_t length = fake_kcore_file(fake, file);
	struct kcore kcore;

	(void)state;
	for (size_t cut = 0; cut < sizeof(Elf64_Ehdr) + 2 * sizeof(Elf64_Phdr); cut += 7) {
		assert_int_equal(open_bytes(file, cut, &kcore), -ENOEXEC);
		kcore_close(&kcore);
	}
	file[EI_CLASS] = ELFCLASS32;
	assert_int_equal(open_bytes(file, length, &kcore), -ENOEXEC);
	kcore_close(&kcore);
	file[EI_CLASS] = ELFCLASS64;
	file[EI_DATA] = ELFDATA2MSB;
	assert_int_equal(open_bytes(file, length, &kcore), -ENOEXEC);
	kcore_close(&kcore);
	assert_int_equal(kcore_open("/no/such/file", &kcore), -ENOENT);
	kcore_close(&kcore);
	assert_int_equal(kcore_open("/", &kcore), -EISDIR);
	kcore_close(&kcore);
	free(file);
	free(fake);
}

/* Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Any header: refused, or what it says is read and nothing else happens. */
static void test_broken_headers(void **state)
{
	struct fake_kcore *fake = make();
	uint8_t *file = malloc(FAKE_KCORE_SIZE + 4096);
	size_t length = fake_kcore_file(fake, file), headers = sizeof(Elf64_Ehdr) + 2 * 56;
	uint64_t seed = 0x9e3779b97f4a7c15;
	unsigned int opened = 0;

	(void)state;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		struct kcore kcore;
		uint8_t bytes[48];

		fake_kcore_file(fake, file);
		for (uint64_t changes = next_random(&seed) % 3 + 1; changes; changes--)
			file[next_random(&seed) % headers] = (uint8_t)next_random(&seed);
		if (!open_bytes(file, length, &kcore)) {
			opened++;
			kcore_read(&kcore, TEXT, bytes, sizeof(bytes));
			kcore_read(&kcore, next_random(&seed), bytes, sizeof(bytes));
		}
		kcore_close(&kcore);
	}
	assert_true(opened > ROUNDS / 10 && opened < ROUNDS);
	free(file);
	free(fake);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),          cmocka_unit_test(test_what_lies_outside),
		cmocka_unit_test(test_architectures),  cmocka_unit_test(test_what_is_no_kcore),
		cmocka_unit_test(test_broken_headers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
