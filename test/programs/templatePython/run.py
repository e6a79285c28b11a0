"""A project's own __main__.py as an inline program, which needs no language host: run.py FOLDER STACK COMMAND."""

import os
import runpy
import sys

from pulumi import automation


def main(folder: str, stack_name: str, command: str) -> None:
    options = automation.LocalWorkspaceOptions(work_dir=folder)
    project = automation.LocalWorkspace(work_dir=folder).project_settings().name
    stack = automation.select_stack(
        stack_name=stack_name,
        project_name=project,
        program=lambda: runpy.run_path(os.path.join(folder, "__main__.py")),
        opts=options,
    )
    if command == "destroy":
        stack.destroy(on_output=print)
    elif command == "preview":
        stack.preview(on_output=print, expect_no_changes=True)
    else:
        stack.up(on_output=print)


main(*sys.argv[1:])
