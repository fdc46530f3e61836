package org.i3d4j.torch.distributed.rendezvous;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.Counted;

/**
 * All ranks that came, by their numbers: where each is, and where it listens for the others.
 *
 * @param ofRanks one for each
 */
record Participants(List<Participant> ofRanks) {
    private static final String BETWEEN = "\n\n";
    private static final String ADVICE =
            "; name in " + Interfaces.VARIABLE + ", on each machine, the interface of a network that they share";

    String encoded() {
        return ofRanks.stream().map(Participant::encoded).collect(Collectors.joining(BETWEEN));
    }

    /** @throws IllegalArgumentException if {@code text} is no such text */
    static Participants decode(String text) {
        return new Participants(
                Arrays.stream(text.split(BETWEEN, -1)).map(Participant::decode).toList());
    }

    /** Whether the store is on the machine of all. */
    boolean areOnOneMachine() {
        return ofRanks.stream().allMatch(participant -> participant.here().isLoopbackAddress());
    }

    /** How users are told of a rank, as {@code rank 1 on machine1 at 10.0.0.8}; where all are on one machine {@code rank 1}. */
    String name(int rank) {
        return areOnOneMachine()
                ? "rank " + rank
                : "rank " + rank + " on " + ofRanks.get(rank).host() + " at " + Interfaces.text(address(rank));
    }

    /** As {@link #name}, of all. */
    List<String> names() {
        return IntStream.range(0, ofRanks.size()).mapToObj(this::name).toList();
    }

    /** Where a rank listens: at the interface that the user chose, else at the one that leads to the store. */
    InetAddress address(int rank) {
        Participant participant = ofRanks.get(rank);
        return participant
                .chosen()
                .orElseGet(() ->
                        participant.here().isLoopbackAddress() ? ofTheStoresMachine(participant) : participant.here());
    }

    /** The address at which other machines found it; this one's own name for itself often leads to 127.0.1.1. */
    private InetAddress ofTheStoresMachine(Participant participant) {
        return ofRanks.stream()
                .filter(other -> !other.here().isLoopbackAddress())
                .map(Participant::store)
                .findFirst()
                .orElse(participant.here());
    }

    /**
     * That these ranks can train together, by what is known of them.
     *
     * @throws ConfigException naming two that can't
     */
    void requireCompatible() {
        for (int rank = 1; rank < ofRanks.size(); rank++) {
            requireWorldSize(name(rank), ofRanks.get(rank).worldSize());
            requireConnected(0, rank);
        }
    }

    /** That a rank was told of as many processes as the first was. */
    void requireWorldSize(String name, int worldSize) {
        if (worldSize != ofRanks.size()) {
            throw new ConfigException(name + " was told of " + Counted.of(worldSize, "process") + " in all, " + name(0)
                    + " of " + ofRanks.size() + "; " + Advice.SAME_WORLD_SIZE);
        }
    }

    private void requireConnected(int one, int other) {
        InetAddress a = address(one);
        InetAddress b = address(other);
        if (a.getClass() != b.getClass()) {
            throw new ConfigException(
                    name(one) + " and " + name(other) + " can't connect: one has IPv4, one IPv6" + ADVICE);
        }
        if (a.isLoopbackAddress() != b.isLoopbackAddress()) {
            throw new ConfigException(name(one) + " and " + name(other)
                    + " can't connect: no other machine reaches a loopback address" + ADVICE);
        }
    }
}
