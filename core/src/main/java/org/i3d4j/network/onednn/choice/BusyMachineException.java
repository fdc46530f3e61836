package org.i3d4j.network.onednn.choice;

/** Others compute on this machine, so that times would say little. */
final class BusyMachineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BusyMachineException() {
        super("the machine is busy");
    }
}
