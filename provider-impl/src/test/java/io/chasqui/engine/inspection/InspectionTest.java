package io.chasqui.engine.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.Ledger;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {

    @TempDir
    private Path temporary;

    private Path path;
    private int exports;

    @BeforeEach
    void write() throws IOException {
        path = temporary.resolve("broker");
        SampleDirectory.write(path);
    }

    private static Verification verify(Path path) throws IOException {
        try (OfflineDirectory directory = OfflineDirectory.open(path)) {
            return Verification.of(directory);
        }
    }

    /** The lines of an export, and what was found meanwhile. */
    private record Exported(Exporter.Result result, List<String> lines, List<Finding> findings) {}

    private Exported export(Path from) throws IOException {
        Path file = temporary.resolve("export-" + exports++ + ".jsonl");
        try (OfflineDirectory directory = OfflineDirectory.open(from)) {
            Exporter.Result result = Exporter.export(directory, file);
            return new Exported(result, Files.readAllLines(file), directory.findings());
        }
    }

    @Test
    void aWholeDirectoryIsVerifiedWithoutAFinding() throws IOException {
        Map<String, String> before = SampleDirectory.contents(path);
        Verification verification = verify(path);
        assertEquals(List.of(), verification.findings());
        assertEquals(
                "3 queues and durable subscriptions with 56 readable messages (one in several subscriptions counts in"
                        + " each)",
                verification.summary().get(2));
        assertEquals(before, SampleDirectory.contents(path));
    }

    @Test
    void whatIsImportedFromAnExportIsExportedAsItWas() throws IOException {
        Exported first = export(path);
        assertEquals(List.of(), first.findings());
        assertEquals(new Exporter.Result(3, 42, 1, 0), first.result());
        Path copy = temporary.resolve("copy");
        Importer.Result imported = Importer.build(copy, temporary.resolve("export-0.jsonl"));
        assertEquals(new Importer.Result(3, 42, 1), imported);
        assertEquals(List.of(), verify(copy).findings());
        assertEquals(first.lines(), export(copy).lines());
    }

    @Test
    void anUnfinishedEndIsARemarkAndStaysAsItIs() throws IOException {
        String last = lastSegment();
        long end = endOf(last);
        byte[] tag = readTag(last);
        try (RandomAccessFile file = new RandomAccessFile(last, "rw")) {
            file.seek(end);
            file.writeInt(100);
            file.seek(end + 12);
            file.write(tag);
        }
        Map<String, String> before = SampleDirectory.contents(path);
        Verification verification = verify(path);
        assertFalse(verification.hasProblems(), verification.findings().toString());
        assertEquals(1, verification.findings().size());
        assertTrue(verification.findings().get(0).what().startsWith("an unfinished end"));
        assertEquals(before, SampleDirectory.contents(path));
    }

    private String lastSegment() throws IOException {
        try (Stream<Path> files = Files.list(path.resolve("journal"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".segment"))
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }
    }

    private long endOf(String segment) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(segment));
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return (end + 7) / 8 * 8;
    }

    private static byte[] readTag(String segment) throws IOException {
        byte[] tag = new byte[4];
        try (RandomAccessFile file = new RandomAccessFile(segment, "r")) {
            file.seek(64 + 12);
            file.readFully(tag);
        }
        return tag;
    }

    @Test
    void aDamagedRecordCostsItsMessageOnly() throws IOException {
        Exported whole = export(path);
        flip(Path.of(path + "/journal/journal-0000000001.segment"), "sample", 3);
        Map<String, String> before = SampleDirectory.contents(path);
        Verification verification = verify(path);
        assertTrue(verification.hasProblems());
        String text = verification.findings().toString();
        assertTrue(text.contains("journal-0000000001.segment at offset"), text);
        assertTrue(text.contains("1 message of queue orders cannot be read"), text);
        Exported rest = export(path);
        assertEquals(1, rest.result().leftOut());
        assertEquals(whole.lines().size() - 1, rest.lines().size());
        assertTrue(
                whole.lines().containsAll(rest.lines().subList(0, rest.lines().size() - 1)));
        assertEquals(before, SampleDirectory.contents(path));
    }

    /** Damages the n-th place where a file has a text. */
    private static void flip(Path file, String text, int occurrence) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int i = 0; i < occurrence; i++) {
            at = content.indexOf(text, at + 1);
        }
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aMissingSegmentIsAProblem() throws IOException {
        Files.delete(Path.of(path + "/journal/journal-0000000001.segment"));
        Verification verification = verify(path);
        String text = verification.findings().toString();
        assertTrue(text.contains("is missing although segment 1 was not freed"), text);
        assertTrue(text.contains("messages of queue orders cannot be read"), text);
    }

    /** The bodies of another export, which may have the same numbers, are not to be taken for those of this one. */
    @Test
    void aFolderOfBodiesOfAnEarlierExportIsInTheWay() throws IOException {
        Path file = temporary.resolve("again.jsonl");
        Files.createDirectory(temporary.resolve("again.jsonl.bodies"));
        try (OfflineDirectory directory = OfflineDirectory.open(path)) {
            FileAlreadyExistsException refused =
                    assertThrows(FileAlreadyExistsException.class, () -> Exporter.export(directory, file));
            assertTrue(String.valueOf(refused.getFile()).endsWith("again.jsonl.bodies"), refused.getFile());
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void withoutACheckpointTheWholeJournalIsExported() throws IOException {
        Exported whole = export(path);
        try (Stream<Path> files = Files.list(path.resolve("state"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".db")).toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        Verification verification = verify(path);
        assertTrue(verification.hasProblems());
        assertEquals(whole.lines(), export(path).lines());
    }

    @Test
    void queuesAreKnownByTheirMessagesWhenTheirBeginningIsLost() throws IOException {
        Path lost = temporary.resolve("lost");
        try (SampleDirectory sample = new SampleDirectory(lost)) {
            sample.open(1, new OfQueue(SampleDirectory.ORDERS)).open(2, SampleDirectory.AUDIT);
            sample.send(SampleDirectory.ORDERS, 60, 1).send(SampleDirectory.PRICES, 2, 2);
            sample.checkpoint();
            sample.journal().delete(1);
        }
        try (Stream<Path> files = Files.list(lost.resolve("state"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Exported rest = export(lost);
        String text = rest.findings().toString();
        assertTrue(text.contains("there is no checkpoint although segments of the journal have been freed"), text);
        assertTrue(text.contains("known from its messages alone, as queue orders"), text);
        assertTrue(text.contains("a durable subscription to topic prices, is lost"), text);
        assertTrue(rest.result().messages() > 5);
    }

    @Test
    void anyFlippedByteIsFoundOrHarmless() throws IOException {
        List<String> whole = export(path).lines();
        List<Path> files = files(path);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(Math.min(bytes.length, i % 3 == 0 ? 200 : Integer.MAX_VALUE));
            byte before = bytes[at];
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            String where = "seed " + seed + ": " + file + " at " + at;
            List<Finding> findings = verify(path).findings();
            if (findings.isEmpty()) {
                assertEquals(whole, export(path).lines(), where);
            }
            bytes[at] = before;
            Files.write(file, bytes);
        }
        assertEquals(List.of(), verify(path).findings());
    }

    private static List<Path> files(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("chasqui.lock"))
                    .filter(file -> sizeOf(file) > 0)
                    .sorted()
                    .toList();
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhoKeepsASegment() throws IOException {
        try (OfflineDirectory directory = OfflineDirectory.open(path)) {
            String text = String.join("\n", SegmentListing.of(directory));
            assertTrue(text.contains("shared durable subscription all without client ID to topic prices"), text);
            assertTrue(text.contains("prepared branch"), text);
        }
    }

    @Test
    void everySlotKeepsItsDeliveryCountThroughAnImport() throws IOException {
        export(path);
        Path copy = temporary.resolve("copy");
        Importer.build(copy, temporary.resolve("export-0.jsonl"));
        assertEquals(counts(path), counts(copy));
        assertTrue(counts(copy).contains(3));
    }

    private static List<Integer> counts(Path path) throws IOException {
        List<Integer> counts = new ArrayList<>();
        try (OfflineDirectory directory = OfflineDirectory.open(path)) {
            Reconstruction state = new Reconstruction(directory);
            for (Ledger ledger : state.ledgers().all()) {
                state.forEachMessage(ledger, (slot, position, message) -> counts.add(ledger.deliveries(slot)));
            }
        }
        return counts;
    }
}
