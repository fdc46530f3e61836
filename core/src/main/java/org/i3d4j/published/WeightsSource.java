package org.i3d4j.published;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;

/** Where published files are fetched from. What comes is held to the file's blob by the cache, so a source need not be trusted. */
public interface WeightsSource {
    /** The variable that names another source: a folder that a cache filled, or the address of one on a web server. */
    String VARIABLE = "I3D_WEIGHTS_URL";

    /** Of TCP. */
    int LAST_PORT = 65_535;

    /**
     * Writes a file, or what of it is still missing.
     *
     * @param set that the file is of
     * @param part where to; what is there already is its beginning, unless {@code anew}
     * @param anew whether what is there is of no use
     * @return where it was found, for messages
     * @throws WeightsException if it is not to be had; what came is kept
     */
    String fetch(PublishedSet set, PublishedFile file, Path part, boolean anew, DownloadProgress progress);

    /**
     * The source that the user wants: {@value #VARIABLE}, else GitHub; by the proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and
     * {@code NO_PROXY} name.
     *
     * @param environment variables of the process
     * @throws ConfigException if one of these makes no sense
     */
    static WeightsSource of(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.isBlank()) {
            return new HttpSource((set, file) -> URI.create(file.address()), Proxies.of(environment));
        }
        if (!named.matches("(?i)[a-z][a-z0-9+.-]+:.*")) {
            return folder(Path.of(named));
        }
        URI base = address(named);
        return switch (base.getScheme().toLowerCase(Locale.ROOT)) {
            case "file" -> folder(local(base));
            case "http", "https" ->
                new HttpSource((set, file) -> base.resolve(set.name() + "/" + file.name()), Proxies.of(environment));
            default ->
                throw new ConfigException(
                        VARIABLE + ": '" + named + "' is of no use; expected http://, https:// or a folder");
        };
    }

    /** What it says is not told where it may hold a password. */
    private static URI address(String named) {
        try {
            URI address = new URI(named.endsWith("/") ? named : named + "/");
            boolean web = address.getScheme().toLowerCase(Locale.ROOT).startsWith("http");
            if (web && (address.getHost() == null || address.getPort() > LAST_PORT)) {
                throw new ConfigException(VARIABLE + ": expected http://HOST/ or http://HOST:PORT/, without user and"
                        + " password, the host in letters, digits, dots and hyphens");
            }
            if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
                throw new ConfigException(VARIABLE
                        + ": expected an address without user, password, '?' and '#': names of files go behind it");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new ConfigException(VARIABLE + ": '" + named + "' is no address: " + e.getReason(), e);
        }
    }

    private static Path local(URI address) {
        try {
            return Path.of(address);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(VARIABLE + ": '" + address + "' names no folder here; expected file:///...", e);
        }
    }

    private static WeightsSource folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(
                    VARIABLE + ": " + folder + " is no folder; an address begins with http:// or https://");
        }
        return new FolderSource(folder);
    }
}
