package io.chasqui.api.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.api.broker.BrokerOptions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExternalNameTest {

    @Test
    void aNameIsSpelledAsItsPlaceWantsIt() {
        ExternalName name = new ExternalName("dataDirectory");
        assertEquals("chasqui.dataDirectory", name.systemProperty());
        assertEquals("CHASQUI_DATA_DIRECTORY", name.environmentVariable());
        assertEquals("CHASQUI_LISTEN", new ExternalName("listen").environmentVariable());
        assertEquals(
                "CHASQUI_MAX_CONNECTIONS_PER_USER", new ExternalName("maxConnectionsPerUser").environmentVariable());
    }

    @Test
    void noTwoOptionsShareASpelling() {
        Set<String> variables = new HashSet<>();
        BrokerOptions.TABLE
                .options()
                .forEach(option -> variables.add(ExternalName.of(option).environmentVariable()));
        assertEquals(BrokerOptions.TABLE.options().size(), variables.size());
    }
}
