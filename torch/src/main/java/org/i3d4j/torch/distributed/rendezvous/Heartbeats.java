package org.i3d4j.torch.distributed.rendezvous;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.StringVector;

/**
 * How ranks know of each other when their collective operations no longer say: each gives a heartbeat every second, how
 * far it got, and why it fails if it does.
 */
public final class Heartbeats implements AutoCloseable {
    private static final long BEAT_MILLIS = 1_000;
    /** A rank without a heartbeat for so long is frozen or gone. */
    private static final long SILENCE_MILLIS = 3 * BEAT_MILLIS;

    /** The store is the first rank's: where that is frozen, it never answers. */
    private static final long ANSWER_MILLIS = SILENCE_MILLIS + 5_000;

    private static final String FAILURE = "failure";
    private static final int MESSAGE_CHARACTERS = 4_000;

    private final Store store;
    private final int rank;
    private final List<String> names;
    private final Consumer<String> othersFailed;
    private final Thread beats;
    private volatile boolean closed;
    private volatile boolean ending;
    private volatile String place = "";

    /**
     * Starts the heartbeats.
     *
     * @param store this object's alone
     * @param names how users are told of each rank
     * @param othersFailed told the message of another rank's failure, on a thread of its own, while this one works on
     */
    public Heartbeats(Store store, int rank, List<String> names, Consumer<String> othersFailed) {
        this.store = store;
        this.rank = rank;
        this.names = List.copyOf(names);
        this.othersFailed = othersFailed;
        this.beats = new Thread(this::beat, "heartbeats");
        beats.setDaemon(true);
        beats.start();
    }

    private void beat() {
        try {
            String told = "";
            while (!closed) {
                String here = place;
                if (!here.equals(told)) {
                    store.set(placeKey(rank), here);
                    told = here;
                }
                store.add(beatKey(rank), 1);
                Optional<String> failure = ending ? Optional.empty() : failure();
                if (failure.isPresent() && !closed) {
                    othersFailed.accept(failure.get());
                    return;
                }
                Thread.sleep(BEAT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The store is gone with the first rank: the next collective operation fails, and says so.
            return;
        }
    }

    private static String beatKey(int rank) {
        return "beat/" + rank;
    }

    private static String placeKey(int rank) {
        return "place/" + rank;
    }

    /** Notes how far this rank got; the others know within a second. */
    public void reached(String newPlace) {
        place = newPlace;
    }

    /** Tells the others the first line of why this rank ends; the first message counts. */
    public void failed(String message) {
        ending = true;
        String line = message.lines().findFirst().orElse(message);
        String beginning = line.substring(0, Math.min(line.length(), MESSAGE_CHARACTERS));
        try {
            ask(() -> store.compareSet(FAILURE, "", names.get(rank) + " failed: " + beginning));
        } catch (ExecutionException | TimeoutException e) {
            // Then they hear of it by this process's end.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on this rank explains an error itself. */
    public void explaining() {
        ending = true;
    }

    /**
     * Does what needs the store, on a thread of its own.
     *
     * @throws TimeoutException if the rank that holds it doesn't answer
     * @throws ExecutionException if it is gone
     */
    public static <T> T ask(Callable<T> question) throws InterruptedException, ExecutionException, TimeoutException {
        return Deadline.in(ANSWER_MILLIS).call(question, 0);
    }

    /** What a rank said when it failed. */
    public Optional<String> failure() {
        return read(FAILURE);
    }

    private Optional<String> read(String key) {
        return store.check(new StringVector(key)) ? Optional.of(store.get_to_str(key)) : Optional.empty();
    }

    /**
     * Waits to see who gives no heartbeat.
     *
     * @return "rank 2 on machine1 at 10.0.0.8 (last at step 17)" for each; empty if all are alive
     */
    public List<String> silent() throws InterruptedException {
        List<Long> before = counts();
        Thread.sleep(SILENCE_MILLIS);
        List<Long> after = counts();
        List<String> silent = new ArrayList<>();
        for (int other = 0; other < names.size(); other++) {
            if (other != rank && before.get(other).equals(after.get(other))) {
                silent.add(described(other));
            }
        }
        return silent;
    }

    private List<Long> counts() {
        return IntStream.range(0, names.size())
                .mapToObj(other -> store.add(beatKey(other), 0))
                .toList();
    }

    /** The ranks that are not where this one is. */
    public List<String> behind() {
        String here = place;
        return IntStream.range(0, names.size())
                .filter(other -> !read(placeKey(other)).orElse("").equals(here))
                .mapToObj(this::described)
                .toList();
    }

    private String described(int other) {
        return names.get(other)
                + read(placeKey(other)).map(place -> " (last at " + place + ")").orElse("");
    }

    @Override
    public void close() {
        closed = true;
        beats.interrupt();
    }
}
