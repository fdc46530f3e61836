#!/bin/sh
# Times the parts with JMH: bench/jmh.sh [JMH's options and patterns, as -l, -prof gc, Decode]
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
(cd "$home" && ./mvnw -q -DskipTests -Dspotless.check.skip=true package) >&2
GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-50000}
export GOMP_SPINCOUNT
exec java -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 \
    -cp "$home/bench/peers/target/classes:$(cat "$home/bench/peers/target/classpath")" org.openjdk.jmh.Main "$@"
