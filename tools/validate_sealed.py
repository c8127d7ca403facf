"""Has pyHanko's command judge the seal of each PDF, in one process: its start takes most of the time of one file.

In:  the PEM file of the root, PDFs. Out: one line; exit 1 with what it says of the first that it does not judge valid.
"""
import contextlib
import io
import logging
import sys

from pyhanko.cli import cli_root

root, *files = sys.argv[1:]
logging.disable(logging.WARNING)
for file in files:
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            cli_root.main(["sign", "validate", "--trust", root, "--no-revocation-check", "--pretty-print", file], standalone_mode=False)
    except Exception as error:  # whatever pyHanko cannot do with a file is a finding about the file
        sys.exit(f"{file}\n{said.getvalue()}{type(error).__name__}: {error}")
    if "The signature is judged VALID" not in said.getvalue():
        sys.exit(f"{file}\n{said.getvalue()}")
if not files:
    sys.exit("no sealed documents")
print(f"pyHanko: {len(files)} sealed documents, no finding")
