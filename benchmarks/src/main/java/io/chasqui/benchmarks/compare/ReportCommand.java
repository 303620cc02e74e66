package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.report.Charts;
import io.chasqui.benchmarks.compare.report.Document;
import io.chasqui.benchmarks.compare.report.MarkdownReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the page and the charts. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes a Markdown page and SVG charts of what compare measured.")
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON files that compare wrote.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--output",
            defaultValue = "docs/benchmarks",
            description = "The directory to write README.md and the charts to (default ${DEFAULT-VALUE}).")
    private Path output = Path.of("");

    @Override
    public Integer call() throws Exception {
        List<Document> documents = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException("cannot read " + file + ": name a JSON file that compare wrote");
            }
            try {
                documents.add(Document.parse(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
        MarkdownReport report = new MarkdownReport(documents);
        Files.createDirectories(output);
        Map<String, String> charts = new LinkedHashMap<>();
        for (Charts.Chart chart : Charts.of(report.rows())) {
            Files.writeString(output.resolve(chart.file()), chart.svg());
            charts.put(chart.file(), chart.title());
        }
        Path page = output.resolve("README.md");
        Files.writeString(page, report.text(charts));
        spec.commandLine().getOut().println(page + " and " + charts.size() + " charts written");
        return 0;
    }
}
