package org.i3d4j.torch.distributed.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;

/** What is known of ranks that have come: where each is, and who can't train with whom. */
class ParticipantsTest {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Participant participant(String host, int worldSize, String here, String store, String... chosen) {
        return new Participant(
                "token of " + host,
                host,
                worldSize,
                address(here),
                address(store),
                Optional.of(chosen).filter(some -> some.length > 0).map(some -> address(some[0])));
    }

    @Test
    void readsWhatItWrote() {
        Participants all = new Participants(List.of(
                participant("alpha", 2, "127.0.0.1", "127.0.1.1"),
                participant("beta", 2, "fd77::2", "fd77::1", "10.99.0.2")));

        assertThat(Participants.decode(all.encoded())).isEqualTo(all);
        assertThatIllegalArgumentException().isThrownBy(() -> Participants.decode("of another program"));
    }

    @Test
    void theFirstMachineIsWhereTheOthersFoundItThoughItsOwnNameLeadsToALoopbackAddress() {
        Participants all = new Participants(List.of(
                participant("alpha", 3, "127.0.0.1", "127.0.1.1"),
                participant("alpha", 3, "127.0.0.1", "127.0.1.1"),
                participant("beta", 3, "10.77.0.2", "10.77.0.1")));

        all.requireCompatible();

        assertThat(all.names())
                .containsExactly(
                        "rank 0 on alpha at 10.77.0.1", "rank 1 on alpha at 10.77.0.1", "rank 2 on beta at 10.77.0.2");
    }

    @Test
    void theInterfaceThatTheUserChoseGoesFirst() {
        Participants all = new Participants(List.of(
                participant("alpha", 2, "10.77.0.1", "10.77.0.1"),
                participant("beta", 2, "10.77.0.2", "10.77.0.1", "fd77::2")));

        assertThat(all.address(1)).isEqualTo(address("fd77::2"));
        assertThatThrownBy(all::requireCompatible)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "rank 0 on alpha at 10.77.0.1 and rank 1 on beta at fd77::2 can't connect: one has IPv4, one"
                                + " IPv6",
                        "GLOO_SOCKET_IFNAME");
    }

    @Test
    void aLoopbackAddressIsOfNoUseToAnotherMachine() {
        Participants all = new Participants(List.of(
                participant("alpha", 2, "10.77.0.1", "10.77.0.1"),
                participant("beta", 2, "10.77.0.2", "10.77.0.1", "127.0.0.1")));

        assertThatThrownBy(all::requireCompatible)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no other machine reaches a loopback address");
    }

    @Test
    void onOneMachineANumberIsEnough() {
        Participants all = new Participants(List.of(
                participant("alpha", 2, "127.0.0.1", "127.0.0.1"), participant("alpha", 2, "127.0.0.1", "127.0.0.1")));

        all.requireCompatible();

        assertThat(all.names()).containsExactly("rank 0", "rank 1");
    }

    @Test
    void allWereToldOfTheSameNumberOfProcesses() {
        Participants all = new Participants(List.of(
                participant("alpha", 2, "10.77.0.1", "10.77.0.1"), participant("beta", 4, "10.77.0.2", "10.77.0.1")));

        assertThatThrownBy(all::requireCompatible)
                .isInstanceOf(ConfigException.class)
                .hasMessage("rank 1 on beta at 10.77.0.2 was told of 4 processes in all, rank 0 on alpha at 10.77.0.1"
                        + " of 2; " + Advice.SAME_WORLD_SIZE);
    }
}
