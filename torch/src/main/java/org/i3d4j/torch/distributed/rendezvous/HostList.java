package org.i3d4j.torch.distributed.rendezvous;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slurm's notation for host names, as {@code node[03-05,7],login} (scontrol's "hostlist expression"). */
final class HostList {
    private static final Pattern NUMBERS = Pattern.compile("\\[(\\d+)[\\d,-]*]");
    private static final Pattern FIRST = Pattern.compile("((?:[^\\[\\],\\s]++|" + NUMBERS.pattern() + ")+)(?:,.*)?");

    private HostList() {}

    /** The first host that {@code list} names; empty if it is not such a list. */
    static Optional<String> first(String list) {
        Matcher matcher = FIRST.matcher(list);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(NUMBERS.matcher(matcher.group(1)).replaceAll("$1"));
    }
}
