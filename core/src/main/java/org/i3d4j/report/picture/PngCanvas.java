package org.i3d4j.report.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.i3d4j.report.picture.Curves.Point;

/** Draws pixels on white paper; nobody can point at these. */
final class PngCanvas implements Canvas {
    private static final float MITER_LIMIT = 10;
    private final Graphics2D graphics;

    private PngCanvas(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static BufferedImage draw(Chart chart) {
        BufferedImage picture = new BufferedImage(
                (int) Math.ceil(chart.width()), (int) Math.ceil(chart.height()), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(Ink.PAPER.onPaper());
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        chart.draw(new PngCanvas(graphics));
        graphics.dispose();
        return picture;
    }

    /** Rectangles end at whole pixels: half covered ones would show seams between neighbours. */
    @Override
    public void fill(Box box, Ink ink, String tip) {
        double x = Math.rint(box.x());
        double y = Math.rint(box.y());
        graphics.setColor(ink.onPaper());
        graphics.fill(new Rectangle2D.Double(
                x, y, Math.rint(box.x() + box.width()) - x, Math.rint(box.y() + box.height()) - y));
    }

    @Override
    public void line(List<Point> points, Ink ink, Pen pen) {
        if (points.isEmpty()) {
            return;
        }
        Path2D path = new Path2D.Double();
        path.moveTo(points.get(0).x(), points.get(0).y());
        points.forEach(point -> path.lineTo(point.x(), point.y()));
        graphics.setColor(ink.onPaper());
        graphics.setStroke(stroke(pen));
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.draw(path);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    }

    private static BasicStroke stroke(Pen pen) {
        float[] dashes = new float[pen.dashes().size()];
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] = pen.dashes().get(i).floatValue();
        }
        return new BasicStroke(
                (float) pen.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                MITER_LIMIT,
                dashes.length == 0 ? null : dashes,
                0);
    }

    @Override
    public void dot(double x, double y, double radius, Ink ink) {
        graphics.setColor(ink.onPaper());
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    }

    @Override
    public void text(String text, double x, double y, Lettering lettering, Anchor anchor, Ink ink) {
        graphics.setColor(ink.onPaper());
        graphics.setFont(lettering.font());
        graphics.drawString(text, (float) (x - before(text, lettering, anchor)), (float) y);
    }

    @Override
    public void textUpwards(String text, double x, double y, Lettering lettering, Anchor anchor, Ink ink) {
        AffineTransform level = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(-Math.PI / 2);
        text(text, 0, 0, lettering, anchor, ink);
        graphics.setTransform(level);
    }

    private static double before(String text, Lettering lettering, Anchor anchor) {
        return switch (anchor) {
            case START -> 0;
            case MIDDLE -> lettering.width(text) / 2;
            case END -> lettering.width(text);
        };
    }
}
