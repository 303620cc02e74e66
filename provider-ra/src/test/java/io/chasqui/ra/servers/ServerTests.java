package io.chasqui.ra.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chasqui.ra.servers.Contract.Step;
import io.chasqui.ra.servers.Results.Cell;
import io.chasqui.ra.servers.Servers.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Makes a test of each step, and a cell of the table of each test. Tests run in order, one server after the other. */
final class ServerTests {

    private final Results results = new Results();
    private final Path table;

    /** @param table the file that the results go to */
    ServerTests(Path table) {
        this.table = table;
    }

    Results results() {
        return results;
    }

    /** A container for each server, made when its turn comes. */
    Stream<DynamicNode> of(List<Entry> servers, Function<Contract, Map<String, Step>> steps) {
        return servers.stream().map(entry -> DynamicContainer.dynamicContainer(entry.name(), tests(entry, steps)));
    }

    private Stream<DynamicTest> tests(Entry entry, Function<Contract, Map<String, Step>> steps) {
        if (!entry.jdk().exists()) {
            String why = "no JDK in " + entry.jdk().home() + ": name one with -Djdk25=FOLDER or JDK25_HOME";
            return Stream.of(DynamicTest.dynamicTest("jdk", () -> {
                put(entry.name(), "install", new Cell("no JDK", why));
                assumeTrue(false, why);
            }));
        }
        ApplicationServer server;
        Contract contract;
        try {
            server = entry.make();
            contract = new Contract(server, entry.jdk());
        } catch (Exception e) {
            throw new IllegalStateException("The tests of " + entry.name() + " cannot be made", e);
        }
        List<DynamicTest> tests = new ArrayList<>();
        boolean[] usable = {true};
        steps.apply(contract)
                .forEach((check, step) ->
                        tests.add(DynamicTest.dynamicTest(check, () -> run(new Turn(server, check, step), usable))));
        tests.add(DynamicTest.dynamicTest("end", contract::end));
        return tests.stream();
    }

    /** One test. */
    private record Turn(ApplicationServer server, String check, Step step) {}

    private void run(Turn turn, boolean[] usable) throws Exception {
        String server = turn.server().name();
        String limit = turn.server().limits().get(turn.check());
        if (!usable[0]) {
            put(server, turn.check(), new Cell("not tried", "the server could not be used"));
            throw new AssertionError("not tried: " + server + " could not be used");
        }
        long start = System.nanoTime();
        try {
            String seen = turn.step().run();
            if (limit != null) {
                throw new AssertionError("It passes now: it is no longer true of " + server + " that " + limit);
            }
            put(server, turn.check(), new Cell("pass", seen));
            say(server, turn.check(), "pass, " + (System.nanoTime() - start) / 1_000_000 + " ms: " + seen);
        } catch (Exception | AssertionError e) {
            if (limit != null && !String.valueOf(e.getMessage()).startsWith("It passes now")) {
                put(server, turn.check(), new Cell("limit", limit));
                say(server, turn.check(), "limit: " + limit + "\n  seen: " + e.getMessage());
                return;
            }
            put(server, turn.check(), new Cell("FAIL", String.valueOf(e.getMessage())));
            say(server, turn.check(), "FAIL: " + e.getMessage());
            usable[0] = !Contract.NEEDED.contains(turn.check());
            throw e;
        }
    }

    private void put(String server, String check, Cell cell) throws IOException {
        results.put(server, check, cell);
        results.write(table);
    }

    private static void say(String server, String check, String text) {
        System.out.println(server + " " + check + ": " + text);
    }
}
