package org.i3d4j.evaluate;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Two threads of a test that share the work of one evaluation. */
final class TwoPeers {
    private final byte[][] shares = new byte[2][];
    private final CyclicBarrier barrier = new CyclicBarrier(2);

    Peers of(int rank) {
        return new Peers() {
            @Override
            public int rank() {
                return rank;
            }

            @Override
            public int worldSize() {
                return 2;
            }

            @Override
            public List<byte[]> exchange(byte[] own) {
                shares[rank] = own;
                try {
                    barrier.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
                return List.of(shares);
            }
        };
    }
}
