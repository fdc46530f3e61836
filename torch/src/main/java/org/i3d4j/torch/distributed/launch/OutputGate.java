package org.i3d4j.torch.distributed.launch;

/**
 * Lets what one process says through before what the others say. Closed, it stops those who pass their text on; the text
 * itself waits in the processes' pipes.
 */
final class OutputGate {
    private static final int ALL = -1;

    private int admitted = ALL;

    synchronized void holdAllBut(int rank) {
        admitted = rank;
    }

    synchronized void open() {
        admitted = ALL;
        notifyAll();
    }

    /** Returns when what {@code rank} says may pass. */
    synchronized void pass(int rank) throws InterruptedException {
        while (admitted != ALL && admitted != rank) {
            wait();
        }
    }
}
