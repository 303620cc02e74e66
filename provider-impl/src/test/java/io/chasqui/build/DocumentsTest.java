package io.chasqui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links in the documents lead to files that exist, and their commands name modules, profiles and scripts that exist. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)[^)]*\\)");
    private static final Pattern SHELL = Pattern.compile("(?ms)^```(?:sh|bash|console)\\R(.*?)^```");
    private static final Pattern SCRIPT = Pattern.compile("(?m)(?:^|\\s)(\\.(?:ci)?/[\\w./-]+)");
    private static final Pattern MODULE = Pattern.compile("(?:-pl|--projects)[ =]([\\w,-]+)");
    private static final Pattern PROFILE = Pattern.compile("-P([\\w-]+)");

    @Test
    void documentsNameOnlyWhatExists() throws IOException {
        assertEquals("", String.join("\n", offenders(SourceTree.projectRoot())));
    }

    private static List<String> offenders(Path root) throws IOException {
        List<String> offenders = new ArrayList<>();
        String poms = poms(root);
        for (Path document : documents(root)) {
            String text = Files.readString(document);
            Path name = root.relativize(document);
            allOf(LINK, text)
                    .filter(link -> !Files.exists(document.resolveSibling(link)))
                    .forEach(link -> offenders.add(name + ": no file for the link " + link));
            allOf(SHELL, text).forEach(commands -> {
                allOf(SCRIPT, commands)
                        .filter(script -> !Files.isExecutable(root.resolve(script)))
                        .forEach(script -> offenders.add(name + ": no script " + script));
                allOf(MODULE, commands)
                        .flatMap(modules -> Stream.of(modules.split(",")))
                        .filter(module -> !Files.exists(root.resolve(module).resolve("pom.xml")))
                        .forEach(module -> offenders.add(name + ": no module " + module));
                allOf(PROFILE, commands)
                        .filter(profile -> !poms.contains("<id>" + profile + "</id>"))
                        .forEach(profile -> offenders.add(name + ": no profile " + profile));
            });
        }
        return offenders;
    }

    private static Stream<String> allOf(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found.stream();
    }

    /** The documents of the root, of the modules and below docs. */
    private static List<Path> documents(Path root) throws IOException {
        List<Path> documents = new ArrayList<>(filesIn(root, 2, ".md"));
        Path docs = root.resolve("docs");
        if (Files.isDirectory(docs)) {
            filesIn(docs, 4, ".md").stream()
                    .filter(path -> !documents.contains(path))
                    .forEach(documents::add);
        }
        return documents;
    }

    private static String poms(Path root) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path pom : filesIn(root, 2, "pom.xml")) {
            text.append(Files.readString(pom));
        }
        return text.toString();
    }

    private static List<Path> filesIn(Path folder, int depth, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void findsWhatDoesNotExist(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("pom.xml"), "<id>known</id>");
        Files.writeString(root.resolve("here.md"), "");
        Files.writeString(
                root.resolve("README.md"),
                "[good](here.md) [far](https://example.org/x) [bad](gone.md#part)\n"
                        + "```sh\nmvn -Pknown -pl nowhere -am verify\n./start.sh now\nmvn -Plost test\n```\n"
                        + "```java\n./notACommand\n```\n");
        assertEquals(
                List.of(
                        "README.md: no file for the link gone.md",
                        "README.md: no script ./start.sh",
                        "README.md: no module nowhere",
                        "README.md: no profile lost"),
                offenders(root));
    }
}
