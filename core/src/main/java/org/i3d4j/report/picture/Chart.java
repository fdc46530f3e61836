package org.i3d4j.report.picture;

/** What can be drawn as a PNG or into a page. */
interface Chart {
    /** In pixels. */
    double width();

    /** In pixels. */
    double height();

    void draw(Canvas canvas);
}
