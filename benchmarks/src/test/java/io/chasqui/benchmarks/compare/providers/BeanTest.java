package io.chasqui.benchmarks.compare.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Providers that are called by reflection, or run in processes that may not start. */
class BeanTest {

    private final List<String> notes = new ArrayList<>();

    @Test
    void callsWhatFitsTheArguments() throws Exception {
        Bean builder = Bean.create(notes, "java.lang.StringBuilder", "abc");
        builder.call("insert", 1, "x");
        builder.call("setLength", 3);
        assertEquals("axb", builder.call("toString"));
        assertEquals(42, Bean.callStatic("java.lang.Integer", "parseInt", "42"));
    }

    @Test
    void notesWhatItSets() throws Exception {
        Bean.create(notes, "java.util.logging.ConsoleHandler").set("encoding", "UTF-8");
        assertEquals(List.of("ConsoleHandler.encoding = UTF-8"), notes);
    }

    @Test
    void saysWhatAVersionOfTheProviderDoesNotHave() throws Exception {
        Bean builder = Bean.create(notes, "java.lang.StringBuilder");
        NoSuchMethodException e = assertThrows(NoSuchMethodException.class, () -> builder.set("speed", true));
        assertTrue(e.getMessage().startsWith("setSpeed with the arguments [true]"), e.getMessage());
        assertEquals(List.of(), notes);
    }

    @Test
    void throwsWhatTheProviderThrows() {
        assertThrows(NumberFormatException.class, () -> Bean.callStatic("java.lang.Integer", "parseInt", "x"));
    }

    @Test
    void refusesUnknownNames() {
        assertThrows(IllegalArgumentException.class, () -> Provider.of("mq"));
        assertThrows(IllegalArgumentException.class, () -> Transport.of("amqp"));
    }

    @Test
    void saysThatABrokersProcessDidNotStart() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        IOException e = assertThrows(
                IOException.class, () -> BrokerProcess.start(List.of(java, "--version", "-cp", "nowhere")));
        assertTrue(e.getMessage().startsWith("the broker did not start: "), e.getMessage());
    }
}
