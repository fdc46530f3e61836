#!/bin/sh
# A training step by i3d4j and its peers, in alternation; --help lists the options. Needs a JDK 17 and python3.
exec python3 "$(dirname -- "$0")/side_by_side.py" train "$@"
