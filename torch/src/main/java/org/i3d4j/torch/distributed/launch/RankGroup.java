package org.i3d4j.torch.distributed.launch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The processes of one start, which live and die together. */
final class RankGroup {
    private static final long DRAIN_MILLIS = 1_000;

    private final List<RankProcess> ranks;
    private final OutputGate gate;
    private final LaunchTimes times;
    private final BlockingQueue<RankProcess> ended = new LinkedBlockingQueue<>();

    RankGroup(List<RankProcess> ranks, OutputGate gate, LaunchTimes times) {
        this.ranks = List.copyOf(ranks);
        this.gate = gate;
        this.times = times;
        this.ranks.forEach(rank -> rank.onEnd(() -> ended.add(rank)));
    }

    void askToEnd() {
        ranks.forEach(RankProcess::askToEnd);
    }

    void kill() {
        ranks.forEach(RankProcess::kill);
    }

    /**
     * Waits until all have ended; once one has failed, the others are ended. What they say then is held back until
     * {@link #finish()}, so that the cause can be told first.
     *
     * @param askedToEnd whether they were all told to save and end, for which they have as long as they need
     * @return the process to blame; empty if all went well
     */
    Optional<RankEnd> await(BooleanSupplier askedToEnd) throws InterruptedException {
        RankProcess failed = firstFailure();
        if (failed == null) {
            return Optional.empty();
        }
        if (askedToEnd.getAsBoolean()) {
            return Optional.of(endsByThemselves());
        }
        RankProcess cause = causeOf(failed);
        gate.holdAllBut(cause.rank());
        cause.drain(DRAIN_MILLIS);
        endOthers();
        return Optional.of(cause.end());
    }

    private @Nullable RankProcess firstFailure() throws InterruptedException {
        for (int i = 0; i < ranks.size(); i++) {
            RankProcess rank = ended.take();
            if (rank.end().exitCode() != 0) {
                return rank;
            }
        }
        return null;
    }

    /** What was not asked for goes before what was, and a victim of others comes last. */
    private RankEnd endsByThemselves() throws InterruptedException {
        while (isAnyRunning()) {
            ended.poll(DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        drain();
        return ranks.stream()
                .map(RankProcess::end)
                .filter(end -> end.exitCode() != 0)
                .min(Comparator.comparing(RankEnd::isVictim).thenComparing(RankEnd::isByRequest))
                .orElseThrow();
    }

    /** The first to end may be a victim of one that takes longer to. */
    private RankProcess causeOf(RankProcess failed) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(times.causeMillis());
        RankProcess latest = failed;
        while (latest != null) {
            if (latest.end().isCulprit()) {
                return latest;
            }
            latest = ended.poll(isAnyRunning() ? deadline - System.nanoTime() : 0, TimeUnit.NANOSECONDS);
        }
        return ranks.stream()
                .filter(rank -> !rank.isRunning() && rank.end().isCulprit())
                .findFirst()
                .orElse(failed);
    }

    private boolean isAnyRunning() {
        return ranks.stream().anyMatch(RankProcess::isRunning);
    }

    private void endOthers() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(times.graceMillis());
        while (isAnyRunning() && System.nanoTime() < deadline) {
            ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        killAndWait();
    }

    private void killAndWait() throws InterruptedException {
        kill();
        while (isAnyRunning()) {
            ended.poll(DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Kills what still runs and passes on what is left of what the processes said. */
    void finish() throws InterruptedException {
        gate.open();
        killAndWait();
        drain();
    }

    private void drain() throws InterruptedException {
        for (RankProcess rank : ranks) {
            rank.drain(DRAIN_MILLIS);
        }
    }
}
