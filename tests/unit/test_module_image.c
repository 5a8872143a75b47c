// SPDX-License-Identifier: GPL-2.0-only
/*
 * The spacer in front of a module's text becomes code of a length, and nothing else changes.
 */
#include <elf.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "attach/module_image.h"

#define NAMES "\0.text\0.tracetoll_spacer\0.names"
#define SECTIONS 4
#define SPACER 1
#define TEXT 2

/* What stands in a module's file, with a spacer that begins the text. */
struct fake_module {
	Elf64_Ehdr header;
	char names[sizeof(NAMES)];
	Elf64_Shdr sections[SECTIONS];
};

static const struct fake_module good = {
	.header = { .e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB },
		    .e_type = ET_REL,
		    .e_shoff = offsetof(struct fake_module, sections),
		    .e_shentsize = sizeof(Elf64_Shdr),
		    .e_shnum = SECTIONS,
		    .e_shstrndx = 3 },
	.names = NAMES,
	.sections = { [SPACER] = { .sh_name = 7,
				   .sh_type = SHT_NOBITS,
				   .sh_flags = SHF_ALLOC,
				   .sh_size = 64,
				   .sh_addralign = 1 },
		      [TEXT] = { .sh_name = 1, .sh_type = SHT_PROGBITS, .sh_size = 16 },
		      [3] = { .sh_name = 25,
			      .sh_type = SHT_STRTAB,
			      .sh_offset = offsetof(struct fake_module, names),
			      .sh_size = sizeof(NAMES) } },
};

/* A copy of @size bytes of @module that ends where the memory does. */
static struct module_image image_of(const struct fake_module *module, size_t size)
{
	struct module_image image = { .bytes = malloc(size), .size = size };

	assert_non_null(image.bytes);
	memcpy(image.bytes, module, size);
	return image;
}

static void test_space(void **state)
{
	struct module_image image = image_of(&good, sizeof(good));
	struct fake_module expected = good;

	(void)state;
	assert_int_equal(module_image_space(&image, 37), 0);
	expected.sections[SPACER].sh_flags = SHF_ALLOC | SHF_EXECINSTR;
	expected.sections[SPACER].sh_addralign = 64;
	expected.sections[SPACER].sh_size = 37 * 64;
	assert_memory_equal(image.bytes, &expected, sizeof(expected));
	/* Each load draws anew from the same image. */
	assert_int_equal(module_image_space(&image, 1), 0);
	expected.sections[SPACER].sh_size = 64;
	assert_memory_equal(image.bytes, &expected, sizeof(expected));
	module_image_free(&image);
	assert_null(image.bytes);
}

/* Cut off anywhere, it is refused and nothing beyond its end is read. */
static void test_torn(void **state)
{
	(void)state;
	for (size_t size = 1; size < sizeof(good); size++) {
		struct module_image image = image_of(&good, size);
		int err = module_image_space(&image, 2);

		assert_true(err == -ENOEXEC);
		module_image_free(&image);
	}
}

static int space(const struct fake_module *module)
{
	struct module_image image = image_of(module, sizeof(*module));
	int err = module_image_space(&image, 2);

	if (err)
		assert_memory_equal(image.bytes, module, sizeof(*module));
	module_image_free(&image);
	return err;
}

static void test_others(void **state)
{
	struct fake_module module = good;

	(void)state;
	module.sections[SPACER].sh_name = 1;
	assert_int_equal(space(&module), -ENOENT);
	module = good;
	module.sections[SPACER].sh_type = SHT_PROGBITS;
	assert_int_equal(space(&module), -ENOEXEC);
	module = good;
	module.header.e_type = ET_EXEC;
	assert_int_equal(space(&module), -ENOEXEC);
	module = good;
	module.header.e_ident[EI_CLASS] = ELFCLASS32;
	assert_int_equal(space(&module), -ENOEXEC);
	module = good;
	module.header.e_shoff = UINT64_MAX - 64;
	assert_int_equal(space(&module), -ENOEXEC);
	module = good;
	module.sections[3].sh_size = UINT64_MAX;
	assert_int_equal(space(&module), -ENOEXEC);
	module = good;
	module.sections[SPACER].sh_name = UINT32_MAX;
	assert_int_equal(space(&module), -ENOENT);
}

static void test_signed(void **state)
{
	static const char text[] = "module~Module signature appended~\n";
	struct module_image image = { (unsigned char *)(uintptr_t)text, sizeof(text) - 1, "" };

	(void)state;
	assert_true(module_image_is_signed(&image));
	image.size--;
	assert_false(module_image_is_signed(&image));
	image.size = 3;
	assert_false(module_image_is_signed(&image));
}

static void test_read(void **state)
{
	FILE *file = tmpfile();
	struct module_image image = { 0 };

	(void)state;
	assert_non_null(file);
	assert_int_equal(fwrite(&good, sizeof(good), 1, file), 1);
	assert_int_equal(fflush(file), 0);
	rewind(file);
	assert_int_equal(module_image_read(fileno(file), &image), 0);
	assert_int_equal(image.size, sizeof(good));
	assert_memory_equal(image.bytes, &good, sizeof(good));
	module_image_free(&image);
	fclose(file);
	assert_int_equal(module_image_read(-1, &image), -EBADF);
	assert_null(image.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_space),  cmocka_unit_test(test_torn),
		cmocka_unit_test(test_others), cmocka_unit_test(test_signed),
		cmocka_unit_test(test_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
