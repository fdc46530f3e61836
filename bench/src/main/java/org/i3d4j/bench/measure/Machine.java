package org.i3d4j.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.i3d4j.memory.Processor;

/**
 * What a benchmark ran on.
 *
 * @param processor as the system calls it
 * @param instructionSet the largest that oneDNN uses, as it calls it
 * @param cores that this process may use, as the system shows them
 * @param threadsPerCore cores, as the system shows them, that are one in the hardware; a virtual machine may say less than is true
 * @param libraries name and version
 */
public record Machine(
        String processor, String instructionSet, int cores, OptionalInt threadsPerCore, Map<String, String> libraries) {
    /** Of Linux: the cores that share one with the first, as {@code 0,64} or {@code 0-1}. */
    private static final Path SIBLINGS = Path.of("/sys/devices/system/cpu/cpu0/topology/thread_siblings_list");

    /**
     * The machine that this runs on.
     *
     * @param engines names and versions; Java and the system are added
     */
    public static Machine here(String instructionSet, Map<String, String> engines) {
        Map<String, String> libraries = new LinkedHashMap<>(engines);
        libraries.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        libraries.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return new Machine(
                Processor.name(),
                instructionSet,
                Runtime.getRuntime().availableProcessors(),
                siblingsOfTheFirst(),
                libraries);
    }

    private static OptionalInt siblingsOfTheFirst() {
        try {
            return OptionalInt.of(siblings(Files.readString(SIBLINGS).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** How many cores a list as Linux writes it names. */
    static int siblings(String list) {
        int cores = 0;
        for (String part : list.split(",", -1)) {
            String[] ends = part.split("-", -1);
            cores += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return cores;
    }
}
