package org.i3d4j.weights.pickle;

import org.i3d4j.weights.files.FileHead;

/** How files begin that are pickles, and which of them are of {@code torch.save}. */
final class PickleHead {
    private static final int PROTOCOL_MARK = 0x80;
    private static final int LOWEST_PROTOCOL = 2;
    private static final int HIGHEST_PROTOCOL = 5;
    /** Of the instruction that says how many bytes belong together, since protocol 4. */
    private static final int FRAME_MARK = 0x95;

    /** The number 0x1950a86a20f9469cfc6c, as the instruction for long numbers has it. */
    private static final String PYTORCH_MAGIC = "\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019";

    private PickleHead() {}

    /** Whether {@code head} begins a pickle of protocol 2 to 5. */
    static boolean isPickle(FileHead head) {
        boolean marked = head.at(0) == PROTOCOL_MARK && head.at(1) >= LOWEST_PROTOCOL && head.at(1) <= HIGHEST_PROTOCOL;
        return marked && !isSafetensors(head);
    }

    /** The length of a safetensors header may begin with a pickle's bytes: 640 is 0x280. */
    private static boolean isSafetensors(FileHead head) {
        for (int i = Integer.BYTES; i < Long.BYTES; i++) {
            if (head.at(i) != 0) {
                return false;
            }
        }
        return head.at(Long.BYTES) == '{';
    }

    /** Whether the pickle's first value is the number that PyTorch puts ahead of all others. */
    static boolean isOfPyTorch(FileHead head) {
        return head.hasAt(head.at(2) == FRAME_MARK ? 2 + 1 + Long.BYTES : 2, PYTORCH_MAGIC);
    }
}
