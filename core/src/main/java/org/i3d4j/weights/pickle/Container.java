package org.i3d4j.weights.pickle;

import java.nio.ByteBuffer;
import java.util.Map;
import org.i3d4j.weights.pickle.machine.StorageRef;

/** Where the pickle and the storages of a PyTorch file lie. */
interface Container {
    /** {@code zip} or {@code legacy}. */
    String kind();

    /** The object that was saved. */
    Object root();

    /** Text that our own writer added; empty in files of others. */
    Map<String, String> metadata();

    /** Whether the values' bytes have to be turned round. */
    boolean bigEndian();

    /**
     * Checks that a storage is there with all its values.
     *
     * @throws org.i3d4j.error.WeightsException if not
     */
    void requireWhole(StorageRef storage);

    /**
     * Fills {@code into} from byte {@code offset} of a storage on, as the file has them.
     *
     * @throws org.i3d4j.error.WeightsException if the file is damaged
     */
    void read(StorageRef storage, long offset, ByteBuffer into);
}
