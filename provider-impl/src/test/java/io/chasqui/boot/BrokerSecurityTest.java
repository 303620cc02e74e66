package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.engine.session.Access;
import io.chasqui.engine.session.Permissions;
import io.chasqui.message.Destination;
import io.chasqui.protocol.Identity;
import io.chasqui.security.Channel;
import io.chasqui.security.Gate;
import io.chasqui.security.Gate.Verdict;
import io.chasqui.security.Proof;
import io.chasqui.security.Proofs;
import io.chasqui.security.UserFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration of a broker makes of its files. */
class BrokerSecurityTest {

    private static final Channel TCP = new Channel("10.0.0.1:5", false, null);

    @TempDir
    private Path temporary;

    @Test
    void whoProvesAtTheGateWhoItIsHasTheRolesThatPermissionsName() throws Exception {
        Path users = temporary.resolve("users");
        new UserFile(users).add("ann", new UserFile.Password("pw", 4096), Set.of("clerk"), null);
        Path permissions = Files.writeString(temporary.resolve("permissions"), "allow clerk send queue q\n");
        BrokerSecurity security = BrokerSecurity.of(BrokerConfiguration.builder()
                .userFile(users.toString())
                .permissionFile(permissions.toString())
                .maxConnectionsPerUser(3)
                .build());
        Access access = security.access(Runnable::run);

        Identity ann = identity(security.gate(Runnable::run), "ann", "pw");

        assertEquals(new Identity("ann", Set.of("clerk")), ann);
        assertTrue(access.permissions().allow(ann, Permissions.Action.SEND, Destination.queue("q")));
        assertFalse(access.permissions().allow(ann, Permissions.Action.SEND, Destination.topic("q")));
        assertFalse(access.permissions().allow(ann, Permissions.Action.CONSUME, Destination.queue("q")));
        assertEquals(3, access.limits().connectionsPerUser());
    }

    private static Identity identity(Gate gate, String user, String password) throws Exception {
        Proof proof = Proofs.choose(gate.mechanisms(TCP), user, password, false, false);
        Gate.Exchange exchange = gate.begin(proof.mechanism(), TCP);
        List<Verdict> verdicts = new ArrayList<>();
        exchange.respond(proof.first(), verdicts::add);
        exchange.respond(proof.respond(((Verdict.Challenge) verdicts.get(0)).challenge()), verdicts::add);
        Verdict.Accepted accepted = (Verdict.Accepted) verdicts.get(1);
        proof.finish(accepted.last());
        return accepted.identity();
    }

    @Test
    void withoutPermissionsNobodyIsAsked() throws Exception {
        BrokerSecurity security =
                BrokerSecurity.of(BrokerConfiguration.builder().build());

        assertSame(Permissions.ALL, security.access(Runnable::run).permissions());
    }

    @Test
    void whatIsMissingOrCannotBeIsNamed() throws Exception {
        BrokerSecurity security =
                BrokerSecurity.of(BrokerConfiguration.builder().name("plain").build());

        String message =
                String.valueOf(assertThrows(IOException.class, security::tls).getMessage());

        assertTrue(message.contains("broker plain has no certificate for TLS"), message);
        assertTrue(message.contains("broker.tlsKeyStoreFile"), message);
        BrokerConfiguration twice = BrokerConfiguration.builder()
                .user("ann", "a")
                .user("an\u00adn", "b")
                .build();
        assertTrue(String.valueOf(assertThrows(IOException.class, () -> BrokerSecurity.of(twice))
                        .getMessage())
                .contains("two users of the list are both called ann"));
    }
}
