# SPDX-License-Identifier: GPL-2.0-only
"""Hardware that exists nowhere: what its calls take is planted, and its noise is drawn from a
fixed seed, so that each run writes the same bytes."""
import random

from sample_file import ARM64_GETPPID, ARM64_KLOOP, CALLS, PATHS, File, header, pair

BOARD = "Invented Board 9 (exists nowhere)"
BIG = "armv8_invented_big"
COUNTERS = [
    {"name": "kernel-instructions", "pmu": BIG, "source": None, "read": "user", "read_ns": 11.4},
    {"name": "cycles", "pmu": BIG, "source": None, "read": "user", "read_ns": 11.4},
    {"name": "branch-misses", "pmu": BIG, "source": "br_mis_pred_retired", "read": "system-call",
     "read_ns": 486.0},
]


def invented_hardware():
    """Cycles, times and their noise are made up."""
    cycles = {"none": 6.2, "direct": 9.1, "ops1": 31.4, "ops2": 181.3, "ops10": 512.7,
              "ops1+irr10": 31.6, "direct+ops1": 190.8}
    workloads = [("kloop", "tracetoll_tracee"), ("getppid", "__arm64_sys_getppid")]
    out = File("invented-hardware.jsonl",
               header("arm64", "Invented Board 9 (exists nowhere)", "7.2.12-arm64", workloads, 7,
                      False))
    for block in range(7):
        for workload, table, user, base in (("kloop", ARM64_KLOOP, 0, 0),
                                            ("getppid", ARM64_GETPPID, 3, 210)):
            for place, configuration in enumerate(PATHS):
                noise = ((block * 5 + place * 3) % 7 - 3) * 0.0137
                spent = (base + cycles[configuration]) * (1 + noise / 10)
                out.sample(block, workload, configuration,
                           *pair(table[configuration] + (0.002 if noise > 0.03 else 0), user,
                                 spent, spent / 2.4))
    out.end()
    out.write()


class Noise:
    """Of a block, which all of its cells share, and of each cell in it."""

    def __init__(self, seed, shared, own):
        self.random = random.Random(seed)
        self.shared = shared
        self.own = own
        self.block = 0.0

    def normal(self):
        """Only random() gives the same numbers in every version of Python."""
        return sum(self.random.random() for _ in range(12)) - 6

    def begin_block(self):
        self.block += self.shared * self.normal()

    def factor(self):
        return 1 + self.block + self.own * self.normal()


def clocked(calls, events, spent, ns, fixed=5321):
    """One measurement on hardware of whatever events."""
    time = round(fixed + calls * ns)
    return {
        "calls": calls, "counters": {e: fixed + round(calls * spent[e]) for e in events},
        "time_ns": time, "enabled_ns": time + 900, "running_ns": time + 900, "interrupts": 0,
    }


def planted(name, board_header, noise, table, events, reload=0, after_block=None, **end):
    """`table`: configuration to (instructions, cycles, branch misses); noise is not in counts."""
    board_header["plan"].update(events=events, configurations=list(table))
    workload = board_header["plan"]["workloads"][0]["name"]
    out = File(name, board_header)
    attachment = 0
    for block in range(end.pop("measured", board_header["plan"]["blocks"])):
        load = block // reload if reload else 0
        if reload and block % reload == 0 or not block:
            noise.begin_load = noise.normal()
        noise.begin_block()
        for place, (configuration, (instructions, cycles, misses)) in enumerate(table.items()):
            layout = 1 + 0.004 * noise.begin_load * (place % 3 - 1) if reload else 1
            spent = {"kernel-instructions": instructions, "branch-misses": misses,
                     "cycles": cycles * noise.factor() * layout}
            out.sample(block, workload, configuration,
                       *(clocked(n * 20 * CALLS, events, spent, spent["cycles"] / 2.4)
                         for n in (1, 2)),
                       load=load, attachment=attachment, index=0)
            attachment += 1
        for record in after_block(block) if after_block else ():
            out.add(**record)
    out.end(**end)
    out.write()


