package org.i3d4j.weights.pickle.machine;

import org.i3d4j.error.WeightsException;

/** Says what a name that is not allowed means for the user. */
final class RefusedGlobal {
    private static final String REMEDY = "in Python: torch.save(model.state_dict(), 'weights.pt')";

    private RefusedGlobal() {}

    /**
     * The refusal.
     *
     * @param name module and name, as {@code os.system}
     * @param instance whether an object of that class follows
     * @param root whether nothing stands before it, so that it is what the file holds
     */
    static WeightsException of(String name, boolean instance, boolean root) {
        if (name.startsWith("__torch__.") || name.startsWith("torch.jit.")) {
            return new WeightsException("holds a TorchScript model, not a state dict; in Python:"
                    + " torch.save(torch.jit.load(...).state_dict(), 'weights.pt')");
        }
        if (name.startsWith("torch.nn.modules.") || (instance && root)) {
            return new WeightsException("holds a pickled model (class " + name + "), not a state dict; " + REMEDY);
        }
        if (instance) {
            return new WeightsException("holds an object of class " + name
                    + ", which only Python can build; save the tensors alone, " + REMEDY);
        }
        return new WeightsException("refers to " + name + ", which is " + kind(name)
                + "; only tensors, numbers, text and collections of them are read, and nothing was run");
    }

    private static String kind(String name) {
        if (name.startsWith("torch.") && name.endsWith("Storage")) {
            return "a storage of a type that can't be read; convert to float32 in Python";
        }
        return "no tensor, number, text or collection";
    }
}
