package io.chasqui.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a thread writes what it is about to do and what was confirmed. A line is with the operating system when {@link
 * #write} returns, so it survives the death of the process. May be used by any thread.
 */
final class OracleLog {

    private final FileChannel file;
    private final AtomicLong sequence;

    /** @param sequence shared by all logs of a process */
    OracleLog(Path path, AtomicLong sequence) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.sequence = sequence;
    }

    void write(Verb verb, Object... words) {
        List<String> texts = new ArrayList<>(words.length);
        for (Object word : words) {
            if (word instanceof Iterable<?> several) {
                several.forEach(each -> texts.add(each.toString()));
            } else {
                texts.add(word.toString());
            }
        }
        write(verb, texts);
    }

    private synchronized void write(Verb verb, List<String> words) {
        Line line = new Line(sequence.incrementAndGet(), System.currentTimeMillis(), verb, words);
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
