package org.i3d4j.weights.pickle.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.RandomAccessInput;
import org.jspecify.annotations.Nullable;

/** The members of an archive, whose checksums are compared when they are first read. */
public final class ZipArchive {
    private static final int CHUNK_BYTES = 1 << 16;

    private final RandomAccessInput file;
    private final Map<String, ZipMember> members;
    private final boolean checksummed;
    private final Set<String> verified = new HashSet<>();
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private ZipArchive(RandomAccessInput file, Map<String, ZipMember> members) {
        this.file = file;
        this.members = members;
        // torch.serialization.set_crc32_options(False) leaves every checksum out.
        this.checksummed = members.values().stream().anyMatch(member -> member.crc32() != 0);
    }

    /**
     * Reads the directory of {@code file}, which stays the caller's to close.
     *
     * @throws WeightsException if it is damaged, or members share a name or bytes, or have harmful names
     */
    public static ZipArchive read(RandomAccessInput file) {
        ZipDirectory directory = ZipDirectory.find(file);
        var reader = new ZipEntryReader(file, directory);
        Map<String, ZipMember> members = new LinkedHashMap<>();
        for (long i = 0; i < directory.entries(); i++) {
            ZipMember member = reader.next();
            if (members.put(member.name(), member) != null) {
                throw ZipDirectory.damaged(file, "two members are called '" + member.name() + "'");
            }
        }
        if (!reader.atEnd()) {
            throw ZipDirectory.damaged(file, "the directory has more entries than it says");
        }
        requireApart(file, members.values());
        return new ZipArchive(file, members);
    }

    private static void requireApart(RandomAccessInput file, Collection<ZipMember> members) {
        List<ZipMember> byPosition = new ArrayList<>(members);
        byPosition.sort(Comparator.comparingLong(ZipMember::headerStart));
        for (int i = 1; i < byPosition.size(); i++) {
            ZipMember before = byPosition.get(i - 1);
            ZipMember member = byPosition.get(i);
            if (member.headerStart() < before.dataEnd()) {
                throw ZipDirectory.damaged(file, "members '" + before.name() + "' and '" + member.name() + "' overlap");
            }
        }
    }

    /** Names of the members, in the directory's order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** The member called {@code name}. */
    public Optional<ZipMember> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /**
     * The whole content of a member of at most {@code maximumBytes}.
     *
     * @throws WeightsException if it is longer or damaged
     */
    public byte[] readAll(ZipMember member, int maximumBytes) {
        if (member.bytes() > maximumBytes) {
            throw new WeightsException(file.file() + ": " + member.name() + " has " + member.bytes()
                    + " bytes; at most " + maximumBytes + " are read");
        }
        byte[] content = new byte[(int) member.bytes()];
        read(member, 0, ByteBuffer.wrap(content));
        return content;
    }

    /**
     * Fills {@code into} from byte {@code offset} of a member's content on. The first time the whole member is read, to
     * compare its checksum.
     *
     * @throws WeightsException if it is damaged
     */
    public void read(ZipMember member, long offset, ByteBuffer into) {
        if (!member.deflated() && verified.contains(member.name())) {
            file.readFully(into.slice(), member.dataStart() + offset);
            into.position(into.limit());
            return;
        }
        // The inflater's memory is native: it goes with end(), not with the stream.
        var inflater = new Inflater(true);
        InputStream stored = file.stream(member.dataStart(), member.storedBytes());
        try (InputStream content = member.deflated() ? new InflaterInputStream(stored, inflater) : stored) {
            readThrough(member, content, offset, into);
        } catch (IOException e) {
            throw damaged(member, "can't be inflated: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        verified.add(member.name());
    }

    private void readThrough(ZipMember member, InputStream content, long offset, ByteBuffer into) throws IOException {
        var crc32 = new CRC32();
        long position = 0;
        int count;
        while ((count = content.readNBytes(chunk, 0, chunk.length)) > 0) {
            crc32.update(chunk, 0, count);
            if (count > member.bytes() - position) {
                throw damaged(member, "is longer than the directory says", null);
            }
            int from = (int) Math.max(0, Math.min(count, offset - position));
            into.put(chunk, from, Math.min(count - from, into.remaining()));
            position += count;
        }
        if (position != member.bytes()) {
            throw damaged(member, "has " + position + " bytes; the directory says " + member.bytes(), null);
        }
        if (checksummed && (int) crc32.getValue() != member.crc32()) {
            throw damaged(member, "does not have the checksum that the archive gives (CRC-32); copy it again", null);
        }
    }

    private WeightsException damaged(ZipMember member, String what, @Nullable Throwable cause) {
        return new WeightsException(
                file.file() + ": damaged zip archive: member '" + member.name() + "' " + what, cause);
    }
}
