package org.i3d4j.weights.naming;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What stands in front of the names of a network's tensors in a checkpoint: of wrappers as {@code module.} and {@code
 * _orig_mod.}, of keys under which a script saved it as {@code state_dict.}, of the part of a model that it is.
 *
 * @param text ends with a dot or a slash; empty if nothing does
 * @param tensors of the network that are there behind it
 * @param others what stands in front of as many, in other places of the file
 */
record NamePrefix(String text, long tensors, Set<String> others) {
    static final NamePrefix NONE = new NamePrefix("", 0, Set.of());

    /** Of several networks in a file, that under the first of these is the one that its program goes on with. */
    private static final List<String> USUAL = List.of(
            "",
            "state_dict.",
            "model_state_dict.",
            "model_state.",
            "model.",
            "net.",
            "network.",
            "weights.",
            "module.");

    NamePrefix {
        others = Set.copyOf(others);
    }

    /**
     * The prefix behind which most of {@code wanted} are found.
     *
     * @param present all names in the checkpoint
     * @param wanted names of the network's tensors
     */
    static NamePrefix of(Collection<String> present, Set<String> wanted) {
        int longest = wanted.stream().mapToInt(String::length).max().orElse(0);
        Map<String, Long> votes = new HashMap<>();
        for (String name : present) {
            int before = name.length() - longest;
            for (int start = before <= 0 ? 0 : nextPart(name, before - 1); start >= 0; start = nextPart(name, start)) {
                if (wanted.contains(name.substring(start))) {
                    votes.merge(name.substring(0, start), 1L, Long::sum);
                }
            }
        }
        long most = votes.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Set<String> best = votes.entrySet().stream()
                .filter(vote -> vote.getValue() == most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        return best.stream()
                .min(Comparator.comparingInt(NamePrefix::rank)
                        .thenComparing(String::length)
                        .thenComparing(Comparator.naturalOrder()))
                .map(chosen -> new NamePrefix(chosen, most, without(best, chosen)))
                .orElse(NONE);
    }

    private static int nextPart(String name, int start) {
        int dot = name.indexOf('.', start);
        int slash = name.indexOf('/', start);
        int end = dot < 0 || (slash >= 0 && slash < dot) ? slash : dot;
        return end < 0 ? -1 : end + 1;
    }

    private static int rank(String prefix) {
        for (int i = 1; i < USUAL.size(); i++) {
            if (prefix.startsWith(USUAL.get(i))) {
                return i;
            }
        }
        return prefix.isEmpty() ? 0 : USUAL.size();
    }

    private static Set<String> without(Set<String> prefixes, String chosen) {
        return prefixes.stream().filter(prefix -> !prefix.equals(chosen)).collect(Collectors.toSet());
    }
}
