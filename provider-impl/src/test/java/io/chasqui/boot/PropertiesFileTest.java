package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {

    @TempDir
    private Path temporary;

    private Path write(String text) throws IOException {
        return Files.writeString(temporary.resolve("chasqui.properties"), text);
    }

    private String refusal(Path path) {
        return assertThrows(ConfigurationException.class, () -> PropertiesFile.read(path))
                .getMessage();
    }

    @Test
    void everyValueKnowsItsLine() throws Exception {
        PropertiesFile file = PropertiesFile.read(write("""
                # a comment that ends in a backslash \\
                name = till

                  ! another comment
                listen=tcp://127.0.0.1:1, \\
                       tcp://127.0.0.1:2
                dataDirectory: C:\\\\broker\\\\
                deadLetterQueue=cartas perdidas ñ
                """));
        assertEquals(
                Map.of(
                        "name", new PropertiesFile.Entry("till", 2),
                        "listen", new PropertiesFile.Entry("tcp://127.0.0.1:1, tcp://127.0.0.1:2", 5),
                        "dataDirectory", new PropertiesFile.Entry("C:\\broker\\", 7),
                        "deadLetterQueue", new PropertiesFile.Entry("cartas perdidas ñ", 8)),
                file.entries());
    }

    @Test
    void aKeyThatComesTwiceIsRefused() throws IOException {
        Path path = write("name=a\n\nname=b\n");
        assertEquals(path + ", line 3: 'name' stands in line 1 already; delete one of them", refusal(path));
    }

    @Test
    void whatCannotBeReadIsSaidWithItsPlace() throws IOException {
        Path path = write("name=a\nlisten=C:\\users\n");
        assertTrue(refusal(path).startsWith(path + ", line 2: Malformed"), () -> refusal(path));
        Files.write(path, "name=ñ".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(path + " is not in UTF-8; save it in that encoding", refusal(path));
        Path missing = temporary.resolve("missing");
        assertEquals("there is no configuration file " + missing, refusal(missing));
    }
}
