package org.i3d4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the {@link MachineArithmetic}s of a package in processes of their own, in which oneDNN has no more than some of the
 * machine's instructions, or so many threads.
 */
public final class InstructionSets {
    /** By their names in {@code ONEDNN_MAX_CPU_ISA}. */
    private static final Map<String, Integer> SETS = Map.of(
            "AVX2", dnnl.dnnl_cpu_isa_avx2,
            "AVX512_CORE", dnnl.dnnl_cpu_isa_avx512_core,
            "AVX512_CORE_VNNI", dnnl.dnnl_cpu_isa_avx512_core_vnni,
            "AVX512_CORE_BF16", dnnl.dnnl_cpu_isa_avx512_core_bf16);

    private InstructionSets() {}

    /** What a process gets of the machine: variables of its environment, in order. */
    public record Share(SortedMap<String, String> environment) {
        static Share of(Map<String, String> environment) {
            return new Share(new TreeMap<>(environment));
        }

        /** The same with one variable more. */
        public Share with(String name, String value) {
            SortedMap<String, String> more = new TreeMap<>(environment);
            more.put(name, value);
            return new Share(more);
        }

        @Override
        public String toString() {
            return environment.toString();
        }
    }

    /** Each set that this machine has more than, in two threads. */
    public static Stream<Share> smallerThanThisMachines() {
        Loader.load(dnnl.class);
        int all = dnnl.dnnl_get_effective_cpu_isa();
        return SETS.entrySet().stream()
                .filter(set -> (all & set.getValue()) == set.getValue() && all != set.getValue())
                .map(Map.Entry::getKey)
                .sorted()
                .map(name -> everythingWith(2).with("ONEDNN_MAX_CPU_ISA", name));
    }

    /** All instructions of this machine. */
    public static Share everythingWith(int threads) {
        return Share.of(Map.of("OMP_NUM_THREADS", String.valueOf(threads)));
    }

    /** The tests of {@code packageName} and below pass with that share of the machine; a failure names it. */
    public static void assertPass(Share share, String packageName) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx2g", "-Dorg.bytedeco.javacpp.maxBytes=0", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(InstructionSets.class.getName(), packageName));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().putAll(share.environment());
        Process tests = process.start();
        String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tests.waitFor()).as("with %s:%n%s", share, said).isZero();
    }

    /** Runs the tests of a package; the exit status is 0 if there were some and none failed. */
    public static void main(String[] packageName) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(packageName[0]))
                .filters(TagFilter.includeTags(MachineArithmetic.TAG))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        for (TestExecutionSummary.Failure failure : summary.getFailures()) {
            System.out.println(failure.getTestIdentifier().getUniqueId());
            System.out.println("    " + failure.getException());
        }
        System.out.println(summary.getTestsSucceededCount() + " passed, " + summary.getTotalFailureCount() + " failed, "
                + summary.getTestsAbortedCount() + " left out");
        System.exit(summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0 ? 0 : 1);
    }
}
