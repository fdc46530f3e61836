package org.i3d4j.torch.distributed.rendezvous;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a rank tells the others when it comes.
 *
 * @param token of this process and no other
 * @param host name of its machine
 * @param worldSize number of all processes, as it was told
 * @param here its machine's address on the way to the store
 * @param store the store's address as it was found
 * @param chosen address of the interface that the user chose
 */
record Participant(
        String token, String host, int worldSize, InetAddress here, InetAddress store, Optional<InetAddress> chosen) {
    private static final int LINES = 6;

    /** One line for each component. */
    String encoded() {
        return String.join(
                "\n",
                token,
                host,
                String.valueOf(worldSize),
                hex(here),
                hex(store),
                chosen.map(Participant::hex).orElse("-"));
    }

    /** @throws IllegalArgumentException if {@code text} is no such text */
    static Participant decode(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES) {
            throw new IllegalArgumentException(lines.length + " lines; expected " + LINES);
        }
        return new Participant(
                lines[0],
                lines[1],
                Integer.parseInt(lines[2]),
                address(lines[3]),
                address(lines[4]),
                lines[5].equals("-") ? Optional.empty() : Optional.of(address(lines[5])));
    }

    private static String hex(InetAddress address) {
        return HexFormat.of().formatHex(address.getAddress());
    }

    private static InetAddress address(String hex) {
        try {
            return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(hex + ": expected 4 or 16 bytes", e);
        }
    }
}
