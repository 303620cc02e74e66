package io.chasqui.ra.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What is quick of the {@link Contract}, on WildFly and GlassFish Embedded: part of every build. */
class SomeServersIT {

    private static final ServerTests TESTS = new ServerTests(Archives.FOLDER.resolve("some-results.md"));

    @TestFactory
    Stream<DynamicNode> servers() {
        assumeTrue(Archives.built(), "there is no archive yet");
        List<Servers.Entry> servers = Servers.named("wildfly,glassfish-embedded");
        return TESTS.of(servers, Contract::essential);
    }

    @AfterAll
    static void printTable() {
        System.out.println(TESTS.results().markdown());
    }
}
