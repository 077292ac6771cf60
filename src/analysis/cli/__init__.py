"""The command ``territoires``, a module for each group of commands; nothing heavy is imported before one is given.

`main` reads the command line.
"""

from analysis.cli.command_line import main

__all__ = ["main"]
