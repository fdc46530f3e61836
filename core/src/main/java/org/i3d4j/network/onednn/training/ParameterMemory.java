package org.i3d4j.network.onednn.training;

import org.bytedeco.javacpp.Pointer;

/**
 * Where the caller of {@link OneDnnTraining} keeps parameters, by their names in the architecture, float32. What is returned
 * stays valid and in place as long as that is in use. Kernels lie as O,T,H,W,I.
 */
public interface ParameterMemory {

    /** Of a parameter or running statistic. */
    Pointer value(String name);

    /** Of a parameter's gradient, laid out as the parameter. */
    Pointer gradient(String name);
}
