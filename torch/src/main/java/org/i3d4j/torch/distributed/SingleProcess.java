package org.i3d4j.torch.distributed;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.torch.ParameterStore;

/** The group of a process that trains on its own: nothing has to be agreed on. */
final class SingleProcess implements ProcessGroup {
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

    @Override
    public void broadcast(Tensor tensor) {}

    @Override
    public void sum(Tensor tensor) {}

    @Override
    public double[] sum(double... values) {
        return values.clone();
    }

    @Override
    public GradientExchange gradients(ParameterStore parameters, GradientRoute route) {
        return new LocalGradients(parameters);
    }

    @Override
    public void reached(String place) {}

    @Override
    public RuntimeException explain(RuntimeException error) {
        return error;
    }

    @Override
    public void failed(Throwable error) {}

    @Override
    public void close() {}
}
