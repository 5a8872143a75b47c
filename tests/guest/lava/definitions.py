# SPDX-License-Identifier: GPL-2.0-only
"""Holds a job to what LAVA's server takes, and a board's to what its dispatcher can start.

definitions.py FOLDER: FOLDER is one of scripts/lava/job, with a device.yaml. The schemas are
those that the server reads a submitted job by. For a board lava-run --validate goes through
every action of the job; what only a lab's dispatcher has (telnet, tftpd, mkimage, the power
switch) is stood in for.
"""

import os
import pathlib
import shutil
import stat
import sys
import tempfile

import yaml
from lava_common.constants import DISPATCHER_DOWNLOAD_DIR
from lava_common.schemas import device as device_schema
from lava_common.schemas import validate
from lava_common.schemas.test import testdef
from lava_dispatcher import runner
from lava_dispatcher.utils import filesystem


def stand_in(folder, *programs):
    for program in programs:
        path = folder / program
        path.write_text("#!/bin/sh\nexit 1\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    os.environ["PATH"] += f":{folder}"


def dispatcher_says(folder):
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        stand_in(work, "telnet", "in.tftpd", "mkimage")
        filesystem.tftpd_dir = lambda: name
        (work / "dispatcher.yaml").write_text("dispatcher_ip: 127.0.0.1\n")
        job_id = f"tracetoll-test-{os.getpid()}-{work.name}"
        sys.argv = ["lava-run", "--validate", "--job-id", job_id,
                    "--device", str(folder / "device.yaml"), "--output-dir", name,
                    "--dispatcher", str(work / "dispatcher.yaml"), str(folder / "job.yaml")]
        try:
            return runner.main()
        finally:
            shutil.rmtree(pathlib.Path(DISPATCHER_DOWNLOAD_DIR) / job_id, ignore_errors=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    job = yaml.safe_load((folder / "job.yaml").read_text())
    validate(job)
    device_schema.validate(yaml.safe_load((folder / "device.yaml").read_text()))
    testdef.validate(yaml.safe_load(pathlib.Path("scripts/lava/tracetoll.yaml").read_text()))
    if any("u-boot" == action.get("boot", {}).get("method") for action in job["actions"]):
        sys.exit(dispatcher_says(folder))


main()
