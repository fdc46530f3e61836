package org.i3d4j.evaluate;

import java.util.List;

/** The processes that measure a network together, each a part of the videos. */
public interface Peers {
    /** One process measures them all. */
    Peers NONE = new Peers() {
        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int worldSize() {
            return 1;
        }

        @Override
        public List<byte[]> exchange(byte[] own) {
            return List.of(own);
        }
    };

    /** Number of this process, from 0. */
    int rank();

    /** Number of processes. */
    int worldSize();

    /**
     * Gives every process what each of them has; all have to call it.
     *
     * @return of all processes, in the order of their ranks
     */
    List<byte[]> exchange(byte[] own);
}
