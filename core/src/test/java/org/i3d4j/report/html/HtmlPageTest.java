package org.i3d4j.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.report.html.HtmlTable.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {
    private static final String HOSTILE = "</td><script>alert('x')</script>\" onload=\"y";

    @Test
    void escapesWhatHasAMeaningInHtml() {
        assertThat(Html.escape("a < b & \"c\" > 'd'")).isEqualTo("a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
        assertThat(Html.escape("größer 🎬")).isEqualTo("größer 🎬");
    }

    @Test
    void showsWhatHtmlDoesNotAllowAndWhatWouldTurnTextRound() {
        assertThat(Html.escape("a\u0000b\u001bc\u0085d")).isEqualTo("a\\x00b\\x1bc\\u0085d");
        assertThat(Html.escape("half \ud83c of a pair")).isEqualTo("half \\ud83c of a pair");
        assertThat(Html.escape("\u202egpj.exe")).isEqualTo("\\u202egpj.exe");
    }

    @Test
    void aTableShowsHostileTextAsText() {
        HtmlTable table = new HtmlTable().text("<b>").number("n");
        table.row(Cell.text(HOSTILE), Cell.number(3));

        String html = table.html();

        assertThat(html)
                .doesNotContain("<script", "<b>", "\" onload")
                .contains("&lt;b&gt;", "data-sort=\"&lt;/td&gt;&lt;script&gt;alert(&#39;x&#39;)", "data-sort=\"3\"");
    }

    @Test
    void aTableSortsSharesByTheirValueAndLeavesUndefinedOnesEmpty() {
        HtmlTable table = new HtmlTable().number("share").number("other");
        table.row(Cell.share(0.123456), Cell.share(Double.NaN));

        assertThat(table.html())
                .contains("data-sort=\"0.123456\"", "12.3&nbsp;%", "<td class=\"number\" data-sort=\"\"></td>");
    }

    @Test
    void aTableRefusesARowThatDoesNotFit() {
        HtmlTable table = new HtmlTable().text("a").text("b");

        assertThatThrownBy(() -> table.row(Cell.text("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPageHoldsStyleAndScriptAndForbidsTheRest(@TempDir Path folder) throws IOException {
        HtmlPage page = new HtmlPage("a & b");
        page.section("1 < 2", "<p>text</p>\n");
        page.section("nothing", "");
        page.write(folder.resolve("page.html"));

        String html = Files.readString(folder.resolve("page.html"));
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "<title>a &amp; b</title>", "<h2>1 &lt; 2</h2>\n<p>text</p>", "prefers-color-scheme", "sortBy")
                .contains("Content-Security-Policy\" content=\"default-src 'none'")
                .doesNotContain("nothing", "http://", "https://", "<link");
    }

    @Test
    void bytesBecomeAnAddress() {
        assertThat(Html.dataUri("image/png", "PNG?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("data:image/png;base64,UE5HPw==");
    }
}
