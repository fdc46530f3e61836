package org.i3d4j.torch.train.optimizer;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type.TypePtr;

/** An operator of libtorch that has no method in Java, found by its name as PyTorch's native_functions.yaml has it. */
final class Operator {
    private final String name;

    Operator(String name) {
        this.name = name;
    }

    /**
     * Calls it; results in place only.
     *
     * @param arguments all that its schema lists, in that order; {@link #none()} for one that is optional and left out
     */
    void call(IValue... arguments) {
        try (PointerScope scope = new PointerScope()) {
            OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(name, "");
            handle.callBoxed(new IValueVector(arguments));
        }
    }

    static IValue none() {
        return new IValue();
    }

    static IValue listOf(List<Tensor> tensors) {
        GenericList list = new GenericList(new TypePtr(TensorType.get()));
        tensors.forEach(tensor -> list.push_back(new IValue(tensor)));
        return new IValue(list);
    }
}
