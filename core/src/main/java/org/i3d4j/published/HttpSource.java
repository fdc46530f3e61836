package org.i3d4j.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.jspecify.annotations.Nullable;

/** A web server. What breaks off is asked for from there on, as long as each try brings something. */
final class HttpSource implements WeightsSource {
    private static final Duration CONNECTING = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final long UNKNOWN = -1;
    private static final long NO_SPACE_BYTES = 1 << 16;
    private static final int MOST_TRIES = 50;
    private static final long BETWEEN_TRIES_MILLIS = 200;

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final BiFunction<PublishedSet, PublishedFile, URI> addresses;
    private final HttpClient client;
    private final ProxySelector proxies;
    private final Duration silence;

    HttpSource(BiFunction<PublishedSet, PublishedFile, URI> addresses, ProxySelector proxies) {
        this(addresses, proxies, SILENCE);
    }

    /** @param silence after which a host that sends nothing is given up */
    HttpSource(BiFunction<PublishedSet, PublishedFile, URI> addresses, ProxySelector proxies, Duration silence) {
        this.addresses = addresses;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECTING)
                .proxy(proxies)
                .build();
        this.proxies = proxies;
        this.silence = silence;
    }

    @Override
    public String fetch(PublishedSet set, PublishedFile file, Path part, boolean anew, DownloadProgress progress) {
        Receiving receiving = new Receiving(addresses.apply(set, file), set.name() + "/" + file.name(), part, progress);
        try {
            if (anew) {
                Files.deleteIfExists(part);
            }
            receiving.all();
            return receiving.address.toString();
        } catch (IOException e) {
            throw receiving.broken(e);
        }
    }

    /** One file on its way. */
    private final class Receiving {
        private final URI address;
        private final String name;
        private final Path part;
        private final DownloadProgress progress;
        private final AtomicLong all = new AtomicLong(UNKNOWN);
        private boolean startedOver;

        private Receiving(URI address, String name, Path part, DownloadProgress progress) {
            this.address = address;
            this.name = name;
            this.part = part;
            this.progress = progress;
        }

        private void all() throws IOException {
            for (int tries = 1; !isEnd(tries); tries++) {
                pause();
            }
            progress.at(name, here(), OptionalLong.of(here()));
        }

        private boolean isEnd(int tries) throws IOException {
            long before = here();
            try {
                return some(before);
            } catch (HttpTimeoutException e) {
                throw e;
            } catch (IOException e) {
                if (here() <= before || tries == MOST_TRIES) {
                    throw e;
                }
                return false;
            }
        }

        private void pause() {
            try {
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        private WeightsException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WeightsException(address + ": interrupted", e);
        }

        private long here() throws IOException {
            return Files.exists(part) ? Files.size(part) : 0;
        }

        /** Whether all is here; a host that has nothing behind what is here is asked for the whole. */
        private boolean some(long from) throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).header("User-Agent", "i3d4j");
            if (from > 0) {
                request.header("Range", "bytes=" + from + "-");
            }
            HttpResponse<Path> answer = arrived(client.sendAsync(request.build(), about -> body(about, from)));
            boolean wrongPart = answer.statusCode() == PARTIAL && !continues(answer.headers(), from);
            if (from > 0 && !startedOver && (answer.statusCode() == RANGE_NOT_SATISFIABLE || wrongPart)) {
                startedOver = true;
                Files.delete(part);
                return false;
            }
            if (answer.statusCode() != OK && (answer.statusCode() != PARTIAL || wrongPart)) {
                throw new WeightsException(
                        address + ": the host answered with status " + answer.statusCode() + " instead of the file");
            }
            return true;
        }

        private HttpResponse.BodySubscriber<Path> body(HttpResponse.ResponseInfo about, long from) {
            boolean goesOn = about.statusCode() == PARTIAL && continues(about.headers(), from);
            if (about.statusCode() != OK && !goesOn) {
                return BodySubscribers.replacing(part);
            }
            long before = goesOn ? from : 0;
            about.headers()
                    .firstValue("Content-Length")
                    .filter(length -> length.matches("\\d{1,15}"))
                    .ifPresent(length -> all.set(before + Long.parseLong(length)));
            return goesOn
                    ? BodySubscribers.ofFile(
                            part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                    : BodySubscribers.ofFile(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
        }

        private HttpResponse<Path> arrived(CompletableFuture<HttpResponse<Path>> answer) throws IOException {
            long bytes = here();
            long heard = System.nanoTime();
            while (true) {
                try {
                    return answer.get(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (here() != bytes) {
                        bytes = here();
                        heard = System.nanoTime();
                        progress.at(
                                name, bytes, all.get() == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(all.get()));
                    } else if (System.nanoTime() - heard > silence.toNanos()) {
                        answer.cancel(true);
                        throw new HttpTimeoutException("nothing came for " + silence.toSeconds() + " seconds");
                    }
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                } catch (InterruptedException e) {
                    answer.cancel(true);
                    throw interrupted(e);
                }
            }
        }

        private String proxy() {
            return proxies.select(address).stream()
                    .filter(proxy -> proxy.address() != null)
                    .findFirst()
                    .map(proxy -> " by the proxy " + proxy.address())
                    .orElse("");
        }

        private boolean noSpaceIsLeft() throws IOException {
            return Files.exists(part) && Files.getFileStore(part).getUsableSpace() < NO_SPACE_BYTES;
        }

        private RuntimeException broken(IOException e) {
            try {
                if (noSpaceIsLeft()) {
                    return new OutputException(part + ": can't be written: no space is left", e);
                }
                long bytes = here();
                // Of a host that can't be reached, Java has no words.
                String reason =
                        e.getMessage() == null ? "it, or where it leads, can't be reached" + proxy() : e.getMessage();
                if (bytes == 0) {
                    Files.deleteIfExists(part);
                    return new WeightsException(address + ": " + reason, e);
                }
                return new WeightsException(
                        address + ": broke off: " + reason + "; the " + bytes + " bytes that came are in " + part
                                + ", from where the next try goes on",
                        e);
            } catch (IOException unreadable) {
                return new OutputException(part + ": can't be read: " + unreadable.getMessage(), unreadable);
            }
        }
    }

    /** What Java throws at an answer that makes no sense, it wraps in turn. */
    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof UncheckedIOException unchecked) {
            return failure(unchecked.getCause());
        }
        return cause instanceof IOException reason
                ? reason
                : new IOException("the answer makes no sense: " + (cause == null ? "" : cause.getMessage()), cause);
    }

    private static boolean continues(java.net.http.HttpHeaders headers, long from) {
        return headers.firstValue("Content-Range")
                .filter(range -> range.startsWith("bytes " + from + "-"))
                .isPresent();
    }
}
