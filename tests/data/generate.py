#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes the sample result files next to it. Counts per call are what guests gave; the
hardware of invented-*.jsonl exists nowhere (invented.py). Nothing here changes from one run to
the next."""
import compared
import invented
from sample_file import (ARM64_GETPPID, ARM64_KLOOP, PATHS, RISCV64_KLOOP, File, header, pair)


def exact(kernel, user):
    """An emulator's clock: an instruction is a cycle is a nanosecond."""
    return pair(kernel, user, kernel + user, kernel + user)


def proof(out, block, workload, configuration):
    out.add(record="proof", block=block, workload=workload, configuration=configuration,
            path=PATHS[configuration], expected_path=PATHS[configuration],
            function="0xffff80007a8f2010", site_start="0xffff80007a8f2000",
            site="1f2003d51f2003d5", literal=None, target=None, via_plt=False, distance=None,
            enabled_functions=None)


def emulated(name, arch, release, tables, blocks):
    out = File(name, header(arch, "QEMU virt", release,
                            [(w, t) for w, t, _, _ in tables], blocks, True))
    for block in range(blocks):
        for workload, _, kernel, user in tables:
            for configuration in PATHS:
                proof(out, block, workload, configuration)
                if (block, workload, configuration) == (1, "kloop", "ops2"):
                    out.sample(block, workload, configuration,
                               *pair(kernel[configuration] + 0.3, user, 1, 1, interrupts=1),
                               status="interrupted", reason="1 interrupt hit it")
                    out.sample(block, workload, configuration,
                               *exact(kernel[configuration], user), attempt=2)
                    continue
                out.sample(block, workload, configuration, *exact(kernel[configuration], user))
    out.end()
    out.write()


def unavailable():
    """No CALL_OPS and no direct calls: some cells cannot be, one is never what it should be."""
    out = File("unavailable.jsonl",
               header("riscv64", None, "6.12.107-riscv64", [("kloop", "tracetoll_tracee")], 2, True,
                      ["none", "direct", "ops1", "ops2", "direct+ops1"]))
    for configuration in ("direct", "direct+ops1"):
        out.add(record="event", kind="unavailable", workload=None, configuration=configuration,
                text="this kernel has no direct calls (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS "
                     "is not set)")
    for block in range(2):
        out.sample(block, "kloop", "none", *exact(15, 0))
        out.sample(block, "kloop", "ops1", *exact(310, 0), path="global")
        out.sample(block, "kloop", "ops2", *exact(15, 0), path="nop", expected="global",
                   status="invalid", reason="the path is nop, not global")
    out.add(record="event", kind="warning", workload=None, configuration=None,
            text="another tracer was active at the start")
    out.end()
    out.write()


def uneven():
    """Exact mode, and yet one block differs."""
    out = File("uneven.jsonl",
               header("arm64", "QEMU virt", "7.2.12-arm64", [("kloop", "tracetoll_tracee")], 3, True,
                      ["none", "direct", "ops1"]))
    for block in range(3):
        for configuration in ("none", "direct", "ops1"):
            late = block == 2 and configuration == "ops1"
            out.sample(block, "kloop", configuration,
                       *exact(ARM64_KLOOP[configuration] + 4 * late, 0))
    out.end()
    out.write()


def dirty():
    """Another tracer was on the tracee before the run began, and --allow-dirty was said."""
    paths = {"none": "callops-func", "direct": "list-direct", "ops1": "list"}
    out = File("dirty.jsonl",
               header("arm64", "QEMU virt", "7.2.12-arm64", [("getppid", "__arm64_sys_getppid")], 2,
                      True, list(paths), allow_dirty=True))
    for block in range(2):
        for configuration, path in paths.items():
            out.add(record="proof", block=block, workload="getppid", configuration=configuration,
                    path=path, expected_path=path, function="0xffff8000800d25c8",
                    site_start="0xffff8000800d25b8", site="1f2003d51f2003d5",
                    literal={"address": "0xffff800081f8a1c0", "symbol": "ftrace_list_ops+0x0/0x140",
                             "owner": "list-ops", "index": 0},
                    target={"address": "0xffff80008002c4a0", "symbol": "ftrace_caller+0x0/0x8c",
                            "owner": "ftrace-caller"},
                    trampoline=None, via_plt=False, distance=None, ops_in_system=2,
                    foreign_ops="function_trace_call+0x0/0x1d8", reason=None,
                    enabled_functions="__arm64_sys_getppid (2)")
            if not block:
                out.add(record="event", kind="dirty", workload="getppid",
                        configuration=configuration, text="__arm64_sys_getppid (1) ops: "
                        "function_trace_call+0x0/0x1d8")
            out.sample(block, "getppid", configuration,
                       *exact({"none": 382, "direct": 564, "ops1": 557}[configuration], 3),
                       path=path)
    out.end()
    out.write()


def kernel_log():
    """The kernel complained while it was measured, and the site was not left alone."""
    out = File("kernel-log.jsonl",
               header("arm64", "QEMU virt", "7.2.12-arm64", [("kloop", "tracetoll_tracee")], 4, True,
                      ["none", "ops1"]))
    reasons = ["the site changed while it was measured", "another ops joined between the samples",
               "the site changed while it was measured"]
    for block in range(4):
        out.sample(block, "kloop", "none", *exact(8, 0))
        if block < 3:
            out.sample(block, "kloop", "ops1", *exact(48, 0), path="callops-func",
                       status="invalid", reason=reasons[block])
        else:
            out.sample(block, "kloop", "ops1", *exact(48, 0), path="callops-func")
        if block:
            out.add(record="event", kind="kernel-log", workload=None, configuration=None,
                    text=f"WARNING: kernel/trace/ftrace.c:{2145 + block} at "
                         "ftrace_bug+0x204/0x238, CPU#0: tracetoll/71")
    out.add(record="event", kind="kernel-log", workload=None, configuration=None,
            text="BUG: scheduling while atomic: tracetoll/71/0x00000002")
    out.end()
    out.write()


def nothing_valid():
    out = File("nothing-valid.jsonl",
               header("arm64", "QEMU virt", "7.2.12-arm64", [("kloop", "tracetoll_tracee")], 1, True,
                      ["none", "direct"]))
    out.add(record="event", kind="unavailable", workload=None, configuration="direct",
            text="the trampoline is out of branch range")
    out.sample(0, "kloop", "none", *exact(8, 0), status="interrupted",
               reason="3 interrupts hit it")
    out.end("failed", "no sample in 100 attempts was free of interrupts")
    out.write()


def nothing_but_invalid():
    out = File("nothing-but-invalid.jsonl",
               header("arm64", "QEMU virt", "7.2.12-arm64", [("kloop", "tracetoll_tracee")], 1, True,
                      ["none"]))
    out.sample(0, "kloop", "none", *exact(8, 0), status="invalid",
               reason="the literal names global_ops, expected is nop-ops")
    out.end()
    out.write()


emulated("arm64-emulated.jsonl", "arm64", "7.2.12-arm64",
         [("kloop", "tracetoll_tracee", ARM64_KLOOP, 0),
          ("getppid", "__arm64_sys_getppid", ARM64_GETPPID, 3)], 4)
PATHS["direct"] = "callops-direct"
emulated("riscv64-emulated.jsonl", "riscv64", "7.2.12-riscv64",
         [("kloop", "tracetoll_tracee", RISCV64_KLOOP, 0)], 4)
PATHS["direct"] = "direct"
unavailable()
uneven()
dirty()
kernel_log()
nothing_valid()
nothing_but_invalid()
invented.write()
compared.write()
