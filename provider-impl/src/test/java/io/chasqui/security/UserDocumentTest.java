package io.chasqui.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDocumentTest {

    private static final String KEYS =
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                    + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("users");
    }

    private UserDocument read(String text) throws IOException {
        Files.writeString(file(), text);
        return UserDocument.read(file());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        User ann = new User("ann", ScramKeys.ofNew("pw", 5000, random), Set.of("b", "a"), null);
        User till = new User("till", null, Set.of(), new X500Principal("CN=till 7,O=Acme"));
        UserDocument document = UserDocument.readOrEmpty(file());
        document.put(ann);
        document.put(till);
        document.write(random);

        UserDocument again = UserDocument.read(file());

        assertEquals(List.of(ann, till), List.copyOf(again.users()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertFalse(SecurityFiles.isOpenToOthers(file()));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file()), files.toList(), "nothing else is left behind");
        }
    }

    @Test
    void aChangeLeavesTheOtherLinesAsTheyWere() throws Exception {
        String text = "# who is who\n:secret " + ScramText.base64(new byte[32]) + "\n\n  ann   " + KEYS
                + "  roles=a,b  \n# the tills\ntill -\nlast - roles=x\n";
        UserDocument document = read(text);

        assertTrue(document.remove("till"));
        assertFalse(document.remove("till"));
        assertTrue(document.change("last", user -> new User(user.name(), user.keys(), Set.of("y"), null)));
        document.write(random);

        assertEquals(text.replace("till -\n", "").replace("roles=x", "roles=y"), Files.readString(file()));
        User ann = document.find("ann");
        assertNotNull(ann);
        assertEquals(Set.of("a", "b"), ann.roles());
        assertNotNull(ann.keys());
        assertTrue(ann.keys().matches("pencil"));
    }

    @Test
    void theSecretIsMadeOnceAndKeepsUnknownUsersTheSame() throws Exception {
        UserDocument first = UserDocument.readOrEmpty(file());
        first.put(UserDocument.named("ann"));
        first.write(random);

        ScramKeys one = UserDocument.read(file()).table(new byte[] {1}).keysOf("eve");
        UserDocument second = UserDocument.read(file());
        second.put(UserDocument.named("bob"));
        second.write(random);
        ScramKeys two = UserDocument.read(file()).table(new byte[] {2}).keysOf("eve");

        assertEquals(one, two);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ann|a line is NAME KEYS",
                "ann - boss|a line is NAME KEYS",
                "ann - roles=a b|a line is NAME KEYS",
                "ann - roles=a,,b|'' is no role",
                "ann - roles=a;b|'a;b' is no role",
                "ann MD5$4096:AAAA$AAAA:AAAA|only SCRAM-SHA-256 is known",
                "ann secret|the keys are not SCRAM-SHA-256$",
                "ann SCRAM-SHA-256$100:AAAA$AAAA:AAAA|the iteration count is 100, but must be from 4096 to 1000000",
                "ann SCRAM-SHA-256$99999999999:AAAA$AAAA:AAAA|the iteration count is 99999999999",
                "ann SCRAM-SHA-256$4096:$AAAA:AAAA|the salt has 0 bytes",
                "ann SCRAM-SHA-256$4096:AAAA$AAAA:AAAA|the stored key has 3 bytes, but must have 32",
                "ann SCRAM-SHA-256$4096:AAAA$A!:AAAA|the stored key is no base64",
                ":unknown -|not begin with # or :",
                ":secret AAAA|the secret has 3 bytes",
                "first -|user first stands in line 1 already",
                "ann - certificate=nothing|'nothing' is no subject",
                "ann - certificate=CN=Same|the certificate of user ann is that of user first"
            })
    void aWrongLineIsNamedWithWhatIsWrong(String line, String expected) {
        String message = assertThrows(
                        SecurityFileException.class, () -> read("first - certificate=cn=same\n\n" + line + "\n"))
                .getMessage();

        assertTrue(message.startsWith(file() + ":3: "), message);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void neitherKeysNorPasswordsAreInAMessage() {
        String broken = KEYS.replace("wfPL", "wf!!");

        String message = assertThrows(SecurityFileException.class, () -> read("ann " + broken))
                .getMessage();

        assertFalse(message.contains("WG5d8"), message);
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsNamed() throws IOException {
        assertTrue(assertThrows(SecurityFileException.class, () -> UserDocument.read(file()))
                .getMessage()
                .contains("there is no such file"));
        Files.write(file(), new byte[] {(byte) 0xff, 'a'});
        assertTrue(assertThrows(SecurityFileException.class, () -> UserDocument.read(file()))
                .getMessage()
                .contains("no UTF-8"));
        assertTrue(assertThrows(SecurityFileException.class, () -> UserDocument.read(directory))
                .getMessage()
                .contains("cannot be read"));
    }

    @Test
    void aChangeMadeMeanwhileIsNotOverwritten() throws Exception {
        UserDocument document = read("ann -\n");
        Files.writeString(file(), "bob -\n");

        document.put(UserDocument.named("eve"));

        assertThrows(SecurityFileException.class, () -> document.write(random));
        assertEquals("bob -\n", Files.readString(file()));
    }

    @Test
    void aLinkIsFollowed() throws Exception {
        Path real = directory.resolve("real");
        Files.writeString(real, "ann -\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        UserDocument document = UserDocument.read(link);

        document.put(UserDocument.named("bob"));
        document.write(random);

        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readString(real).contains("bob -"));
    }

    @Test
    void aFileIsReadAnewWhenItChangesUnlessItIsBroken() throws Exception {
        long[] now = {0};
        Files.writeString(file(), "ann -\n");
        Watched<UserTable> watched = new Watched<>(
                file(), path -> UserDocument.read(path).table(new byte[] {1}), () -> now[0], Runnable::run);
        assertNotNull(watched.get().find("ann"));

        Files.writeString(file(), "bobby -\n");
        assertNull(watched.get().find("bobby"), "looked at this second already");
        now[0] += 1_000_000_000L;
        assertNotNull(watched.get().find("bobby"));

        Files.writeString(file(), "broken\n");
        now[0] += 1_000_000_000L;
        assertNotNull(watched.get().find("bobby"), "a broken file changes nothing");
        Files.delete(file());
        now[0] += 1_000_000_000L;
        assertNotNull(watched.get().find("bobby"), "a missing file changes nothing");
        Files.writeString(file(), "ann -\nbobby -\n");
        now[0] += 1_000_000_000L;
        assertNotNull(watched.get().find("ann"));
    }

    @Test
    void refusalsAreLoggedAtABoundedRateAndCannotForgeLines() {
        long[] now = {0};
        List<String> lines = new java.util.ArrayList<>();
        RefusalLog log = new RefusalLog(() -> now[0], lines::add);
        for (int i = 0; i < 100; i++) {
            log.refused("user a\nb\u001b[0m\u202e");
        }
        assertEquals(RefusalLog.MOST_PER_MINUTE, lines.size());
        assertEquals("user a?b?[0m?", lines.get(0));

        now[0] += 60_000_000_000L;
        log.refused("x");

        assertEquals("80 more refusals in the last minute were not logged", lines.get(RefusalLog.MOST_PER_MINUTE));
        assertEquals("x", lines.get(RefusalLog.MOST_PER_MINUTE + 1));
    }
}
