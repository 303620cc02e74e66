package io.chasqui.samples.flashsale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderFileTest {

    private final StringWriter rejectedFile = new StringWriter();
    private final Rejects rejects = new Rejects(rejectedFile);

    @Test
    void skipsBlankLinesAndComments() throws IOException {
        assertEquals(List.of("A-1", "A-2"), orderIds("# head\n\nA-1,c,i,1,1\n   \n#A-9,c,i,1,1\nA-2,c,i,1,1"));
        assertEquals(0, rejects.count());
    }

    @Test
    void readsFilesOfOtherSystems() throws IOException {
        assertEquals(List.of("A-1", "A-2"), orderIds("\uFEFFA-1,c,i,1,1\r\nA-2,c,i,1,1\r\n"));
    }

    @Test
    void rejectsAnOrderIdThatWasThereBefore() throws IOException {
        assertEquals(List.of("A-1", "A-2"), orderIds("A-1,c,i,1,1\nA-2,c,i,1,1\nA-1,c,i,5,1\n"));
        assertEquals("3\torder A-1 was there before\tA-1,c,i,5,1" + System.lineSeparator(), rejectedFile.toString());
    }

    @Test
    void rejectsAnOverlongLineAndReadsOn() throws IOException {
        String longest = "A-1,c," + "i".repeat(OrderFile.MAX_LINE_CHARS - "A-1,c,,1,1".length()) + ",1,1";
        assertEquals(List.of("A-1", "A-2"), orderIds(longest + "\r\n" + longest + "1\r\nA-2,c,i,1,1"));
        assertTrue(printed().contains("line 2: is longer than 200 characters"), printed());
    }

    @Test
    void neverKeepsMoreThanALineMayHave() throws IOException {
        BoundedLines lines = new BoundedLines(new StringReader("x".repeat(100_000) + "\ny"), 10);
        assertEquals(new BoundedLines.Line(1, "x".repeat(10), false), lines.next());
        assertEquals(new BoundedLines.Line(2, "y", true), lines.next());
        assertNull(lines.next());
    }

    @Test
    void printsTheFirstRejectedLinesAndCountsTheRest() throws IOException {
        assertEquals(List.of(), orderIds("nothing\n".repeat(Rejects.PRINTED + 7)));
        List<String> lines = printed().lines().toList();
        assertEquals(1 + Rejects.PRINTED + 1, lines.size());
        assertEquals("  and 7 more (all of them: --rejected FILE)", lines.get(lines.size() - 1));
        assertEquals(Rejects.PRINTED + 7, rejectedFile.toString().lines().count());
    }

    @Test
    void printsNoControlCharacters() throws IOException {
        orderIds("A-1\u001b[2J,c,i\n");
        assertTrue(printed().contains("A-1?[2J,c,i"), printed());
        assertFalse(printed().contains("\u001b"));
        assertFalse(rejectedFile.toString().contains("\u001b"));
    }

    @Test
    void goesOnWhenTheFileOfRejectedLinesFails() throws IOException {
        Rejects failing = new Rejects(new FailingWriter());
        assertEquals(List.of("A-1"), orderIds("nothing\nA-1,c,i,1,1\n", failing));
        assertEquals("the file of rejected lines is incomplete: disk full", failing.problem());
    }

    @Test
    void knowsWhenTheNextLineHasToBeWaitedFor() throws IOException {
        try (OrderFile file = new OrderFile(bytes("A-1,c,i,1,1\nA-2,c,i,1,1\nA-3"), rejects)) {
            file.next();
            assertFalse(file.mayBlock(), "a whole line is there");
            file.next();
            assertTrue(file.mayBlock(), "half a line is there");
        }
    }

    private List<String> orderIds(String text) throws IOException {
        return orderIds(text, rejects);
    }

    private static List<String> orderIds(String text, Rejects rejects) throws IOException {
        List<String> ids = new ArrayList<>();
        try (OrderFile file = new OrderFile(bytes(text), rejects)) {
            for (Order order = file.next(); order != null; order = file.next()) {
                ids.add(order.id());
            }
        }
        return ids;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        rejects.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static final class FailingWriter extends Writer {

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
