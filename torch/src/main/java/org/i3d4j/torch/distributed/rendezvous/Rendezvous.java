package org.i3d4j.torch.distributed.rendezvous;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.PrefixStore;
import org.i3d4j.error.Advice;
import org.i3d4j.error.DistributedException;
import org.i3d4j.error.I3dException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all ranks together at the store of the first: each says who and where it is, and the first makes the list that all go
 * by. Until then any of them may go away and another process come in its place, also the first with its store.
 */
final class Rendezvous {
    private static final Logger log = LoggerFactory.getLogger(Rendezvous.class);

    private static final long PAUSE_MILLIS = 100;
    /** Whoever waits longer is told for what. */
    private static final long NOTICE_MILLIS = 10_000;
    /** In which someone who looks at the limit says what is wrong. */
    private static final long GRACE_MILLIS = 3_000;

    /** A store that isn't reached in it may be gone. */
    private static final long CONNECT_MILLIS = 5_000;

    private static final String EACH_MACHINE = "; " + Advice.OWN_RANKS;

    private final RankEnvironment environment;
    private final Optional<String> interfaceName;
    private final Deadline deadline;
    private final String token = UUID.randomUUID().toString();
    private final String place;
    /** What is wrong if it never comes to an end. */
    private volatile String trouble = "";

    private volatile boolean noticed;

    /**
     * Where all are.
     *
     * @param store its address, as this process reaches it
     * @param token of the first rank
     */
    record Result(InetAddress store, String token, Participants participants) {}

    /** @param interfaceName the network interface that the user chose */
    Rendezvous(RankEnvironment environment, Optional<String> interfaceName, Deadline deadline) {
        this.environment = environment;
        this.interfaceName = interfaceName;
        this.deadline = deadline;
        this.place = Interfaces.text(environment.masterAddress(), environment.masterPort());
    }

    /**
     * Returns when all have come.
     *
     * @throws DistributedException if they don't; the message says who is missing, or why the store is not reached
     * @throws org.i3d4j.error.ConfigException if they can't train together
     */
    Result awaitAll() throws InterruptedException {
        try {
            return deadline.call(this::untilAllCame, GRACE_MILLIS);
        } catch (TimeoutException e) {
            throw late(trouble, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof I3dException told ? told : late(trouble, e);
        }
    }

    private DistributedException late(String why, Exception cause) {
        return new DistributedException(
                "rank " + environment.rank() + " of " + environment.worldSize() + " waited " + deadline.limit() + " at "
                        + place + ": " + why,
                cause);
    }

    private Result untilAllCame() throws InterruptedException, IOException {
        if (environment.servesStore()) {
            serve();
        }
        while (true) {
            NetworkRoute route = route();
            try {
                Result result = at(route);
                result.participants().requireCompatible();
                return result;
            } catch (I3dException e) {
                throw e;
            } catch (RuntimeException e) {
                if (environment.servesStore() || deadline.isOver()) {
                    throw e;
                }
                log.debug("the store is gone; another may come in its place", e);
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void serve() {
        try {
            Stores.serve(environment.masterPort(), deadline.leftMillis());
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            throw new DistributedException(
                    "rank 0 can't listen at port " + environment.masterPort() + ", where the processes meet: "
                            + (message.contains("EADDRINUSE")
                                    ? "another process does (ss -ltnp shows which); end it, or " + Advice.OTHER_PORT
                                    : message.lines().findFirst().orElse("")),
                    e);
        }
    }

    private NetworkRoute route() throws IOException, InterruptedException {
        try {
            return NetworkRoute.to(environment.masterAddress(), environment.masterPort(), deadline, this::notReached);
        } catch (IOException e) {
            notReached(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void notReached(String reason) {
        trouble = "rank 0 is not reached (" + reason + "); " + Advice.REACH_MASTER + " "
                + (environment.servesStore()
                        ? "this machine, which has " + Interfaces.ofThisMachine()
                        : "machine 0 from here, rank 0 to run there, and no firewall to close the port");
        notice("rank 0 (" + reason + ")");
    }

    private void notice(String awaited) {
        if (!noticed && environment.localRank() == 0 && deadline.passedMillis() > NOTICE_MILLIS) {
            noticed = true;
            log.info("waiting at {} for {}, up to {}", place, awaited, deadline.limit());
        }
    }

    private Result at(NetworkRoute route) throws InterruptedException {
        trouble = "what listens there does not answer as rank 0 of a training does; end it, or " + Advice.OTHER_PORT;
        RendezvousStore store = new RendezvousStore(Stores.kept(
                new PrefixStore("i3d", Stores.connect(route.there(), environment.masterPort(), CONNECT_MILLIS))));
        trouble = "rank 0 stopped answering";
        if (environment.isFirst()) {
            store.begin(token);
        }
        String joinedAt = "";
        while (true) {
            String first = store.first().orElse("");
            if (!first.isEmpty() && !first.equals(joinedAt)) {
                join(store, first, route);
                joinedAt = first;
            }
            Optional<Participants> list = first.isEmpty() ? Optional.empty() : list(store, first);
            if (list.isPresent()) {
                return new Result(route.there(), first, list.get());
            }
            requireTime(store, first);
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void join(RendezvousStore store, String first, NetworkRoute route) {
        try {
            Optional<InetAddress> chosen =
                    interfaceName.map(name -> Interfaces.ofThisMachine().address(name, route.there()));
            store.join(
                    first,
                    environment.rank(),
                    new Participant(
                            token,
                            Interfaces.hostName(),
                            environment.worldSize(),
                            route.here(),
                            route.there(),
                            chosen));
        } catch (I3dException e) {
            store.fail(
                    first,
                    "rank " + environment.rank() + " on " + Interfaces.hostName() + " failed: " + e.getMessage());
            if (environment.servesStore()) {
                Stores.stayForReaders();
            }
            throw e;
        }
    }

    /** Empty as long as it has not been made, or without this process. */
    private Optional<Participants> list(RendezvousStore store, String first) {
        store.failure(first).ifPresent(failure -> {
            throw new DistributedException(failure);
        });
        if (environment.isFirst()) {
            return store.missing(first, environment.worldSize()).isEmpty()
                    ? Optional.of(store.close(first, environment.worldSize()))
                    : Optional.empty();
        }
        Optional<Participants> list = store.list(first);
        list.ifPresent(all -> all.requireWorldSize("rank " + environment.rank(), environment.worldSize()));
        return list.filter(all -> all.ofRanks().get(environment.rank()).token().equals(token));
    }

    /** @throws DistributedException saying who is missing, if the time is over */
    private void requireTime(RendezvousStore store, String first) {
        List<Integer> missing = first.isEmpty() ? List.of(0) : store.missing(first, environment.worldSize());
        String ranks = missing.stream().map(String::valueOf).collect(Collectors.joining(", rank ", "rank ", ""));
        if (deadline.isOver()) {
            throw late(
                    missing.isEmpty() ? replaced(store, first) : ranks + " did not come" + EACH_MACHINE,
                    new TimeoutException());
        }
        notice(missing.isEmpty() ? "the others to end" : ranks);
    }

    private String replaced(RendezvousStore store, String first) {
        return store.list(first)
                .map(all -> all.name(environment.rank()) + " is another process" + EACH_MACHINE)
                .orElse("rank 0 did not go on");
    }
}
