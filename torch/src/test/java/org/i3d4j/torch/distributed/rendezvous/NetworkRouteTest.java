package org.i3d4j.torch.distributed.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkRouteTest {
    @Test
    void saysWhichWayItReachedAServer() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NetworkRoute route = NetworkRoute.to("127.0.0.1", server.getLocalPort(), Deadline.in(60_000), reason -> {});

            assertThat(route.here().isLoopbackAddress()).isTrue();
            assertThat(route.there()).isEqualTo(InetAddress.getLoopbackAddress());
        }
    }

    @Test
    void triesUntilTheDeadlineAndSaysWhyNot() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        List<String> reasons = new ArrayList<>();

        assertThatThrownBy(() -> NetworkRoute.to("127.0.0.1", port, Deadline.in(600), reasons::add))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("127.0.0.1: Connection refused");
        assertThat(reasons).isNotEmpty().allMatch(reason -> reason.startsWith("127.0.0.1: Connection refused"));
    }

    @Test
    void namesAHostThatNobodyKnows() {
        assertThatThrownBy(() -> NetworkRoute.to("no-such-host.invalid", 1, Deadline.in(100), reason -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("this machine knows no 'no-such-host.invalid'");
    }
}
