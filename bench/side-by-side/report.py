#!/usr/bin/env python3
"""Writes results of forward.sh and train.sh into docs/performance.md and draws them.

  python3 bench/side-by-side/report.py RESULT.json...

The text between <!-- TASK-SHAPE-MACHINE --> and <!-- /TASK-SHAPE-MACHINE --> is replaced, where MACHINE is the kind that was measured
on: other kinds keep their figures. Of ResNet-50, TASK is forward-r50 or train-r50-8x8, and so on. The picture goes to
docs/performance-TASK-SHAPE-MACHINE.svg.
"""
import json
import pathlib
import sys

import table

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"


def replaced(text, name, content):
    begin, end = "<!-- %s -->" % name, "<!-- /%s -->" % name
    if begin not in text or end not in text:
        sys.exit("docs/performance.md has no place for %s; add the lines '%s' and '%s'" % (name, begin, end))
    return text.split(begin)[0] + begin + "\n" + content + "\n" + end + text.split(end, 1)[1]


def main(files):
    page = DOCS / "performance.md"
    text = page.read_text()
    for file in files:
        report = json.loads(pathlib.Path(file).read_text())
        name = "%s-%s" % (table.what(report), table.kind(report))
        picture = "performance-%s.svg" % name
        (DOCS / picture).write_text(table.svg(report))
        content = "%s\n\n![%s](%s)\n\n%s" % (table.markdown(report), name, picture, table.facts(report))
        text = replaced(text, name, content)
    page.write_text(text)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
