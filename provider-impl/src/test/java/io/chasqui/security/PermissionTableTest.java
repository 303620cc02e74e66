package io.chasqui.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.security.AccessPolicy;
import io.chasqui.api.security.AccessTarget;
import io.chasqui.api.security.AccessTarget.Kind;
import io.chasqui.api.security.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionTableTest {

    @TempDir
    @Nullable
    Path directory;

    private Path file() {
        return Objects.requireNonNull(directory).resolve("permissions");
    }

    private PermissionTable read(String text) throws IOException {
        Files.writeString(file(), text);
        return PermissionTable.read(file());
    }

    static boolean may(
            AccessPolicy policy,
            @Nullable String user,
            Set<String> roles,
            Operation operation,
            Kind kind,
            String name) {
        return policy.allows(user, roles, operation, new AccessTarget(kind, name));
    }

    @Test
    void theFirstLineThatMatchesDecidesAndNoneDenies() throws IOException {
        PermissionTable table = read("""
                # shop
                deny clerk send queue orders.secret
                allow clerk send,consume queue orders.*
                allow user:ann all any *
                allow anonymous browse queue public with space
                allow * consume topic news.*.today
                allow clerk create temporary *
                """);
        Set<String> clerk = Set.of("clerk", "other");

        assertTrue(may(table, "bob", clerk, Operation.SEND, Kind.QUEUE, "orders.new"));
        assertFalse(may(table, "bob", clerk, Operation.SEND, Kind.QUEUE, "orders.secret"));
        assertTrue(may(table, "bob", clerk, Operation.CONSUME, Kind.QUEUE, "orders.secret"));
        assertFalse(may(table, "bob", clerk, Operation.BROWSE, Kind.QUEUE, "orders.new"));
        assertFalse(may(table, "bob", clerk, Operation.SEND, Kind.TOPIC, "orders.new"));
        assertFalse(may(table, "bob", Set.of(), Operation.SEND, Kind.QUEUE, "orders.new"));
        assertTrue(may(table, "ann", Set.of(), Operation.MANAGE, Kind.TEMPORARY_TOPIC, "x"));
        assertFalse(may(table, "anna", Set.of(), Operation.MANAGE, Kind.QUEUE, "x"));
        assertFalse(may(table, "an", Set.of(), Operation.MANAGE, Kind.QUEUE, "x"));
        assertFalse(may(table, null, Set.of(), Operation.MANAGE, Kind.QUEUE, "x"));
        assertTrue(may(table, null, Set.of(), Operation.BROWSE, Kind.QUEUE, "public with space"));
        assertFalse(may(table, "bob", Set.of(), Operation.BROWSE, Kind.QUEUE, "public with space"));
        assertTrue(may(table, null, Set.of(), Operation.CONSUME, Kind.TOPIC, "news.all.today"));
        assertTrue(may(table, "bob", clerk, Operation.CREATE, Kind.TEMPORARY_QUEUE, "t"));
    }

    @Test
    void aRoleCalledLikeAUserIsNotThatUser() throws IOException {
        PermissionTable table = read("allow user:ann send queue *\nallow boss send topic *\n");

        assertFalse(may(table, "bob", Set.of("user:ann", "ann"), Operation.SEND, Kind.QUEUE, "q"));
        assertFalse(may(table, "boss", Set.of(), Operation.SEND, Kind.TOPIC, "t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allow clerk send queue|this one has only 4 words",
                "permit clerk send queue *|'permit' is neither allow nor deny",
                "allow a;b send queue *|'a;b' is no role",
                "allow user: send queue *|the user name is empty",
                "allow clerk send,write queue *|'write' is no operation",
                "allow clerk send, consume queue *|'' is no operation",
                "allow clerk SEND queue *|'SEND' is no operation",
                "allow clerk send queues *|'queues' is no kind"
            })
    void aWrongLineIsNamedWithWhatIsWrong(String line, String expected) {
        String message = assertThrows(SecurityFileException.class, () -> read("\n" + line))
                .getMessage();

        assertTrue(message.startsWith(file() + ":2: "), message);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void theConfigurationDecidesWhereTheRulesComeFrom() throws IOException {
        AccessPolicy own = (user, roles, operation, target) -> false;
        assertNull(PermissionTable.of(BrokerConfiguration.builder().build(), Runnable::run));
        assertSame(
                own,
                PermissionTable.of(
                        BrokerConfiguration.builder().accessPolicy(own).build(), Runnable::run));
        BrokerConfiguration configuration =
                BrokerConfiguration.builder().permissionFile(file().toString()).build();
        assertThrows(SecurityFileException.class, () -> PermissionTable.of(configuration, Runnable::run));
        Files.writeString(file(), "allow * all any *");

        AccessPolicy policy = PermissionTable.of(configuration, Runnable::run);

        assertNotNull(policy);
        assertTrue(may(policy, null, Set.of(), Operation.SEND, Kind.QUEUE, "q"));
    }
}
