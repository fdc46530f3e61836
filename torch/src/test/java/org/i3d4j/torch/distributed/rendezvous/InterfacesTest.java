package org.i3d4j.torch.distributed.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfacesTest {
    private static final Interfaces INTERFACES =
            new Interfaces(Map.of("eth0", List.of(address("10.77.0.1"), address("fd77::1")), "ib0", List.of()));

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.9, 10.77.0.1", "fd00::9, fd77::1"})
    void anInterfaceGivesTheKindOfAddressThatIsNeeded(String like, String expected) {
        assertThat(INTERFACES.address("eth0", address(like))).isEqualTo(address(expected));
        assertThat(INTERFACES.have(address(expected))).isTrue();
        assertThat(INTERFACES.have(address(like))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"eth7, no such network interface is up", "ib0, this network interface has no address"})
    void namesAnInterfaceThatIsOfNoUseAndThoseThatAreThere(String name, String why) {
        assertThatThrownBy(() -> INTERFACES.address(name, address("10.0.0.9")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("environment: GLOO_SOCKET_IFNAME=" + name + ": " + why
                        + "; expected one of eth0 10.77.0.1 fd77::1");
    }

    @ParameterizedTest
    @CsvSource({
        "fd77:0:0:0:0:0:0:1, fd77::1",
        "::1, ::1",
        "fd77:0:0:1:0:0:0:1, fd77::1:0:0:0:1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "10.0.0.1, 10.0.0.1"
    })
    void writesAddressesShort(String given, String text) {
        assertThat(Interfaces.text(address(given))).isEqualTo(text);
        assertThat(address(text)).isEqualTo(address(given));
    }

    @Test
    void thisMachineHasItsLoopbackAddress() {
        assertThat(Interfaces.ofThisMachine().have(InetAddress.getLoopbackAddress()))
                .isTrue();
        assertThat(Interfaces.hostName()).isNotBlank();
    }
}
