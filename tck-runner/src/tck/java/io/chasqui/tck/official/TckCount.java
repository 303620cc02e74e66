package io.chasqui.tck.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Adds up the reports that all forks of a TCK run have left, says the result in one line, and fails unless every test of
 * the TCK was run and passed. A fork that died leaves no report, so its tests are missed here.
 */
public final class TckCount {

    private record Result(int run, int failed, int skipped) {
        static final Result NONE = new Result(0, 0, 0);

        Result plus(Result other) {
            return new Result(run + other.run, failed + other.failed, skipped + other.skipped);
        }

        int passed() {
            return run - failed - skipped;
        }

        @Override
        public String toString() {
            return "TCK: " + run + " run, " + passed() + " passed, " + failed + " failed"
                    + (skipped == 0 ? "" : ", " + skipped + " skipped");
        }
    }

    private TckCount() {}

    /** @param arguments the folder of the reports, and how many tests the TCK has */
    public static void main(String[] arguments) throws IOException {
        Path reports = Path.of(arguments[0]);
        int expected = Integer.parseInt(arguments[1]);
        Result sum = Result.NONE;
        for (Path report : reportsIn(reports)) {
            sum = sum.plus(read(report));
        }
        System.out.println(sum);
        if (sum.passed() != expected || sum.run() != expected) {
            throw new IllegalStateException(
                    sum + "; all " + expected + " tests must run and pass. Reports: " + reports);
        }
    }

    private static List<Path> reportsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private static Result read(Path report) throws IOException {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            Element suite = parser.parse(report.toFile()).getDocumentElement();
            int failed = number(suite, "failures") + number(suite, "errors");
            return new Result(number(suite, "tests"), failed, number(suite, "skipped"));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(report + " is not a test report", e);
        }
    }

    private static int number(Element suite, String attribute) {
        return Integer.parseInt(suite.getAttribute(attribute));
    }
}
