# SPDX-License-Identifier: GPL-2.0-only
"""Result files as the generators write them."""
import json
import os

CALLS = 1000
EVENTS = ["kernel-instructions", "user-instructions", "cycles"]
PATHS = {
    "none": "nop", "direct": "direct", "ops1": "callops-func", "ops2": "list", "ops10": "list",
    "ops1+irr10": "callops-func", "direct+ops1": "list-direct",
}
ARM64_KLOOP = {"none": 8, "direct": 12, "ops1": 48, "ops2": 223, "ops10": 663,
               "ops1+irr10": 48, "direct+ops1": 230}
ARM64_GETPPID = {"none": 340, "direct": 344, "ops1": 380, "ops2": 555, "ops10": 995,
                 "ops1+irr10": 380, "direct+ops1": 562}
RISCV64_KLOOP = {"none": 15, "direct": 20, "ops1": 63, "ops2": 272, "ops10": 832,
                 "ops1+irr10": 63, "direct+ops1": 276}


class File:
    def __init__(self, name, header):
        self.name = name
        self.lines = [header]
        self.samples = 0
        self.invalid = 0

    def add(self, **record):
        self.lines.append(record)

    def sample(self, block, workload, configuration, short, long, path=None, expected=None,
               attempt=1, status="valid", reason=None, **levels):
        path = path or PATHS[configuration]
        self.samples += 1
        self.invalid += status == "invalid"
        self.add(record="sample", block=block, workload=workload, configuration=configuration,
                 **levels, attempt=attempt, path_before=path, path_after=path,
                 expected_path=expected or path, status=status, reason=reason,
                 short=short, long=long)

    def end(self, status="complete", reason=None, **more):
        self.add(record="end", finished="2026-11-21T21:30:09Z", status=status, reason=reason,
                 samples=self.samples, invalid=self.invalid, **more)

    def write(self):
        folder = os.path.dirname(os.path.abspath(__file__))
        with open(os.path.join(folder, self.name), "w", encoding="utf-8") as out:
            for line in self.lines:
                out.write(json.dumps(line) + "\n")


def header(arch, board, release, workloads, blocks, emulated, configurations=None, **plan):
    return {
        "record": "header", "schema": 1,
        "tool": {"name": "tracetoll", "version": "0.1.0", "compiler": "GNU 16.1.0"},
        "started": "2026-11-21T21:30:00Z",
        "plan": {"seed": 42, "blocks": blocks, "calls": CALLS, "cpu": 0,
                 "configurations": configurations or list(PATHS),
                 "workloads": [{"name": n, "tracee": t} for n, t in workloads],
                 "events": EVENTS, **plan},
        "environment": {
            "arch": arch, "board": board,
            "kernel": {"release": release, "version": "#1 SMP PREEMPT_LAZY", "config_digest": None,
                       "config": {"CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS": "y"}},
            "command_line": "console=ttyAMA0 randomize_kstack_offset=off nokaslr",
            "module": {"version": "0.1.0", "build_id": None},
            "cpu": {"number": 0, "model": None}, "frequency": None, "pmus": ["cpu"],
            "kaslr": "off", "tracing": None,
            "emulation": {"emulated": emulated, "instruction_clock": emulated},
        },
    }


def run(calls, kernel, user, cycles, ns, interrupts=0, fixed=5321):
    """One measurement; `fixed` is what it costs outside its calls."""
    time = round(fixed + calls * ns)
    return {
        "calls": calls,
        "counters": {"kernel-instructions": fixed + round(calls * kernel),
                     "user-instructions": 412 + round(calls * user),
                     "cycles": fixed + round(calls * cycles)},
        "time_ns": time, "enabled_ns": time + 900, "running_ns": time + 900,
        "interrupts": interrupts,
    }


def pair(kernel, user, cycles, ns, **more):
    return (run(CALLS, kernel, user, cycles, ns, **more),
            run(2 * CALLS, kernel, user, cycles, ns, **more))
