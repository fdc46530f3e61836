package org.i3d4j.published;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;

/** Where published files are fetched from. What comes is held to the file's blob by the cache, so a source need not be trusted. */
public interface WeightsSource {
    /** The variable that names another source: a folder that a cache filled, or the address of one on a web server. */
    String VARIABLE = "I3D_WEIGHTS_URL";

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
        return switch (base.getScheme()) {
            case "file" -> folder(Path.of(base));
            case "http", "https" ->
                new HttpSource((set, file) -> base.resolve(set.name() + "/" + file.name()), Proxies.of(environment));
            default ->
                throw new ConfigException(
                        VARIABLE + ": '" + named + "' is of no use; expected http://, https:// or a folder");
        };
    }

    private static URI address(String named) {
        try {
            return new URI(named.endsWith("/") ? named : named + "/");
        } catch (URISyntaxException e) {
            throw new ConfigException(VARIABLE + ": '" + named + "' is no address: " + e.getReason(), e);
        }
    }

    private static WeightsSource folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(VARIABLE + ": " + folder + " is no folder");
        }
        return new FolderSource(folder);
    }
}
