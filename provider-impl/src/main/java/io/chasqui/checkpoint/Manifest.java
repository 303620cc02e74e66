package io.chasqui.checkpoint;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The small text file that says which generations count. It is replaced whole, by a renaming.
 *
 * @param current the generation in use, or 0 while the first is not finished
 * @param previous the generation to go back to, or 0
 */
record Manifest(long current, long previous) {

    static final String FILE = "state.manifest";

    private static final String NEW_FILE = FILE + ".new";
    private static final int LARGEST_BYTES = 1000;
    private static final Pattern TEXT =
            Pattern.compile("(chasqui-state 1\ncurrent (\\d{1,18})\nprevious (\\d{1,18})\n)crc32c ([0-9a-f]{8})\n");

    /** Throws, with a reason for people, when there is none or it is damaged. */
    static Manifest read(Directory directory) throws IOException {
        if (!directory.exists(FILE)) {
            throw new CheckpointException("it is not there");
        }
        ByteBuffer bytes = ByteBuffer.allocate(LARGEST_BYTES);
        try (DiskFile file = directory.open(FILE)) {
            file.read(bytes, 0);
        }
        Matcher text = TEXT.matcher(new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1));
        if (!text.matches() || !text.group(4).equals(checksum(text.group(1)))) {
            throw new CheckpointException("it is damaged, or of a later release");
        }
        return new Manifest(Long.parseLong(text.group(2)), Long.parseLong(text.group(3)));
    }

    /** Replaces the manifest; durable on return. Until then, and after a failure, a crash may show either. */
    void write(Directory directory) throws IOException {
        String body = "chasqui-state 1\ncurrent " + current + "\nprevious " + previous + "\n";
        String text = body + "crc32c " + checksum(body) + "\n";
        directory.delete(NEW_FILE);
        try (DiskFile file = directory.open(NEW_FILE)) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), 0);
            file.force();
        }
        directory.rename(NEW_FILE, FILE);
        directory.force();
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x", crc.getValue());
    }
}
