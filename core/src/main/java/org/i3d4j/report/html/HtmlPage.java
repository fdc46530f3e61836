package org.i3d4j.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.files.AtomicFile;

/**
 * One page of sections, with style and script inside, whose rows and figures can be filtered by words; browsers are told to load nothing else. Not safe for use by several
 * threads at a time.
 */
public final class HtmlPage {
    /** Even if a name were not escaped somewhere, nothing could be fetched or sent. */
    private static final String POLICY =
            "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline';"
                    + " script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private final String title;
    private final List<String> sections = new ArrayList<>();

    /** @param title as text */
    public HtmlPage(String title) {
        this.title = title;
    }

    /**
     * Adds a section; none if it is empty.
     *
     * @param heading as text
     * @param html its content, names in it escaped
     */
    public void section(String heading, String html) {
        if (!html.isBlank()) {
            sections.add("<section>\n<h2>" + Html.escape(heading) + "</h2>\n" + html + "</section>\n");
        }
    }

    /**
     * Writes the page to {@code file}, in place of an older one.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written
     */
    public void write(Path file) {
        AtomicFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }

    private String html() {
        String head = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                <div class="filter" hidden>
                <input type="search" aria-label="Filter" placeholder="Filter: words of a class, file, reason" autocomplete="off">
                <output></output>
                </div>
                """.formatted(POLICY, Html.escape(title), resource("page.css"), Html.escape(title));
        return head
                + String.join("", sections)
                + "</main>\n<script>\n"
                + resource("sort.js")
                + resource("filter.js")
                + "</script>\n</body>\n</html>\n";
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program's file " + name + " is missing; install it again");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
