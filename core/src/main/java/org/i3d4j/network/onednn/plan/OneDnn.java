package org.i3d4j.network.onednn.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.i3d4j.error.Advice;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.I3dException;
import org.i3d4j.network.Precision;
import org.jspecify.annotations.Nullable;

/** Loads oneDNN, once, and says what it can do on this machine. */
public final class OneDnn {
    /** As ONEDNN_MAX_CPU_ISA names them; the largest first. */
    private static final Map<String, Integer> INSTRUCTION_SETS = instructionSets();

    /** The environment variable that OpenMP reads when the process starts. */
    public static final String THREADS = "OMP_NUM_THREADS";

    private OneDnn() {}

    private static Map<String, Integer> instructionSets() {
        Map<String, Integer> sets = new LinkedHashMap<>();
        sets.put("AVX10_1_512_AMX_FP16", dnnl.dnnl_cpu_isa_avx10_1_512_amx_fp16);
        sets.put("AVX10_1_512_AMX", dnnl.dnnl_cpu_isa_avx10_1_512_amx);
        sets.put("AVX10_1_512", dnnl.dnnl_cpu_isa_avx10_1_512);
        sets.put("AVX512_CORE_BF16", dnnl.dnnl_cpu_isa_avx512_core_bf16);
        sets.put("AVX512_CORE_VNNI", dnnl.dnnl_cpu_isa_avx512_core_vnni);
        sets.put("AVX512_CORE", dnnl.dnnl_cpu_isa_avx512_core);
        sets.put("AVX2_VNNI", dnnl.dnnl_cpu_isa_avx2_vnni);
        sets.put("AVX2", dnnl.dnnl_cpu_isa_avx2);
        sets.put("AVX", dnnl.dnnl_cpu_isa_avx);
        sets.put("SSE41", dnnl.dnnl_cpu_isa_sse41);
        return Collections.unmodifiableMap(sets);
    }

    /** Loaded when first touched; never closed, as the libraries aren't. */
    private static final class Loaded {
        static final @Nullable String PROBLEM = load();
        static final @Nullable engine CPU = PROBLEM == null ? makeCpu() : null;

        private static engine makeCpu() {
            engine cpu = new engine(engine.kind.cpu, 0);
            // Whoever touches this first may be inside of a pointer scope.
            cpu.retainReference();
            return cpu;
        }

        private static @Nullable String load() {
            try {
                Loader.load(dnnl.class);
                // Else ONEDNN_DEFAULT_FPMATH_MODE, meant for another program, would make float32 mean bfloat16.
                dnnl.dnnl_set_default_fpmath_mode(dnnl.dnnl_fpmath_mode_strict);
                return null;
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                return "can't be loaded on " + Loader.getPlatform() + ": " + rootMessage(e);
            }
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** Why it can't run in {@code precision} here; empty if it can. */
    public static Optional<String> obstacle(Precision precision) {
        if (Loaded.PROBLEM != null) {
            return Optional.of(Loaded.PROBLEM);
        }
        int needed = switch (precision) {
            case FP32, INT8 -> dnnl.dnnl_cpu_isa_avx2;
            case BF16 -> dnnl.dnnl_cpu_isa_avx512_core_bf16;
        };
        return hasAll(needed)
                ? Optional.empty()
                : Optional.of("needs a CPU with " + instructions(precision) + " for "
                        + precision.name().toLowerCase(Locale.ROOT));
    }

    /** Every instruction set's number has the bits of those it includes. */
    private static boolean hasAll(int isa) {
        int effective = dnnl.dnnl_get_effective_cpu_isa();
        return (effective & isa) == isa;
    }

    /**
     * Whether products of 8-bit integers are summed as they are. Without VNNI instructions two of them are first added in 16
     * bits, where larger sums become the largest.
     */
    public static boolean sumsProductsOfBytesExactly() {
        return hasAll(dnnl.dnnl_cpu_isa_avx512_core_vnni) || hasAll(dnnl.dnnl_cpu_isa_avx2_vnni);
    }

    /** The largest instruction set that it uses here, as it calls it: {@code AVX10_1_512_AMX}. */
    public static String instructionSet() {
        cpu();
        return INSTRUCTION_SETS.entrySet().stream()
                .filter(set -> hasAll(set.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("DEFAULT");
    }

    /** Whether the CPU multiplies matrices of bfloat16 at once, by AMX. */
    public static boolean multipliesMatrices() {
        return hasAll(dnnl.dnnl_cpu_isa_avx512_core_amx);
    }

    private static String instructions(Precision precision) {
        return switch (precision) {
            case FP32, INT8 -> "AVX2";
            case BF16 -> "AVX-512 bfloat16";
        };
    }

    /** The CPU. */
    public static engine cpu() {
        engine cpu = Loaded.CPU;
        if (cpu == null) {
            throw new DeviceException("oneDNN " + Loaded.PROBLEM);
        }
        return cpu;
    }

    /** As {@code 3.11.0}. */
    public static String version() {
        dnnl_version_t version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /** Threads that a call of it uses. */
    public static int threads() {
        return Optional.ofNullable(System.getenv(THREADS))
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    /** What to tell the user of an error that oneDNN threw. */
    public static I3dException explain(String doing, RuntimeException error) {
        String message = String.valueOf(error.getMessage());
        // The rest of the line tells how to have oneDNN say more to standard output.
        int advice = message.indexOf(" Run workload with");
        String said = advice < 0 ? message.lines().findFirst().orElse(message) : message.substring(0, advice);
        boolean memory = message.contains("memory") && !message.contains("descriptor");
        return new DeviceException(
                doing + " failed in oneDNN: " + said + (memory ? "; out of memory: " + Advice.SMALLER_CLIPS : ""),
                error);
    }
}
