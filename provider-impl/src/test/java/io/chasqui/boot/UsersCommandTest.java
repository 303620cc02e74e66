package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of users: changed by the command line, used by a broker. */
class UsersCommandTest {

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return ChasquiMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String file() {
        return temporary.resolve("users").toString();
    }

    private String password(String text) throws IOException {
        return Files.writeString(temporary.resolve("password"), text + "\n").toString();
    }

    private void add(String name, String password, String... more) throws IOException {
        String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {"users", "add", file(), name, "--password-file", password(password)}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        assertEquals(0, run(arguments), err.toString());
    }

    @Test
    void usersAreAddedChangedListedAndRemoved() throws IOException {
        add("ann", "secret1", "--roles", "clerk,boss", "--iterations", "4096");
        add("bob", "secret2");
        assertEquals(
                0,
                run("users", "add", file(), "till", "--no-password", "--certificate", "CN=till 7, O=Acme"),
                err::toString);
        assertEquals(0, run("users", "roles", file(), "bob", "guest"));
        assertEquals(0, run("users", "roles", file(), "ann"));
        assertEquals(0, run("users", "list", file()));
        assertEquals(
                String.format("ann  password hashed 4096 times%n"
                        + "bob  password hashed 15000 times  roles guest%n"
                        + "till  no password  certificate CN=till 7,O=Acme%n"),
                out.toString());
        assertEquals(0, run("users", "remove", file(), "bob"));
        assertEquals(1, run("users", "remove", file(), "bob"));
        assertEquals(
                file() + ": there is no user bob; 'chasqui users list' shows all",
                err.toString().strip());
        assertFalse(Files.readString(Path.of(file())).contains("secret1"), "passwords are not kept");
    }

    @Test
    void whatCannotBeDoneIsRefusedAndChangesNothing() throws IOException {
        add("ann", "secret1");
        String before = Files.readString(Path.of(file()));

        assertEquals(1, run("users", "add", file(), "ann", "--password-file", password("x")));
        assertTrue(err.toString().contains("user ann is there already"), err.toString());
        assertEquals(2, run("users", "add", file(), "a b", "--no-password"));
        assertTrue(err.toString().contains("must contain no space"), err.toString());
        assertEquals(2, run("users", "roles", file(), "ann", "a;b"));
        assertTrue(err.toString().contains("'a;b' is no role"), err.toString());
        assertEquals(2, run("users", "password", file(), "ann", "--password-file", password("")));
        assertTrue(err.toString().contains("there is no password in"), err.toString());
        assertEquals(2, run("users", "password", file(), "ann", "--password-file", file() + "-none"));
        assertTrue(err.toString().contains("there is no file"), err.toString());
        assertEquals(2, run("users", "password", file(), "ann", "--password-file", password("p"), "--iterations", "9"));
        assertTrue(err.toString().contains("must be from 4096"), err.toString());
        assertEquals(2, run("users", "add", file(), "eve", "--no-password", "--certificate", "nothing"));
        assertTrue(err.toString().contains("is no subject"), err.toString());
        assertEquals(1, run("users", "list", file() + "-none"));
        assertTrue(err.toString().contains("there is no such file"), err.toString());
        assertEquals(before, Files.readString(Path.of(file())));
    }

    @Test
    void aPasswordIsReadFromTheStandardInput() throws Exception {
        InputStream original = System.in;
        System.setIn(new ByteArrayInputStream("pässword\nrest".getBytes(StandardCharsets.UTF_8)));
        try {
            assertEquals(0, run("users", "add", file(), "ann", "--password-file", "-"), err::toString);
        } finally {
            System.setIn(original);
        }
        try (Broker broker = Broker.start(broker("stdin"));
                JMSContext context = broker.connectionFactory().createContext("ann", "pässword")) {
            assertEquals("Chasqui", context.getMetaData().getJMSProviderName());
        }
    }

    private BrokerConfiguration broker(String name) {
        return BrokerConfiguration.builder()
                .name(name)
                .userFile(file())
                .anonymousAllowed(false)
                .build();
    }

    @Test
    void aBrokerInThisJvmChecksPasswordsAgainstTheFile() throws Exception {
        add("ann", "secret1");
        try (Broker broker = Broker.start(broker("users-of-a-file"))) {
            ChasquiConnectionFactory factory = (ChasquiConnectionFactory) broker.connectionFactory();
            factory.createConnection("ann", "secret1").close();
            for (String[] wrong : new String[][] {{"ann", "secret2"}, {"ann", ""}, {"eve", "secret1"}}) {
                String message = assertThrows(
                                JMSSecurityException.class, () -> factory.createConnection(wrong[0], wrong[1]))
                        .getMessage();
                assertTrue(message.contains("is unknown, or the password is wrong"), message);
            }
            assertThrows(JMSSecurityException.class, factory::createConnection);
        }
    }

    @Test
    void aBrokerDoesNotStartWithABrokenFile() throws IOException {
        Files.writeString(Path.of(file()), "ann secret1\n");

        String message = assertThrows(JMSException.class, () -> Broker.start(broker("broken-users")))
                .getMessage();

        assertTrue(message.contains(file() + ":1: the keys are not"), message);
    }
}
