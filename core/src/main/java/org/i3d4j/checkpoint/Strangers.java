package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.i3d4j.error.Advice;
import org.i3d4j.text.Counted;
import org.i3d4j.weights.naming.NamedTensors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file holds beside the network, or around it.
 *
 * @param prefix what stands in front of the network's names
 * @param others what stands in front of the names of other networks
 * @param leftovers names of tensors that the network has no use for, the optimizer's left out
 */
record Strangers(String prefix, Set<String> others, List<String> leftovers) {
    private static final Logger log = LoggerFactory.getLogger(Strangers.class);
    private static final int SHOWN = 3;

    /** @param ours whether i3d4j wrote the file, with averaged weights and an optimizer's state behind names of its own */
    static Strangers in(NamedTensors named, boolean ours) {
        List<String> leftovers = named.leftovers().stream()
                .filter(name -> !name.startsWith(Checkpoints.OPTIMIZER_PREFIX))
                .filter(name -> !(ours && name.startsWith(Checkpoints.EMA_PREFIX)))
                .toList();
        return new Strangers(named.prefix(), ours ? Set.of() : named.otherPrefixes(), leftovers);
    }

    /** Says what was decided about them. */
    void tell(Path file) {
        if (!prefix.isEmpty()) {
            log.info("{}: the network is behind '{}'", file, prefix);
        }
        if (!others.isEmpty()) {
            log.warn(
                    "warning: {}: there are other networks, of which no use is made, behind {}",
                    file,
                    new TreeSet<>(others));
        }
        if (!leftovers.isEmpty()) {
            log.info(
                    "{}: of no use: {}: {}{}",
                    file,
                    Counted.of(leftovers.size(), "tensor"),
                    leftovers.stream().limit(SHOWN).collect(Collectors.joining(", ")),
                    leftovers.size() > SHOWN ? ", ... (" + Advice.LIST_LEFTOVERS + ")" : "");
        }
    }
}
