package io.chasqui.benchmarks.compare.report;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Writes a picture. */
final class Svg {

    private static final Map<String, String> COLOURS =
            Map.of("chasqui", "#c0392b", "artemis", "#2e6da4", "classic", "#7a9a2e", "openmq", "#8e6bb0");
    private static final String OTHER = "#777777";
    private static final int LEGEND_STEP = 150;

    private final StringBuilder out = new StringBuilder();

    Svg(int width, int height) {
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"11\">%n",
                width,
                height,
                width,
                height));
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    void text(double x, double y, String anchor, String text) {
        out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        out.append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(escaped(text))
                .append("</text>\n");
    }

    void line(double x1, double y1, double x2, double y2) {
        out.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
        out.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
        out.append("\" stroke=\"#dddddd\"/>\n");
    }

    void bar(double x, double y, double width, double height, String provider) {
        out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        out.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
        out.append("\" fill=\"").append(colour(provider)).append("\"/>\n");
    }

    void polyline(String points, String provider) {
        out.append("<polyline points=\"").append(points).append("\" fill=\"none\" stroke-width=\"2\" stroke=\"");
        out.append(colour(provider)).append("\"/>\n");
    }

    void legend(double x, double y, Collection<String> providers) {
        double at = x;
        for (String provider : providers) {
            bar(at, y - 9, 10, 10, provider);
            text(at + 14, y, "start", Format.title(provider));
            at += LEGEND_STEP;
        }
    }

    String end() {
        return out.append("</svg>\n").toString();
    }

    private static String colour(String provider) {
        return COLOURS.getOrDefault(provider, OTHER);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
