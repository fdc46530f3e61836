package org.i3d4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    /** Each set that this machine has more than, in one thread. */
    public static Stream<Share> smallerThanThisMachines() {
        Loader.load(dnnl.class);
        int all = dnnl.dnnl_get_effective_cpu_isa();
        return SETS.entrySet().stream()
                .filter(set -> (all & set.getValue()) == set.getValue() && all != set.getValue())
                .map(Map.Entry::getKey)
                .sorted()
                .map(name -> everythingWith(1).with("ONEDNN_MAX_CPU_ISA", name));
    }

    /** All instructions of this machine. */
    public static Share everythingWith(int threads) {
        return Share.of(Map.of("OMP_NUM_THREADS", String.valueOf(threads)));
    }

    /** The tests of a package with several shares of the machine, two processes at a time. */
    public static final class Runs implements AutoCloseable {
        private static final int AT_A_TIME = 2;

        private final ExecutorService processes = Executors.newFixedThreadPool(AT_A_TIME);
        private final Map<Share, Future<String>> runs = new HashMap<>();

        /** Begins the tests of {@code packageName} and below. */
        public Runs(Stream<Share> shares, String packageName) {
            shares.forEach(share -> runs.put(share, processes.submit(() -> failures(share, packageName))));
        }

        /** The tests have passed with that share, or its failure names it. */
        public void assertPassed(Share share) throws InterruptedException, ExecutionException {
            assertThat(Objects.requireNonNull(runs.get(share)).get())
                    .as("with %s", share)
                    .isEmpty();
        }

        @Override
        public void close() {
            processes.shutdownNow();
        }
    }

    /** What the tests said in a process of their own if one failed; empty if all passed. */
    private static String failures(Share share, String packageName) throws IOException, InterruptedException {
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
        return tests.waitFor() == 0 ? "" : "exit code " + tests.exitValue() + ":\n" + said;
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
