package io.chasqui.ra.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The whole {@link Contract} on the servers that {@code -Dserver=NAME} names: {@code mvn -Pservers -pl provider-ra -am verify
 * -Dserver=all}; with {@code -Dserver.quick=true} only what is part of every build. The table is printed at the end, and is in target/servers/results.md.
 */
class ServersIT {

    private static final ServerTests TESTS = new ServerTests(Archives.FOLDER.resolve("results.md"));

    @TestFactory
    Stream<DynamicNode> servers() {
        String names = System.getProperty("server", "");
        assumeTrue(Archives.built() && !names.isEmpty(), "there is no archive yet, or no -Dserver=NAME");
        boolean quick = Boolean.getBoolean("server.quick");
        return TESTS.of(Servers.named(names), quick ? Contract::essential : Contract::whole);
    }

    @AfterAll
    static void printTable() {
        System.out.println(TESTS.results().markdown());
    }
}
