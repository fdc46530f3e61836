package org.i3d4j.torch.distributed.rendezvous;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The way to a place where something listens.
 *
 * @param here this machine's address on that way
 * @param there the address that was reached
 */
record NetworkRoute(InetAddress here, InetAddress there) {
    private static final long PAUSE_MILLIS = 250;
    /** Long enough for any network; then another address, or the same, may be luckier. */
    private static final long ATTEMPT_MILLIS = 5_000;

    /**
     * Waits until something listens there. A network may be away for a while, as a process or a name.
     *
     * @param host name or address
     * @param failed told why an attempt failed
     * @throws IOException saying why the last attempt failed
     */
    static NetworkRoute to(String host, int port, Deadline deadline, Consumer<String> failed)
            throws IOException, InterruptedException {
        while (true) {
            try {
                return attempt(host, port, deadline);
            } catch (IOException e) {
                if (deadline.leftMillis() <= PAUSE_MILLIS) {
                    throw e;
                }
                failed.accept(String.valueOf(e.getMessage()));
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static NetworkRoute attempt(String host, int port, Deadline deadline) throws IOException {
        Set<String> reasons = new LinkedHashSet<>();
        for (InetAddress there : addresses(host)) {
            try (Socket socket = new Socket()) {
                long millis = Math.max(1, Math.min(ATTEMPT_MILLIS, deadline.leftMillis()));
                socket.connect(new InetSocketAddress(there, port), (int) millis);
                // A client's port may be the one it looks for, and then it finds itself.
                if (!socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
                    return new NetworkRoute(socket.getLocalAddress(), there);
                }
                reasons.add(Interfaces.text(there) + ": nothing listens");
            } catch (IOException e) {
                reasons.add(Interfaces.text(there) + ": " + e.getMessage());
            }
        }
        throw new NoRouteToHostException(String.join(", ", reasons));
    }

    private static InetAddress[] addresses(String host) throws UnknownHostException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            UnknownHostException told = new UnknownHostException("this machine knows no '" + host + "'");
            told.initCause(e);
            throw told;
        }
    }
}
