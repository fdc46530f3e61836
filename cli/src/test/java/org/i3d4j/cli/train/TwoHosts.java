package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.SilentServer;

/**
 * Two hosts on this machine, with a cable between them: network namespaces, each with a name, a file of names and memory
 * of its own. Both have a second network interface, whose network leads nowhere.
 */
final class TwoHosts {
    static final String ALPHA = "alpha";
    static final String BETA = "beta";
    static final String ALPHA_ADDRESS = "10.77.0.1";
    static final String BETA_ADDRESS = "10.77.0.2";
    /** Lower than alpha's: of two ranks Gloo has the one with the lower address listen for the other. */
    static final String BETA_ADDRESS_OF_NO_USE = "10.66.0.2";

    static final String INTERFACE_OF_NO_USE = "spare0";

    private static final String PREFIX = "i3d-" + ProcessHandle.current().pid() + "-";

    static final String OTHERWISE = "network namespaces can't be made here; it takes root and iproute2";

    /** A shell command that fails where they can't. */
    static final String CAN_BE_MADE = ("[ \"$(id -u)\" = 0 ] && ip netns add NAME && ip netns exec NAME unshare --uts"
                    + " --mount bash -c 'mount -t tmpfs none /dev/shm' && ip -n NAME link add c0 type veth peer name c1;"
                    + " made=$?; ip netns delete NAME; exit $made")
            .replace("NAME", PREFIX + "try");

    /** A machine's own name often leads to a loopback address. */
    private static final Map<String, String> NAMES = Map.of(
            ALPHA, "127.0.0.1 localhost\\n127.0.1.1 alpha\\n",
            BETA, "127.0.0.1 localhost\\n127.0.1.1 beta\\n10.77.0.1 alpha\\n10.66.0.1 alpha-spare\\n");

    /** Of each of two processes, wherever they are. */
    static final String HALF_THE_CORES =
            "export OMP_NUM_THREADS=" + Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final String ON_HOST = "set -- ip netns exec SPACE unshare --uts --mount bash -c '"
            + "hostname HOST && mount -t tmpfs none /dev/shm && printf \"NAMES\" > /dev/shm/hosts"
            + " && mount --bind /dev/shm/hosts /etc/hosts || exit 99; exec \"$@\"' HOST \"$@\"";

    void make() throws IOException, InterruptedException {
        shell("ip netns add " + space(ALPHA));
        shell("ip netns add " + space(BETA));
        shell("ip -n " + space(ALPHA) + " link add eth0 type veth peer name eth0 netns " + space(BETA));
        connect(ALPHA, ALPHA_ADDRESS, "fd77::1", "10.66.0.1");
        connect(BETA, BETA_ADDRESS, "fd77::2", BETA_ADDRESS_OF_NO_USE);
    }

    private static void connect(String host, String address, String address6, String addressOfNoUse)
            throws IOException, InterruptedException {
        for (String line : List.of(
                "link add spare0 type veth peer name spare1",
                "addr add " + addressOfNoUse + "/24 dev spare0",
                "link set spare1 up",
                "link set spare0 up",
                "addr add " + address + "/24 dev eth0",
                "addr add " + address6 + "/64 dev eth0 nodad",
                "link set lo up",
                "link set eth0 up")) {
            shell("ip -n " + space(host) + " " + line);
        }
    }

    private static String space(String host) {
        return PREFIX + host;
    }

    private static void shell(String line) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", line, said).isZero();
    }

    /** A command on {@code host}. */
    CommandProcess on(String host, String... variables) {
        return CommandProcess.after(HALF_THE_CORES + "\n" + String.join("\n", variables) + "\n"
                + ON_HOST.replace("SPACE", space(host))
                        .replace("HOST", host)
                        .replace("NAMES", Objects.requireNonNull(NAMES.get(host))));
    }

    /** Takes the cable out. */
    void cut() throws IOException, InterruptedException {
        shell("ip -n " + space(BETA) + " link set eth0 down");
    }

    /** Puts the cable back in. */
    void mend() throws IOException, InterruptedException {
        shell("ip -n " + space(BETA) + " link set eth0 up");
    }

    /** Leaves the hosts addresses of IPv6 alone. */
    void forgetIPv4() throws IOException, InterruptedException {
        for (String host : List.of(ALPHA, BETA)) {
            shell("ip -n " + space(host) + " -4 addr flush scope global");
        }
    }

    /** Ends all that runs on {@code host}, at once. */
    void kill(String host) throws IOException, InterruptedException {
        shell("ip netns pids " + space(host) + " | xargs -r kill -KILL");
    }

    /** Another process on {@code host} that listens at {@code port} and never answers, as long as the host is there. */
    void listen(String host, int port) throws IOException, InterruptedException {
        Process holder = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        space(host),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SilentServer.class.getName(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo(SilentServer.READY);
    }

    /** Ends what runs on the hosts, and takes them away, also if only a part of them was made. */
    void takeAway() throws IOException, InterruptedException {
        String takeOne = "ip netns pids NAME 2>/dev/null | xargs -r kill -KILL; ip netns delete NAME 2>/dev/null; ";
        shell(takeOne.replace("NAME", space(ALPHA)) + takeOne.replace("NAME", space(BETA))
                + "! ip netns list | grep -e " + PREFIX);
    }

    /** A launcher on a host: what it says, and how it ended. */
    record Launched(Process process, Path logs) {
        String said(String stream) throws IOException {
            return Files.readString(logs.resolve(stream));
        }

        CommandRun end() throws IOException, InterruptedException {
            return CommandProcess.end(process, logs);
        }
    }
}
