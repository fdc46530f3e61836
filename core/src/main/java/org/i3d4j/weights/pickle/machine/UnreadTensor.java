package org.i3d4j.weights.pickle.machine;

/**
 * A tensor of a kind that is not read. It may stand in a file, as long as nobody asks for its values.
 *
 * @param kind what it is and how to have it read, for people
 */
public record UnreadTensor(String kind) {

    /** Of values of the type called {@code name}, as {@code torch.float8_e4m3fn}. */
    static UnreadTensor ofType(String name) {
        return new UnreadTensor("values of type " + name + ", which are not read; convert to float32 in Python");
    }
}
