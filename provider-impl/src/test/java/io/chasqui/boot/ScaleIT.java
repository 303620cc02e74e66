package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScaleIT {

    private static final Pattern LINE = Pattern.compile("(.+): heapKiB=(\\d+) threads=(\\d+)");

    /** What the last round may leave more than there was before the first: caches, compiled code's constants. */
    private static final long SLACK_KIB = 2 * 1024;

    @Test
    @DisplayName("CLS-13: 10,000 sessions on 10,000 queues in 512 MB, ten times, leave nothing behind")
    void manySessionsLeaveNothingBehind() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                "-ea",
                "-cp",
                System.getProperty("java.class.path"),
                ScaleProbe.class.getName(),
                "10000",
                "10"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(100, TimeUnit.SECONDS), output);
        assertEquals(0, process.exitValue(), output);
        List<long[]> rounds = new ArrayList<>();
        for (Matcher line = LINE.matcher(output); line.find(); ) {
            rounds.add(new long[] {Long.parseLong(line.group(2)), Long.parseLong(line.group(3))});
        }
        assertEquals(11, rounds.size(), output);
        long[] start = rounds.get(0);
        long[] last = rounds.get(10);
        assertTrue(last[0] <= start[0] + SLACK_KIB, "the heap is not back where it began:\n" + output);
        assertTrue(last[1] <= start[1], "threads are left behind:\n" + output);
        System.getLogger(ScaleIT.class.getName()).log(System.Logger.Level.INFO, output);
    }
}
