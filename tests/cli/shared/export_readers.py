# SPDX-License-Identifier: GPL-2.0-only
"""Reads what `tracetoll export` writes with the readers of each format, and holds what they read
against `tracetoll report --format csv`.

    export_readers.py TRACETOLL SCRATCH FILE...

The schemas are written for this test from the formats' documentation; they are nobody's own. A
reader that is not here is told of and left out.
"""
import csv
import importlib
import io
import itertools
import json
import math
import os
import statistics
import subprocess
import sys
import xml.etree.ElementTree

TRACETOLL, SCRATCH, FILES = sys.argv[1], sys.argv[2], sys.argv[3:]
failures = 0


def fail(text):
    global failures
    failures += 1
    print("not ok: " + text, file=sys.stderr)


def reader(name):
    """The module, or None, which is said once."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print("skipped: python3's %s is not here" % name, file=sys.stderr)
        return None


def export(file, form):
    """What is written, or None where the format has no place for anything of it."""
    words = ["--origin", "lab", "--build-id", "lab:1"]
    done = subprocess.run([TRACETOLL, "export", file, "--to", form] + words, capture_output=True, check=False)
    if done.returncode not in (0, 4, 5):
        fail("%s --to %s: exit code %d: %s" % (file, form, done.returncode, done.stderr))
    return done.stdout.decode("ascii") or None


def numbers_of_csv(file):
    """The values and the overheads of the CSV, in its order, with their intervals."""
    done = subprocess.run([TRACETOLL, "report", "--format", "csv", file], capture_output=True, check=False)
    numbers = []
    for row in csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "replace"))):
        for kind, low, high in (("value", "low", "high"), ("overhead", "overhead_low", "overhead_high")):
            if row[kind]:
                numbers.append(tuple(float(row[key]) if row[key] else None for key in (kind, low, high)))
    return numbers


def same(file, form, read, expected, close=False):
    """What was read is what is expected, number by number."""
    alike = len(read) == len(expected)
    for one, other in zip(read, expected):
        for left, right in zip(one, other):
            if left is None or right is None or not close:
                alike = alike and left == right
            else:
                alike = alike and math.isclose(left, right, rel_tol=1e-12)
    if not alike:
        fail("%s --to %s: other numbers than the CSV" % (file, form))


def strict_json(text):
    def refuse(word):
        raise ValueError(word)

    return json.loads(text, parse_constant=refuse)


NUMBER = {"type": "number"}
STRING = {"type": "string"}
ORIGIN_ID = {"type": "string", "pattern": "^[a-z0-9_]+:"}
SCHEMAS = {
    "kcidb": {
        "type": "object",
        "additionalProperties": False,
        "required": ["version", "tests"],
        "properties": {
            "version": {"const": {"major": 5, "minor": 3}},
            "tests": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["id", "origin", "build_id", "path", "status"],
                    "properties": {
                        "id": ORIGIN_ID,
                        "build_id": ORIGIN_ID,
                        "origin": {"type": "string", "pattern": "^[a-z0-9_]+$"},
                        "path": {"type": "string", "pattern": r"^[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*$"},
                        "status": {"enum": ["FAIL", "ERROR", "MISS", "PASS", "DONE", "SKIP"]},
                        "number": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["value"],
                            "properties": {"value": NUMBER, "unit": STRING, "prefix": {"enum": ["metric", "binary"]}},
                        },
                        "environment": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                "compatible": {"type": "array", "items": {"type": "string", "pattern": "^[^ ,]+(,[^ ,]+)*$"}},
                                "comment": STRING,
                                "misc": {"type": "object"},
                            },
                        },
                        "start_time": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                        "log_excerpt": {"type": "string", "maxLength": 16384},
                        "misc": {"type": "object"},
                    },
                },
            },
        },
    },
    "bmf": {
        "type": "object",
        "propertyNames": {"minLength": 1, "maxLength": 1024},
        "additionalProperties": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z0-9]+(-+[a-z0-9]+)*$", "maxLength": 64},
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "required": ["value"],
                "properties": {"value": NUMBER, "lower_value": NUMBER, "upper_value": NUMBER},
            },
        },
    },
    "hyperfine": {
        "type": "object",
        "additionalProperties": False,
        "required": ["results"],
        "properties": {
            "results": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["command", "mean", "stddev", "median", "user", "system", "min", "max", "times", "exit_codes"],
                    "properties": {
                        "command": STRING,
                        "stddev": {"type": ["number", "null"]},
                        "times": {"type": "array", "minItems": 1, "items": NUMBER},
                        "exit_codes": {"type": "array", "items": {"type": ["integer", "null"]}},
                        "parameters": {"type": "object", "additionalProperties": STRING},
                        **{name: NUMBER for name in ("mean", "median", "user", "system", "min", "max")},
                    },
                },
            },
        },
    },
    "gbench": {
        "type": "object",
        "required": ["context", "benchmarks"],
        "properties": {
            "context": {
                "type": "object",
                "required": ["date", "host_name", "caches", "json_schema_version"],
                "properties": {"json_schema_version": {"const": 1}, "caches": {"type": "array"}},
            },
            "benchmarks": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["name", "run_name", "run_type", "repetitions", "threads", "family_index"],
                    "properties": {"run_type": {"enum": ["iteration", "aggregate"]}, "time_unit": {"const": "ns"}},
                    "oneOf": [
                        {"required": ["real_time", "cpu_time", "time_unit", "iterations"]},
                        {"required": ["error_occurred", "error_message"]},
                        {"required": ["skipped", "skip_message"]},
                    ],
                },
            },
        },
    },
}


# Of an entry of gbench, beside its time and its counters.
MEMBERS = ("family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads", "iterations", "cpu_time")


def check_schema(file, form, data, jsonschema):
    if not jsonschema:
        return
    try:
        jsonschema.Draft202012Validator(SCHEMAS[form]).validate(data)
    except jsonschema.ValidationError as error:
        fail("%s --to %s: %s" % (file, form, error.message))


def read_kcidb(file, data, expected):
    numbers = [test for test in data["tests"] if "number" in test]
    same(file, "kcidb", [(t["number"]["value"], t["misc"].get("low"), t["misc"].get("high")) for t in numbers], expected)
    for key in ("id", "path"):
        if len({test[key] for test in data["tests"]}) != len(data["tests"]):
            fail("%s --to kcidb: two tests have one %s" % (file, key))


def read_bmf(file, data, expected):
    metrics = [metric for measures in data.values() for metric in measures.values()]
    same(file, "bmf", [(m["value"], m.get("lower_value"), m.get("upper_value")) for m in metrics], expected)


def read_hyperfine(file, data, _):
    for result in data["results"]:
        times = result["times"]
        middle = sum(times) / len(times)
        if not math.isclose(result["mean"], middle, abs_tol=2e-15) or len(times) != len(result["exit_codes"]):
            fail("%s --to hyperfine: %s is not what its times come to" % (file, result["command"]))
        if not min(times) == result["min"] <= result["median"] <= result["max"] == max(times):
            fail("%s --to hyperfine: %s is out of order" % (file, result["command"]))


def read_gbench(file, data, expected):
    numbers = sum(sum(type(value) in (int, float) for key, value in run.items() if key not in MEMBERS)
                  for run in data["benchmarks"] if run.get("repetition_index") == 0)
    if numbers not in (0, len(expected)):
        fail("%s --to gbench: %d numbers, the CSV has %d" % (file, numbers, len(expected)))
    for run in data["benchmarks"]:
        if run["run_type"] == "iteration" and run.get("repetition_index", 0) >= max(run["repetitions"], 1):
            fail("%s --to gbench: a repetition too many" % file)
        if "real_time" not in run and run["name"] != run["run_name"] + "_error":
            fail("%s --to gbench: %s has no times, and compare.py would ask for them" % (file, run["name"]))
        if run["run_type"] == "aggregate" and run["name"] != run["run_name"] + "_" + run["aggregate_name"]:
            fail("%s --to gbench: %s is no name of an aggregate" % (file, run["name"]))


def check_json(file, expected, jsonschema):
    for form, read in (("kcidb", read_kcidb), ("bmf", read_bmf), ("hyperfine", read_hyperfine), ("gbench", read_gbench)):
        text = export(file, form)
        if not text:
            continue
        data = strict_json(text)
        check_schema(file, form, data, jsonschema)
        read(file, data, expected)


def check_openmetrics(file, expected, parser):
    families = {}
    numbers = {}
    if not parser:
        return
    for family in parser.text_string_to_metric_families(export(file, "openmetrics")):
        if family.name in families:
            fail("%s --to openmetrics: %s is there twice" % (file, family.name))
        families[family.name] = family
        for sample in family.samples:
            parts = family.name.split("_")
            if parts[1] not in ("value", "overhead"):
                continue
            end = parts[2] if parts[2] in ("low", "high") else "middle"
            key = (sample.labels["workload"], sample.labels["configuration"], sample.labels["metric"])
            scale = 1e9 if family.unit.endswith("seconds") else 1
            numbers.setdefault((key, parts[1]), {})[end] = sample.value * scale
    read = sorted((n.get("middle"), n.get("low", -math.inf), n.get("high", -math.inf)) for n in numbers.values())
    wanted = sorted(tuple(-math.inf if x is None else x for x in n) for n in expected)
    same(file, "openmetrics", read, wanted, close=True)


def check_junit(file, expected, junitparser):
    text = export(file, "junit")
    tree = xml.etree.ElementTree.fromstring(text)
    cases = list(tree.iter("testcase"))
    read = []
    for case in cases:
        values = [(p.get("name"), p.get("value")) for p in case.iter("property")]
        numbers = [v for v in values if v[0] != "path" and not v[0].endswith("-unit")]
        for name, value in numbers:
            if name.endswith("-low"):
                read[-1] = (read[-1][0], float(value), None)
            elif name.endswith("-high"):
                read[-1] = read[-1][:2] + (float(value),)
            else:
                read.append((float(value), None, None))
        if len({name for name, _ in values}) != len(values):
            fail("%s --to junit: two properties of a test case have one name" % file)
    same(file, "junit", read, expected)
    if len({(case.get("classname"), case.get("name")) for case in cases}) != len(cases):
        fail("%s --to junit: two test cases have one name" % file)
    if not junitparser:
        return
    suites = junitparser.JUnitXml.fromstring(text.encode("ascii"))
    if suites.tests != len(cases) or sum(1 for suite in suites for _ in suite) != len(cases):
        fail("%s --to junit: junitparser finds another number of test cases" % file)
    for suite in suites:
        outcomes = [type(outcome).__name__ for case in suite for outcome in case.result]
        for name, count in (("Failure", suite.failures), ("Error", suite.errors), ("Skipped", suite.skipped)):
            if outcomes.count(name) != count:
                fail("%s --to junit: %d %s, but %d are told of" % (file, outcomes.count(name), name, count))


def check_ktap(file, expected, tap):
    """tap.py reads a level at a time; the levels lie in each other by two blanks."""
    lines = export(file, "ktap").splitlines()
    inner = [line[2:] for line in lines if line.startswith("  ")]
    outer = [line for line in lines if not line.startswith("  ")]
    read = []
    for line in inner:
        words = dict(word.split("=", 1) for word in line.split() if word.split("=")[0] in
                     [a + b for a in ("value", "overhead") for b in ("", "-low", "-high")]) if " unit=" in line else {}
        for kind in ("value", "overhead"):
            if kind in words:
                read.append(tuple(float(words[kind + end]) if kind + end in words else None for end in ("", "-low", "-high")))
    same(file, "ktap", read, expected)
    if not tap:
        return
    for level in (outer, inner):
        if level[0] != "KTAP version 1":
            fail("%s --to ktap: a level has no version" % file)
        found = list(tap.Parser().parse_text("\n".join(level[1:])))
        plan = [line for line in found if line.category == "plan"]
        tests = [line for line in found if line.category == "test"]
        if len(plan) != 1 or plan[0].expected_tests != len(tests):
            fail("%s --to ktap: another number of tests than planned" % file)
        if [test.number for test in tests] != list(range(1, len(tests) + 1)):
            fail("%s --to ktap: tests are out of order" % file)
        if any(line.category == "unknown" for line in found):
            fail("%s --to ktap: a line is none that tap.py knows" % file)


def check_otava(file, expected, yaml):
    rows = list(csv.reader(io.StringIO(export(file, "otava"))))
    header = rows[0]
    if len(header) != len(set(header)) or any(len(row) != len(header) for row in rows):
        fail("%s --to otava: the rows are not as long as the heading, or two columns are one" % file)
    if len(rows) > 1:
        same(file, "otava", [(float(x),) for x in rows[1][5:]], [n[:1] for n in expected])
    if not yaml:
        return
    test = yaml.safe_load(export(file, "otava-config"))["tests"]["tracetoll"]
    for column in [test["time_column"]] + test["attributes"] + [m["column"] for m in test["metrics"].values()]:
        if column not in header:
            fail("%s --to otava-config: there is no column %s" % (file, column))
    if any(metric["direction"] != -1 for metric in test["metrics"].values()):
        fail("%s --to otava-config: more is better" % file)


def shift(values):
    """The median of the means of two, as overheads are estimated (docs/statistics.md)."""
    return statistics.median((a + b) / 2 for a, b in itertools.combinations_with_replacement(values, 2))


def check_gobench(file, expected):
    """As https://go.dev/design/14313-benchmark-format says it: a name, a count, pairs of value and unit."""
    units = {}
    found = {}
    for line in export(file, "gobench").splitlines():
        if line.startswith("Unit "):
            units[line.split()[1]] = "assume=exact" in line
        if not line.startswith("Benchmark"):
            continue
        name, calls, *pairs = line.split(" ")
        if int(calls) < 1 or len(pairs) % 2 or not pairs:
            fail("%s --to gobench: no line of a benchmark: %s" % (file, line))
        for value, unit in zip(pairs[::2], pairs[1::2]):
            found.setdefault((name, unit), []).append(float(value))
            if unit not in units:
                fail("%s --to gobench: nothing is said of %s" % (file, unit))
    # Whoever does statistics over the lines comes to the tables' numbers, but for what is rounded.
    read = sorted((shift if "-overhead" in unit and not units[unit] else statistics.median)(values)
                  for (_, unit), values in found.items())
    wanted = sorted(number[0] for number in expected)
    if len(read) != len(wanted) or not all(math.isclose(*pair, rel_tol=1e-9, abs_tol=2e-6) for pair in zip(read, wanted)):
        fail("%s --to gobench: its lines come to other numbers than the CSV" % file)


def main():
    jsonschema, junitparser, yaml = reader("jsonschema"), reader("junitparser"), reader("yaml")
    openmetrics, tap = reader("prometheus_client.openmetrics.parser"), reader("tap.parser")
    read = 0
    for file in FILES:
        expected = numbers_of_csv(file)
        read += len(expected)
        check_json(file, expected, jsonschema)
        check_openmetrics(file, expected, openmetrics)
        check_junit(file, expected, junitparser)
        check_ktap(file, expected, tap)
        check_otava(file, expected, yaml)
        check_gobench(file, expected)
    if read < 100:
        fail("there are next to no numbers in the files")
    if os.path.exists(os.path.join(SCRATCH, "touched")):
        fail("a name was run as a command")
    print("%d numbers of %d files" % (read, len(FILES)))
    return 1 if failures else 0


sys.exit(main())
