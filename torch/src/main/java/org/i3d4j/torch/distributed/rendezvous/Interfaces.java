package org.i3d4j.torch.distributed.rendezvous;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DeviceException;

/**
 * The network interfaces of a machine.
 *
 * @param addresses of each, by its name; without those that hold for one link only (IPv6's fe80::)
 */
record Interfaces(Map<String, List<InetAddress>> addresses) {
    /** Names the interface to listen at, in PyTorch too. */
    static final String VARIABLE = "GLOO_SOCKET_IFNAME";

    private static final Path KERNELS_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** The longest run of zeros has to be found by someone who cares; any will do to read it. */
    private static final String ZEROS = "(^|:)(0(:|$)){2,}";

    /** Those of this machine that are up. */
    static Interfaces ofThisMachine() {
        try {
            Map<String, List<InetAddress>> addresses = new LinkedHashMap<>();
            for (NetworkInterface found : all()) {
                if (found.isUp()) {
                    addresses.put(found.getName(), addressesOf(found));
                }
            }
            return new Interfaces(addresses);
        } catch (SocketException e) {
            throw new DeviceException("the network interfaces of this machine can't be listed: " + e.getMessage(), e);
        }
    }

    /** In the order in which the system has them. */
    private static List<NetworkInterface> all() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .flatMap(found -> Stream.concat(Stream.of(found), found.subInterfaces()))
                .toList();
    }

    private static List<InetAddress> addressesOf(NetworkInterface of) {
        List<InetAddress> addresses = new ArrayList<>();
        of.inetAddresses()
                .filter(address -> !address.isLinkLocalAddress())
                .map(Interfaces::withoutScope)
                .sorted(Comparator.comparingInt(address -> address.getAddress().length))
                .forEach(addresses::add);
        return addresses;
    }

    /** The number of an interface, which Java adds to IPv6 addresses, means nothing to other machines. */
    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether one of them has {@code address}. */
    boolean have(InetAddress address) {
        return address.isLoopbackAddress()
                || addresses.values().stream().anyMatch(all -> all.contains(withoutScope(address)));
    }

    /**
     * The address at the interface called {@code name}, of the kind, IPv4 or IPv6, of {@code like}; of the other kind if it
     * has none.
     *
     * @throws ConfigException if there is no such interface, or it has no address
     */
    InetAddress address(String name, InetAddress like) {
        List<InetAddress> found = addresses.getOrDefault(name, List.of());
        Optional<InetAddress> sameKind = found.stream()
                .filter(address -> address.getClass() == like.getClass())
                .findFirst();
        return sameKind.or(() -> found.stream().findFirst())
                .orElseThrow(() -> new ConfigException("environment: " + VARIABLE + "=" + name
                        + (addresses.containsKey(name)
                                ? ": this network interface has no address"
                                : ": no such network interface is up")
                        + "; expected one of " + this));
    }

    /** As {@code lo 127.0.0.1 ::1, eth0 10.0.0.7}. */
    @Override
    public String toString() {
        return addresses.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + " "
                        + entry.getValue().stream().map(Interfaces::text).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    /** The name that this machine gives itself. */
    static String hostName() {
        try {
            return Files.readString(KERNELS_HOST_NAME).strip();
        } catch (IOException e) {
            return Objects.requireNonNullElse(System.getenv("HOSTNAME"), "a machine without a name");
        }
    }

    /** An address as people write it: fd00::1. */
    static String text(InetAddress address) {
        String text = withoutScope(address).getHostAddress();
        return address instanceof Inet6Address ? text.replaceFirst(ZEROS, "::") : text;
    }

    /** A place as people write it: host:29500, [fd00::1]:29500. */
    static String text(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
