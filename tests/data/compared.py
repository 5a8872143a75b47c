# SPDX-License-Identifier: GPL-2.0-only
"""Pairs of result files that are compared, in compare/. Nothing here changes from one run to the
next; what guests gave is in compare/riscv64-*.jsonl, which no script writes."""
from invented import Noise
from sample_file import ARM64_KLOOP, PATHS, File, header, pair

KLOOP = [("kloop", "tracetoll_tracee")]


def begin(name, arch, release, blocks, emulated, configurations, boot=0, **plan):
    head = header(arch, "QEMU virt" if emulated else "Invented Board 9 (exists nowhere)", release,
                  KLOOP, blocks, emulated, configurations, **plan)
    head["environment"]["boot_id"] = f"00000000-0000-4000-8000-{boot:012}"
    head["environment"]["kernel"]["version"] = f"#1 SMP of {release}"
    return File("compare/" + name, head)


def exact(calls):
    return pair(calls, 0, calls, calls)


def patched():
    """One instruction more in one path, and a second file that was cut off."""
    names = ["none", "loop", "direct", "ops1", "ops2", "ops10"]
    for side, more in (("before", 0), ("after", 1)):
        out = begin(f"patched-{side}.jsonl", "arm64", f"7.2.12-{side}", 2, True, names)
        cut = begin(f"cut-{side}.jsonl", "arm64", f"7.2.12-{side}", 2, True, names)
        for block in range(2):
            for name in names:
                count = {"loop": 4, **ARM64_KLOOP}[name] + more * (name == "ops1")
                for file in (out, cut):
                    file.sample(block, "kloop", name, *exact(count),
                                path=PATHS.get(name, "nop"))
        out.end()
        out.write()
        cut.write()


def one_sided():
    """Direct calls came with the second kernel; the first has an ops that the plan dropped."""
    before = begin("one-sided-before.jsonl", "riscv64", "6.6.1-riscv64", 1, True,
                   ["none", "direct", "ops1", "ops2"])
    before.add(record="event", kind="unavailable", workload=None, configuration="direct",
               text="this kernel has no direct calls (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS is "
                    "not set)")
    for name, count, path in (("none", 15, "nop"), ("ops1", 184, "global"),
                              ("ops2", 253, "global")):
        before.sample(0, "kloop", name, *exact(count), path=path)
    before.end()
    before.write()
    after = begin("one-sided-after.jsonl", "riscv64", "7.2.12-riscv64", 1, True,
                  ["none", "direct", "ops1"])
    for name, count, path in (("none", 14, "nop"), ("direct", 20, "callops-direct"),
                              ("ops1", 63, "callops-func")):
        after.sample(0, "kloop", name, *exact(count), path=path)
    after.end()
    after.write()


def varying():
    """BPF's JIT loads an address in as many instructions as its value needs."""
    for side, counts in (("before", (610, 612)), ("after", (614, 614))):
        out = begin(f"varying-{side}.jsonl", "riscv64", f"7.2.12-{side}", 2, True,
                    ["none", "fexit"])
        for block, count in enumerate(counts):
            out.sample(block, "kloop", "none", *exact(15), path="nop")
            out.sample(block, "kloop", "fexit", *exact(count), path="callops-direct")
        out.end()
        out.write()


def nothing_shared():
    """Two plans that have no configuration in common."""
    for side, name, path in (("before", "ops1", "callops-func"), ("after", "ops2", "list")):
        out = begin(f"apart-{side}.jsonl", "arm64", f"7.2.12-{side}", 1, True, [name])
        out.sample(0, "kloop", name, *exact(48), path=path)
        out.end()
        out.write()


def boots():
    """Six boots of each kernel: ops1 became cheaper by 30 %, ops2 did not change by much."""
    noise = Noise(6, 0.004, 0.001)
    cycles = {"before": {"none": 52.0, "direct": 55.1, "ops1": 98.3, "ops2": 231.0},
              "after": {"none": 52.0, "direct": 55.2, "ops1": 69.4, "ops2": 233.0}}
    for boot in range(6):
        for side in ("before", "after"):
            out = begin(f"boots/{side}-{boot + 1}.jsonl", "arm64", f"7.2.12-{side}", 2, False,
                        list(cycles[side]), boot=2 * boot + (side == "after"))
            noise.begin_block()
            for block in range(2):
                for name, spent in cycles[side].items():
                    taken = spent * noise.factor()
                    out.sample(block, "kloop", name,
                               *pair(ARM64_KLOOP[name], 0, taken, taken / 2.4))
            out.end()
            out.write()
            noise.block = 0.0


def write():
    patched()
    one_sided()
    varying()
    nothing_shared()
    boots()
