package org.i3d4j.torch.distributed.rendezvous;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.StringVector;

/**
 * What ranks write into the store to find each other. A store may outlive the first rank, as torchrun's does: all keys but one
 * begin with its token, so that what earlier processes wrote is nobody's.
 */
final class RendezvousStore {
    private static final String FIRST = "first";

    private final Store store;

    /** @param store this object's alone */
    RendezvousStore(Store store) {
        this.store = store;
    }

    /** The first rank has come: from now on its token is that of all keys. */
    void begin(String token) {
        store.set(FIRST, token);
    }

    /** The token of the first rank; empty before it has come. */
    Optional<String> first() {
        return read(FIRST);
    }

    void join(String first, int rank, Participant participant) {
        store.set(key(first, rank), participant.encoded());
    }

    /** Which of {@code worldSize} ranks have not come. */
    List<Integer> missing(String first, int worldSize) {
        return IntStream.range(0, worldSize)
                .filter(rank -> !has(key(first, rank)))
                .boxed()
                .toList();
    }

    /** Lists all ranks as they are now; none may be missing. */
    Participants close(String first, int worldSize) {
        Participants all = new Participants(IntStream.range(0, worldSize)
                .mapToObj(rank -> Participant.decode(store.get_to_str(key(first, rank))))
                .toList());
        store.set(listKey(first), all.encoded());
        return all;
    }

    /** The list, once the first rank has made it. */
    Optional<Participants> list(String first) {
        return read(listKey(first)).map(Participants::decode);
    }

    /** Tells all why one can't go on. */
    void fail(String first, String message) {
        store.set(failureKey(first), message);
    }

    Optional<String> failure(String first) {
        return read(failureKey(first));
    }

    private static String key(String first, int rank) {
        return first + "/rank/" + rank;
    }

    private static String listKey(String first) {
        return first + "/list";
    }

    private static String failureKey(String first) {
        return first + "/failure";
    }

    private boolean has(String key) {
        return store.check(new StringVector(key));
    }

    private Optional<String> read(String key) {
        return has(key) ? Optional.of(store.get_to_str(key)) : Optional.empty();
    }
}
