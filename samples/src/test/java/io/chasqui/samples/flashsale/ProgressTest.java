package io.chasqui.samples.flashsale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final Scoreboard board = new Scoreboard();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void showsBacklogAndTheRatesSinceTheLineBefore() {
        try (Progress progress = new Progress(board, out, false)) {
            board.countSent(Set.of("1", "2", "3", "4"));
            assertEquals(
                    "[                    ]  --%  backlog       4  in       8/s  out       0/s  0.50 s",
                    progress.line(TimeUnit.MILLISECONDS.toNanos(500)));
            board.countCommit(System.nanoTime(), false);
            board.burstIsOver();
            assertEquals(
                    "[#####...............]  25%  backlog       3  in       0/s  out       1/s  1.50 s",
                    progress.line(TimeUnit.MILLISECONDS.toNanos(1_500)));
        }
    }

    @Test
    void rewritesOneLineOnATerminalAndLeavesTheLastStateThere() {
        new Progress(board, out, true).close();
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("\r[") && text.endsWith("\u001b[K" + System.lineSeparator()), text);
    }

    @Test
    void writesNoControlCharactersElsewhere() {
        Progress progress = new Progress(board, out, false);
        progress.show();
        progress.close();
        assertEquals(1, printed.toString(StandardCharsets.UTF_8).lines().count());
        assertTrue(printed.toString(StandardCharsets.UTF_8).chars().noneMatch(c -> c == '\r' || c == '\u001b'));
    }
}
