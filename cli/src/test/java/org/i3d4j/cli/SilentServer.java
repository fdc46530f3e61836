package org.i3d4j.cli;

import java.io.IOException;
import java.net.ServerSocket;

/** A process that listens at the port it is told, where the system takes connections for it, and never says a word there. */
public final class SilentServer {
    public static final String READY = "listening";

    private SilentServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]))) {
            System.out.println(READY);
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
