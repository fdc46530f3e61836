package org.i3d4j.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.bytedeco.javacpp.Pointer;

/** What the process holds in memory beside the Java heap, which is touched page by page until it is first collected. */
public final class NativeMemory {
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Pattern HEAP = Pattern.compile("\\[0x([0-9a-f]+),.* 0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
    private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");

    private NativeMemory() {}

    /** Resident bytes; with the heap where the system doesn't tell mappings apart. */
    public static long residentBytes() {
        if (!Files.isReadable(MAPPINGS)) {
            return Pointer.physicalBytes();
        }
        try {
            return outside(heap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Range(long from, long to) {
        boolean contains(long address) {
            return address >= from && address < to;
        }
    }

    private static Range heap() {
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            String info = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(commands, "gcHeapInfo", new Object[] {null}, new String[] {String[].class.getName()});
            List<MatchResult> spaces = HEAP.matcher(info).results().toList();
            if (spaces.isEmpty()) {
                throw new IllegalStateException("no address of the heap in: " + info);
            }
            return new Range(
                    spaces.stream()
                            .mapToLong(space -> address(space.group(1)))
                            .min()
                            .orElseThrow(),
                    spaces.stream()
                            .mapToLong(space -> address(space.group(2)))
                            .max()
                            .orElseThrow());
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long outside(Range heap) throws IOException {
        long bytes = 0;
        boolean counted = true;
        for (String line : Files.readAllLines(MAPPINGS)) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (mapping.matches()) {
                counted = !heap.contains(address(mapping.group(1)));
            } else if (counted && resident.matches()) {
                bytes += Long.parseLong(resident.group(1)) << 10;
            }
        }
        return bytes;
    }

    private static long address(String hexadecimal) {
        return Long.parseUnsignedLong(hexadecimal, 16);
    }
}