def board(release, workload, tracee, blocks, counters=None, arch="arm64", emulated=False, **plan):
    head = header(arch, "QEMU pc" if emulated else BOARD, release, [(workload, tracee)], blocks,
                  emulated, **plan)
    head["environment"]["cpu"].update(number=5, pmu=counters[0]["pmu"] if counters else None)
    head["plan"]["cpu"] = 5
    head["clock"] = {"name": "CLOCK_MONOTONIC_RAW", "resolution_ns": 42, "claimed_ns": 1}
    head["counters"] = counters or []
    return head


def verdicts():
    """Against a call of 800 ns, what a trampoline adds is within 1 %; one row is left open."""
    planted("invented-verdicts.jsonl",
            board("7.2.12-arm64", "read-zero", "__arm64_sys_read", 12, COUNTERS),
            Noise(9, 0.004, 0.0012),
            {"none": (2310, 1920.0, 0.4), "direct": (2314, 1923.1, 0.4),
             "direct+ops1": (2532, 2124.5, 1.1), "ops1": (2350, 1946.0, 0.5),
             "ops1+irr10": (2350, 1937.0, 0.5), "ops2": (2525, 2103.0, 1.0)},
            list(c["name"] for c in COUNTERS),
            stop={"by": "blocks", "text": None, "reached": None})


def no_pmu():
    planted("invented-no-pmu.jsonl",
            board("6.12.107-riscv64", "kloop", "tracetoll_tracee", 8, arch="riscv64"),
            Noise(3, 0.003, 0.002),
            {"none": (0, 9.2, 0), "direct": (0, 13.1, 0), "ops1": (0, 60.4, 0),
             "ops2": (0, 255.8, 0)}, [])


def emulated_no_counter():
    """An emulator without an instruction clock, on which nothing counts."""
    head = board("6.12.107-amd64", "kloop", "tracetoll_tracee", 8, arch="x86_64", emulated=True)
    head["environment"]["emulation"]["instruction_clock"] = False
    planted("emulated-no-counter.jsonl", head, Noise(4, 0.02, 0.01),
            {"none": (0, 41.0, 0), "direct": (0, 77.0, 0), "ops1": (0, 310.0, 0)}, [])


def reloads():
    """A cold workload, the module loaded anew after two blocks each; and the machine changed."""
    def after_block(block):
        if block in (3, 7, 8, 9, 11):
            yield {"record": "event", "kind": "changed", "workload": None, "configuration": None,
                   "text": f"frequency: {1800 - 10 * (block // 2)} MHz, was 1800 MHz"}
        if block == 4:
            for configuration in ("direct", "ops2"):
                yield {"record": "event", "kind": "nonlinear", "workload": "getppid-cold",
                       "configuration": configuration,
                       "text": "ns: 644 a call from 1000 to 2000 calls, 612 from there to 4000 "
                               "(5 % apart)"}

    head = board("7.2.12-arm64", "getppid-cold", "__arm64_sys_getppid", 16, COUNTERS[:2],
                 reload=2, samples=1)
    head["environment"]["core_type"] = BIG
    planted("invented-reloads.jsonl", head, Noise(6, 0.004, 0.003),
            {"none": (340, 1405.0, 0), "direct": (344, 1466.0, 0), "ops1": (380, 1650.0, 0),
             "ops2": (555, 2480.0, 0)},
            ["kernel-instructions", "cycles"], reload=2, after_block=after_block)


def imprecise():
    """A precision that the noise does not allow in the time given."""
    planted("invented-imprecise.jsonl",
            board("7.2.12-arm64", "getppid", "__arm64_sys_getppid", 1000, COUNTERS[1:2],
                  precision={"half_width": 0.2, "relative": True}, time_limit_s=60),
            Noise(7, 0.01, 0.02),
            {"none": (0, 216.2, 0), "direct": (0, 219.1, 0), "ops1": (0, 241.4, 0)},
            ["cycles"], measured=11,
            stop={"by": "time", "reached": False,
                  "text": "getppid direct: +-1.6 %, asked for 0.2 %; it would take about 700 "
                          "blocks, 64 minutes"})


def write():
    invented_hardware()
    verdicts()
    no_pmu()
    emulated_no_counter()
    reloads()
    imprecise()
