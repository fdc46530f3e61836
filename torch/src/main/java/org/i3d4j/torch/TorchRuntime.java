package org.i3d4j.torch;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.error.Advice;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.I3dException;

/**
 * Loads libtorch, once, and finds devices. Every class that calls libtorch calls {@link #load()} first. The whole process sees that:
 * native libraries are unpacked into JavaCPP's cache, the OpenBLAS of the presets computes in one thread from then on, since its
 * threads would stand in the way of libtorch's, and libtorch heeds {@code TORCH_CPP_LOG_LEVEL}. Training seeds libtorch's own
 * generator at every step.
 */
public final class TorchRuntime {

    /** How libtorch says it on Windows, Linux and CUDA, and how C++ does. */
    private static final List<String> OUT_OF_MEMORY =
            List.of("not enough memory", "can't allocate memory", "out of memory", "bad_alloc");

    private TorchRuntime() {}

    private static final class Loaded {
        static {
            try {
                String natives = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/";
                // All siblings have to lie in the cache before the first is opened, or a system libtorch is picked up.
                Loader.cacheResources(org.bytedeco.pytorch.presets.torch.class, natives);
                Loader.load(torch.class);
                // OpenBLAS's threads stay awake for a while after work, beside those of libtorch, which has as many:
                // a step in float32 takes three times as long.
                openblas_nolapack.blas_set_num_threads(1);
                // Without it libtorch heeds TORCH_CPP_LOG_LEVEL in Python only.
                torch.initLogging();
            } catch (IOException | UnsatisfiedLinkError e) {
                throw new DeviceException(
                        "libtorch can't be loaded on " + Loader.getPlatform() + ": " + rootMessage(e), e);
            }
        }

        static void touch() {
            // Running the initialiser above is the effect.
        }
    }

    /** What to tell who needs libtorch where it was left out; empty where it is on the class path. */
    static Optional<String> absence() {
        try {
            Class.forName("org.bytedeco.pytorch.global.torch", false, TorchRuntime.class.getClassLoader());
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.of(
                    "is not on the class path, nor in the smaller archive that predicts only; training and GPUs"
                            + " take org.bytedeco:pytorch");
        }
    }

    /**
     * Ends early what can't go on without libtorch; doesn't load it yet.
     *
     * @throws DeviceException if it is not on the class path
     */
    public static void requirePresence() {
        absence().ifPresent(reason -> {
            throw new DeviceException("libtorch " + reason);
        });
    }

    /**
     * Makes libtorch's functions callable.
     *
     * @throws DeviceException if it is not there, or its native libraries don't fit this machine
     */
    public static void load() {
        requirePresence();
        try {
            Loaded.touch();
        } catch (ExceptionInInitializerError e) {
            if (e.getCause() instanceof DeviceException cause) {
                throw cause;
            }
            throw e;
        } catch (NoClassDefFoundError e) {
            throw new DeviceException("libtorch could not be loaded earlier in this process", e);
        }
    }

    /**
     * The device called {@code name}.
     *
     * @param name {@code cpu}, {@code cuda} or {@code cuda:N}
     * @throws DeviceException if the name is another or the device is not there
     */
    public static Device device(String name) {
        load();
        if (!name.matches("cpu|cuda(:\\d{1,2})?")) {
            throw new DeviceException("unknown device '" + name + "'; expected cpu, cuda or cuda:N");
        }
        if (name.startsWith("cuda")) {
            requireCuda(name);
        }
        return new Device(name);
    }

    /** JavaCPP says last that a library is in none of its folders, and what was wrong with the one it has as the cause. */
    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private static void requireCuda(String name) {
        if (!torch.hasCUDA()) {
            throw new DeviceException("device '" + name + "' was asked for and this machine has no usable CUDA device; "
                    + Advice.USE_CPU + ", or build with -Pgpu on a host with CUDA libraries");
        }
        requireNumber(name, torch.getNumGPUs());
    }

    static void requireNumber(String name, long devices) {
        int number = name.contains(":") ? Integer.parseInt(name.substring(name.indexOf(':') + 1)) : 0;
        if (number >= devices) {
            throw new DeviceException("device '" + name + "' was asked for and this machine has " + devices
                    + " CUDA devices, numbered from cuda:0 to cuda:" + (devices - 1));
        }
    }

    /** The version of the presets, libtorch's first, as {@code 2.10.0-1.5.13}. */
    public static String version() {
        String version = org.bytedeco.pytorch.presets.torch.class.getPackage().getImplementationVersion();
        return version == null ? "of unknown version" : version;
    }

    /**
     * What the environment makes of float32 in the oneDNN that libtorch has inside, as {@code
     * ONEDNN_DEFAULT_FPMATH_MODE=BF16}; empty if float32 stays what it is. libtorch has no switch against it.
     */
    static Optional<String> looseFloat32() {
        return Stream.of("ONEDNN_DEFAULT_FPMATH_MODE", "DNNL_DEFAULT_FPMATH_MODE")
                .filter(name -> System.getenv(name) != null)
                .map(name -> name + "=" + System.getenv(name))
                .filter(setting -> !setting.toUpperCase(Locale.ROOT).endsWith("=STRICT"))
                .findFirst();
    }

    /**
     * What to tell the user of an error that libtorch threw: its first line, the native stack only in the cause.
     *
     * @param doing what was being done, as {@code training step 12}
     */
    public static I3dException explain(String doing, RuntimeException error) {
        String message = String.valueOf(error.getMessage());
        String firstLine = message.lines().findFirst().orElse(message);
        String advice =
                OUT_OF_MEMORY.stream().anyMatch(message::contains) ? "; out of memory: " + Advice.SMALLER_CLIPS : "";
        return new DeviceException(doing + " failed in libtorch: " + firstLine + advice, error);
    }
}
