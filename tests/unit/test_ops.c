// SPDX-License-Identifier: GPL-2.0-only
/*
 * struct ftrace_ops of the running kernel: where BTF says its members lie, and their words.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_kernel.h"
#include "site/ops.h"

#define HEAP UINT64_C(0xffff0000c1234000)

static int layout_of(const struct fake_root *root, struct ops_layout *layout)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/sys/kernel/btf/vmlinux", root->path);
	return ops_layout_read(path, layout);
}

static void test_layout(void **state)
{
	struct ops_layout layout;
	struct fake_root root;

	(void)state;
	fake_root_make(&root);
	fake_kernel_write_btf(&root, true);
	assert_int_equal(layout_of(&root, &layout), 0);
	assert_int_equal(layout.func, 0);
	assert_int_equal(layout.next, 8);
	assert_int_equal(layout.direct_call, FAKE_DIRECT_CALL);
	fake_kernel_write_btf(&root, false);
	assert_int_equal(layout_of(&root, &layout), 0);
	assert_int_equal(layout.direct_call, -1);
	fake_root_remove(&root);
}

/* What never moved is known without BTF. */
static void assert_known_without(const struct ops_layout *layout)
{
	assert_int_equal(layout->func, 0);
	assert_int_equal(layout->next, 8);
	assert_int_equal(layout->direct_call, -1);
}

static void test_without_btf(void **state)
{
	struct ops_layout layout;
	struct fake_root root;
	struct btf *btf;
	const void *bytes;
	uint32_t size;

	(void)state;
	assert_int_equal(ops_layout_read("/no/such/file", &layout), -ENOENT);
	assert_known_without(&layout);
	fake_root_make(&root);
	fake_root_write(&root, "/sys/kernel/btf/vmlinux", "this is no BTF");
	assert_true(layout_of(&root, &layout) < 0);
	assert_known_without(&layout);
	/* BTF of another kind of kernel. */
	btf = btf__new_empty();
	btf__add_int(btf, "int", 4, 0);
	bytes = btf__raw_data(btf, &size);
	fake_root_write_bytes(&root, "/sys/kernel/btf/vmlinux", bytes, size);
	btf__free(btf);
	assert_int_equal(layout_of(&root, &layout), -ENOENT);
	assert_known_without(&layout);
	fake_root_remove(&root);
}

static void test_words(void **state)
{
	struct fake_kernel *kernel = fake_kernel_make(EM_AARCH64);
	struct ops_layout layout = { .func = 0, .next = 8, .direct_call = FAKE_DIRECT_CALL };
	struct kcore kcore;
	struct ops ops;
	char path[128];

	(void)state;
	fake_kcore_segment(&kernel->kcore, HEAP, 512);
	fake_kcore_poke_u64(&kernel->kcore, HEAP + 64, 0x1111);
	fake_kcore_poke_u64(&kernel->kcore, HEAP + 64 + 8, 0x2222);
	fake_kcore_poke_u64(&kernel->kcore, HEAP + 64 + FAKE_DIRECT_CALL, 0x3333);
	fake_kcore_write(&kernel->kcore, &kernel->root);
	snprintf(path, sizeof(path), "%s/proc/kcore", kernel->root.path);
	assert_int_equal(kcore_open(path, &kcore), 0);
	assert_int_equal(ops_read(&kcore, &layout, HEAP + 64, &ops), 0);
	assert_int_equal(ops.func, 0x1111);
	assert_int_equal(ops.next, 0x2222);
	assert_int_equal(ops.direct_call, 0x3333);
	/* Half of it is no memory. */
	assert_int_equal(ops_read(&kcore, &layout, HEAP + 500, &ops), -ENXIO);
	layout.direct_call = -1;
	assert_int_equal(ops_read(&kcore, &layout, HEAP + 64, &ops), 0);
	assert_int_equal(ops.direct_call, 0);
	kcore_close(&kcore);
	fake_kernel_free(kernel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_without_btf),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
