package org.i3d4j.weights.pickle.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.RandomAccessInput;

/** Reads one entry of the directory after the other and checks each against the header before its member's data. */
final class ZipEntryReader {
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int HEADER_SIGNATURE = 0x04034b50;
    private static final int HEADER_BYTES = 30;
    private static final int ENCRYPTED = 0x2041;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_ZIP64 = 0xffffffffL;
    /** Tensors hardly shrink; a small file that swells without bound is no checkpoint. */
    private static final long SWELLING_BYTES = 64 << 20;

    private static final int MAXIMUM_SWELLING = 200;

    private final RandomAccessInput file;
    private final ZipDirectory directory;
    private final ByteBuffer entries;

    ZipEntryReader(RandomAccessInput file, ZipDirectory directory) {
        this.file = file;
        this.directory = directory;
        this.entries = file.read(directory.start(), (int) directory.bytes());
    }

    /** Whether all bytes of the directory have been read. */
    boolean atEnd() {
        return !entries.hasRemaining();
    }

    /** @throws WeightsException if the next entry is damaged, unreadable or not harmless */
    ZipMember next() {
        if (entries.remaining() < ENTRY_BYTES || entries.getInt(entries.position()) != ENTRY_SIGNATURE) {
            throw ZipDirectory.damaged(file, "the directory has fewer entries than it says");
        }
        ByteBuffer entry = take(ENTRY_BYTES);
        ByteBuffer rawName = take(entry.getShort(28) & 0xffff);
        ByteBuffer extra = take(entry.getShort(30) & 0xffff);
        take(entry.getShort(32) & 0xffff);
        String name = harmless(name(rawName));
        int method = entry.getShort(10);
        if ((entry.getShort(8) & ENCRYPTED) != 0 || (method != STORED && method != DEFLATED)) {
            throw unreadable(
                    name,
                    "is encrypted or compressed by method " + method
                            + "; expected stored or deflated (methods 0 and 8)");
        }
        ByteBuffer wide = zip64(extra);
        long bytes = number(entry, 24, wide, name);
        long storedBytes = number(entry, 20, wide, name);
        long headerStart = number(entry, 42, wide, name);
        long dataStart = dataStart(name, headerStart, rawName, method);
        var member =
                new ZipMember(name, method == DEFLATED, storedBytes, bytes, entry.getInt(16), headerStart, dataStart);
        requireInside(member);
        return member;
    }

    private ByteBuffer take(int count) {
        if (count > entries.remaining()) {
            throw ZipDirectory.damaged(file, "an entry of the directory ends behind it");
        }
        ByteBuffer taken = entries.slice(entries.position(), count).order(ByteOrder.LITTLE_ENDIAN);
        entries.position(entries.position() + count);
        return taken;
    }

    private String name(ByteBuffer raw) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(raw.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new WeightsException(file.file() + ": damaged zip archive: a name that is not UTF-8", e);
        }
    }

    /** Nothing is unpacked here, but whoever names a member so means harm, and other tools would do it. */
    private String harmless(String name) {
        boolean harmful = name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf(0) >= 0
                || name.indexOf(':') == 1
                || List.of(name.split("/", -1)).contains("..");
        if (harmful) {
            throw unreadable(name, "has a name that leads out of the archive; the file is hostile");
        }
        return name;
    }

    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= 2 * Short.BYTES) {
            int id = extra.getShort();
            int bytes = Math.min(extra.getShort() & 0xffff, extra.remaining());
            if (id == ZIP64_EXTRA) {
                return extra.slice(extra.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + bytes);
        }
        return ByteBuffer.allocate(0);
    }

    /** A number of the entry, or the next of the zip64 field where the entry has no room for it. */
    private long number(ByteBuffer entry, int at, ByteBuffer wide, String name) {
        long number = entry.getInt(at) & IN_ZIP64;
        if (number != IN_ZIP64) {
            return number;
        }
        if (wide.remaining() < Long.BYTES) {
            throw unreadable(name, "has no zip64 field for a number that needs it");
        }
        return wide.getLong();
    }

    private long dataStart(String name, long headerStart, ByteBuffer rawName, int method) {
        ByteBuffer header = file.read(headerStart, HEADER_BYTES);
        int nameBytes = header.getShort(26) & 0xffff;
        boolean same = header.getInt(0) == HEADER_SIGNATURE
                && header.getShort(8) == method
                && file.read(headerStart + HEADER_BYTES, nameBytes).equals(rawName);
        if (!same) {
            throw unreadable(name, "has another header at byte " + headerStart + " than the directory says");
        }
        return headerStart + HEADER_BYTES + nameBytes + (header.getShort(28) & 0xffff);
    }

    private void requireInside(ZipMember member) {
        long available = directory.start() - member.dataStart();
        if (member.bytes() < 0 || member.storedBytes() < 0 || member.storedBytes() > available) {
            throw unreadable(
                    member.name(),
                    "takes " + member.storedBytes() + " bytes from byte " + member.dataStart() + " on, where "
                            + available + " are left");
        }
        if (!member.deflated() && member.bytes() != member.storedBytes()) {
            throw unreadable(
                    member.name(), "is stored, but has " + member.bytes() + " bytes in " + member.storedBytes());
        }
        if (member.bytes() > SWELLING_BYTES && member.bytes() / MAXIMUM_SWELLING > member.storedBytes()) {
            throw unreadable(
                    member.name(),
                    "would swell from " + member.storedBytes() + " to " + member.bytes()
                            + " bytes, which no checkpoint does");
        }
    }

    private WeightsException unreadable(String name, String what) {
        return ZipDirectory.damaged(file, "member '" + name + "' " + what);
    }
}
