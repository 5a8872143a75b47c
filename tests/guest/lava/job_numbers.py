# SPDX-License-Identifier: GPL-2.0-only
"""Holds the results of a LAVA job to the result file that the job kept.

job_numbers.py LOGS TABLE: LOGS is LAVA's log of the job, read as LAVA reads it; TABLE is what
`tracetoll report --format csv` says of the result file. Exit 1, and what differs, unless every
number of the table is a passed test case with this very measurement and unit, and there is none more.
"""

import csv
import sys

import yaml

OWN = {"doctor", "run", "result-file", "numbers"}


def of_the_job(name):
    """What the job's test cases say: {case: (measurement, unit)}."""
    cases = {}
    with open(name) as logs:
        for entry in yaml.safe_load(logs):
            result = entry["msg"]
            if entry["lvl"] != "results" or not result["definition"].endswith("_tracetoll"):
                continue
            if result["result"] != "pass":
                print(f"the test case {result['case']} is {result['result']}")
                sys.exit(1)
            if result["case"] in cases:
                print(f"the test case {result['case']} is there twice")
                sys.exit(1)
            value = result.get("measurement")
            cases[result["case"]] = (None if value is None else float(value), result.get("units"))
    return cases


def of_the_file(name):
    """What the table says, by the names that the job gives its test cases."""
    numbers = {}
    with open(name, newline="") as table:
        for row in csv.DictReader(table):
            case = ".".join((row["workload"], row["configuration"], row["metric"]))
            for column, end in (("value", ""), ("overhead", "-overhead")):
                if row[column]:
                    numbers[case + end] = (float(row[column]), row["unit"])
    return numbers


def main():
    cases, numbers = of_the_job(sys.argv[1]), of_the_file(sys.argv[2])
    missing = OWN - cases.keys()
    if missing:
        print("no test case:", *sorted(missing))
    told = {case: value for case, value in cases.items() if case not in OWN}
    for case in sorted(told.keys() | numbers.keys()):
        if told.get(case) != numbers.get(case):
            missing.add(case)
            print(f"{case}: the job says {told.get(case)}, the file {numbers.get(case)}")
    if cases.get("numbers") != (len(numbers), "numbers"):
        missing.add("numbers")
        print(f"the job says it has {cases.get('numbers')}, the file has {len(numbers)}")
    print(f"{len(numbers)} numbers of the file, {len(told)} of the job")
    sys.exit(1 if missing or not numbers else 0)


main()
