package org.i3d4j.evaluate.report;

/**
 * A picture of the report as it stands in the page.
 *
 * @param title as text
 * @param html with all that it needs
 */
record Picture(String title, String html) {}
