package org.i3d4j.published;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;

/** The proxies that the variables of the environment name, which many programs heed, and Java by itself does not. */
final class Proxies extends ProxySelector {
    private static final Pattern ADDRESS = Pattern.compile("(?i:http://)?([^/@:]+|\\[[^]]+\\]):(\\d{1,5})/?");

    private final Map<String, Proxy> byScheme;
    private final List<String> without;

    private Proxies(Map<String, Proxy> byScheme, List<String> without) {
        this.byScheme = byScheme;
        this.without = without;
    }

    /**
     * The user's, or Java's own where the environment has none.
     *
     * @throws ConfigException if a variable names no proxy
     */
    static ProxySelector of(Map<String, String> environment) {
        Optional<Proxy> https = proxy(environment, "https_proxy");
        Optional<Proxy> http = proxy(environment, "http_proxy");
        if (https.isEmpty() && http.isEmpty()) {
            return ProxySelector.getDefault();
        }
        List<String> without = value(environment, "no_proxy").stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(host -> host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(host -> !host.isEmpty())
                .toList();
        return new Proxies(Map.of("https", https.orElse(Proxy.NO_PROXY), "http", http.orElse(Proxy.NO_PROXY)), without);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Stream.of(upper, name)
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static Optional<Proxy> proxy(Map<String, String> environment, String name) {
        return value(environment, name).map(text -> {
            Matcher address = ADDRESS.matcher(text);
            if (!address.matches() || Integer.parseInt(address.group(2)) > WeightsSource.LAST_PORT) {
                throw new ConfigException(
                        name.toUpperCase(Locale.ROOT)
                                + ": expected http://HOST:PORT; proxies of another kind, or that want a password, are not supported");
            }
            return new Proxy(
                    Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(address.group(1), Integer.parseInt(address.group(2))));
        });
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        boolean direct =
                without.stream().anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
        return List.of(direct ? Proxy.NO_PROXY : byScheme.getOrDefault(uri.getScheme(), Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
        // Whoever asked hears of it.
    }
}
