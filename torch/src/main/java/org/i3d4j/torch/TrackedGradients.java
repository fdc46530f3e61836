package org.i3d4j.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.Parameter;

/**
 * Gathers the gradients of parameters into one vector. Until then libtorch holds the tensors that its backward passes have
 * made: added to one vector that is zeroed at each step, they would be written three times. Others may put gradients into the
 * vector themselves. Owns its tensors.
 */
final class TrackedGradients implements AutoCloseable {
    private final Tensor gathered;
    private final Tensor updating;
    private final List<Tracked> tracked = new ArrayList<>();

    /** @param gradient its part of the vector, shaped as it */
    private record Tracked(Parameter parameter, Tensor tensor, Tensor gradient) {}

    /**
     * Has libtorch compute gradients of all of {@code parameters} that are trained.
     *
     * @param gathered the vector, as {@link ParameterStore#values()}
     * @param updating what updates take
     */
    TrackedGradients(ParameterStore parameters, Tensor gathered, Tensor updating) {
        this.gathered = gathered;
        this.updating = updating;
        try (PointerScope scope = new PointerScope()) {
            for (Parameter parameter : parameters.trained()) {
                Tensor tensor = parameters.get(parameter.name());
                tensor.requires_grad_(true);
                Tensor gradient = parameters.layout().view(gathered, parameter.name());
                gradient.retainReference();
                tracked.add(new Tracked(parameter, tensor, gradient));
            }
        }
    }

    Tensor updating() {
        return updating;
    }

    /** The part of the vector that is of the parameter called {@code name}; stays this object's. */
    Tensor of(String name) {
        return tracked.stream()
                .filter(each -> each.parameter().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no gradient of " + name + " is tracked"))
                .gradient();
    }

    /** Ends a sum: what has come since the last call is in the vector, zero where nothing has. */
    void gather() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor none = new Tensor();
            for (Tracked each : tracked) {
                settle(each);
                each.tensor().mutable_grad().put(none);
            }
        }
    }

    private static void settle(Tracked each) {
        Tensor held = each.tensor().mutable_grad();
        if (!held.defined()) {
            each.gradient().zero_();
        } else if (!held.is_same(each.gradient())) {
            each.gradient().copy_(held);
        }
    }

    /**
     * Moves the sums so far of the parameters chosen to the vector, for others to add to.
     *
     * @return whether there is anything in the vector; if not, it may be overwritten
     */
    boolean bringIntoPlace(Predicate<Parameter> chosen) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            List<Tracked> there = chosen(chosen);
            if (there.stream().noneMatch(each -> each.tensor().mutable_grad().defined())) {
                return false;
            }
            there.forEach(TrackedGradients::settle);
            return true;
        }
    }

    /** Tells that the sums so far of the parameters chosen are in the vector: libtorch adds there from now on. */
    void areInPlace(Predicate<Parameter> chosen) {
        try (PointerScope scope = new PointerScope()) {
            chosen(chosen).forEach(each -> each.tensor().mutable_grad().put(each.gradient()));
        }
    }

    private List<Tracked> chosen(Predicate<Parameter> chosen) {
        return tracked.stream().filter(each -> chosen.test(each.parameter())).toList();
    }

    @Override
    public void close() {
        tracked.forEach(each -> each.gradient().close());
        updating.close();
        if (!gathered.equals(updating)) {
            gathered.close();
        }
    }
}
