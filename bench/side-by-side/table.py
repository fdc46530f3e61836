"""Results of side_by_side.py for people: as a Markdown table and as a picture."""
import html
import re

WIDTH, LABEL, BAR, ROW = 860, 330, 400, 24


def what(report):
    """A name for what was measured; of the model only where there is another than the first that there was."""
    model = report.get("model", "inception")
    return "-".join([report["task"]] + ([] if model == "inception" else [model]) + [report["shape"]])


def reference(report):
    """What the others are compared with: our fp32, or the first row."""
    rows = report["rows"]
    return next((row for row in rows if row["name"] == "i3d4j fp32"), rows[0])


def markdown(report):
    base = reference(report)
    lines = [
        "| | median | spread | %s is | GFLOPS | of the convolution peak | peak memory |" % base["name"],
        "|---|---|---|---|---|---|---|"]
    for row in sorted(report["rows"], key=lambda row: row["median_seconds"]):
        name = "**%s**" % row["name"] if row["ours"] else row["name"]
        lines.append("| %s | %.3f s | %.3f to %.3f | %.2fx | %s | %s | %s |" % (
            name, row["median_seconds"], row["shortest_seconds"], row["longest_seconds"],
            row["median_seconds"] / base["median_seconds"],
            known("%.0f", row["gflops"]), known("%.0f %%", row["share_of_convolution_peak"], 100),
            known("%.0f MB", row["peak_memory_bytes"], 1e-6)))
    return "\n".join(lines)


def known(form, value, factor=1):
    return "" if value is None else form % (value * factor)


def machine(report):
    """Processor, instruction set, cores."""
    known = report.get("machine") or {}
    parts = [report["cpu"], known.get("instruction_set"), "%d cores" % report["cores"]]
    if known.get("threads_per_core"):
        parts[-1] += " of %d thread%s" % (known["threads_per_core"], "s" * (known["threads_per_core"] > 1))
    return ", ".join(part for part in parts if part)


def kind(report):
    """A name for the kind of machine, as docs/performance.md has a section for each: processor and instruction set."""
    text = " ".join([report["cpu"].split("@")[0], (report.get("machine") or {}).get("instruction_set") or ""])
    words = re.sub(r"\((R|TM)\)|Processor|CPU|\d+-Core", " ", text).replace("_", " ")
    return "-".join(words.lower().split())


def facts(report):
    """What was measured where, as a sentence for each."""
    peaks = ", ".join("%s %.0f" % (precision, gflops) for precision, gflops in report["convolution_peak_gflops"].items())
    sentences = [
        "%s, %s, %s." % (report["date"], machine(report), report["system"]),
        "`%s`: %d processes of each in alternation (%d of torch.compile), the median of %d runs after %d to warm up in each; "
        "median and spread are over processes." % (
            report["command"], report["rounds"], report["compiled_rounds"], report["runs_in_a_process"], report["warmup"])]
    if peaks:
        sentences.append("Convolution peak in GFLOPS: %s." % peaks)
    if report.get("libraries"):
        sentences.append("%s." % "; ".join(report["libraries"]))
    sentences += ["Left out: %s (%s)." % item for item in report["left_out"].items()]
    return "\n".join(sentences)


def svg(report):
    """Bars of the medians, ours in another colour."""
    rows = sorted(report["rows"], key=lambda row: row["median_seconds"])
    scale = BAR / max(row["longest_seconds"] for row in rows)
    height = ROW * len(rows) + 40
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">' % (WIDTH, height),
        '<rect width="100%" height="100%" fill="white"/>',
        '<text x="8" y="20" font-weight="bold">%s: seconds, less is better</text>' % what(report).replace("-", " ", 1)]
    for i, row in enumerate(rows):
        y, length = 32 + ROW * i, row["median_seconds"] * scale
        low, high = (LABEL + row[end] * scale for end in ("shortest_seconds", "longest_seconds"))
        parts += [
            '<text x="%d" y="%d" text-anchor="end">%s</text>' % (LABEL - 8, y + 15, html.escape(row["name"])),
            '<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>' % (
                LABEL, y + 2, length, ROW - 6, "#2a6fbb" if row["ours"] else "#b8bec6"),
            '<path d="M%.1f %d H%.1f" stroke="#333"/>' % (low, y + ROW // 2 - 1, high),
            '<text x="%.1f" y="%d">%.3f</text>' % (max(high, LABEL + length) + 6, y + 15, row["median_seconds"])]
    return "\n".join(parts + ["</svg>\n"])
