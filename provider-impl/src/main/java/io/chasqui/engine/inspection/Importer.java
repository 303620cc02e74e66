package io.chasqui.engine.inspection;

import io.chasqui.checkpoint.BlockKey;
import io.chasqui.checkpoint.CheckpointOptions;
import io.chasqui.checkpoint.GenerationListener;
import io.chasqui.checkpoint.GenerationalStore;
import io.chasqui.checkpoint.Table;
import io.chasqui.disk.DirectoryLock;
import io.chasqui.disk.FileDirectory;
import io.chasqui.engine.inspection.ExportFormat.CountedPlace;
import io.chasqui.engine.record.Arrival;
import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.Fact;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledger.BlockImage;
import io.chasqui.engine.record.Ledger.Changes;
import io.chasqui.engine.record.Ledgers;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Sent;
import io.chasqui.engine.recovery.StateLayout;
import io.chasqui.journal.FileJournal;
import io.chasqui.journal.JournalSettings;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.journal.WriterThread;
import io.chasqui.message.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Builds a data directory from an export. Owned by one thread. */
public final class Importer {

    private final FileJournal journal;
    private final FactAppender appender;
    private final GenerationalStore store;
    private final BodyFolder exported;
    private final BodyFolder bodies;
    private final SegmentUsage usage = new SegmentUsage();
    private final Ledgers ledgers = new Ledgers(usage, block -> null);
    private final Set<Long> backlogs = new HashSet<>();
    private long messages;
    private long occupied;
    private long lines;

    /** What was imported. */
    public record Result(long backlogs, long messages, long branches) {}

    private Importer(FileJournal journal, GenerationalStore store, BodyFolder exported, BodyFolder bodies) {
        this.exported = exported;
        this.bodies = bodies;
        this.journal = journal;
        this.appender = new FactAppender(journal, ledgers);
        this.store = store;
    }

    /** Whether an import may build here: nothing is there yet. */
    public static boolean isEmpty(Path path) throws IOException {
        if (!Files.exists(path)) {
            return true;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.allMatch(file -> file.getFileName().toString().equals(DirectoryLock.FILE));
        }
    }

    /**
     * Builds the directory, which {@linkplain #isEmpty is empty}.
     *
     * @throws IOException also when the export is damaged; the message says in which line. What was built is of no use then
     */
    public static Result build(Path path, Path export) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(export, StandardCharsets.UTF_8)) {
            DirectoryLock lock = DirectoryLock.acquire(path);
            try {
                return build(path, in, BodyFolder.besideExport(export));
            } finally {
                lock.close();
            }
        }
    }

    private static Result build(Path path, BufferedReader in, BodyFolder exported) throws IOException {
        try (FileJournal journal = FileJournal.open(
                        new FileDirectory(path.resolve(OfflineDirectory.JOURNAL)),
                        JournalSettings.DEFAULT,
                        new WriterThread("import"));
                GenerationalStore store = GenerationalStore.open(
                        new FileDirectory(path.resolve(OfflineDirectory.STATE)),
                        CheckpointOptions.defaults(),
                        GenerationListener.logging())) {
            return new Importer(journal, store, exported, BodyFolder.ofDirectory(path)).run(in);
        }
    }

    private Result run(BufferedReader in) throws IOException {
        try {
            lines++;
            ExportFormat.requireHeader(in.readLine());
            boolean ended = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                if (ended) {
                    throw new IOException("a line follows the end");
                }
                ended = !line.isBlank() && readLine(JsonFields.of(Json.read(line)));
            }
            if (!ended) {
                throw new IOException("the export has no end: it was cut off");
            }
        } catch (IOException e) {
            throw new IOException("Line " + lines + " of the export: " + e.getMessage(), e);
        }
        bodies.force();
        appender.finish();
        long found = ledgers.all().stream().mapToLong(Ledger::size).sum();
        if (found != occupied) {
            throw new IOException("The export has " + occupied + " places of messages, and only " + found
                    + " different ones: somebody has changed it");
        }
        checkpoint();
        return new Result(ledgers.all().size(), messages, ledgers.inDoubt().size());
    }

    /** Returns whether it was the last line. */
    private boolean readLine(JsonFields line) throws IOException {
        if (line.has("queue")) {
            open(line.number("backlog", 1, Long.MAX_VALUE), ExportFormat.readQueue(line));
        } else if (line.has("subscription")) {
            open(line.number("backlog", 1, Long.MAX_VALUE), ExportFormat.readSubscription(line));
        } else if (line.has("message")) {
            readMessage(line);
        } else if (line.has("prepared")) {
            Fact.Prepared prepared = ExportFormat.readPrepared(line);
            for (Sent sent : prepared.sent()) {
                exported.copyBodyOf(sent.message(), bodies);
            }
            appender.append(prepared);
        } else if (line.has("end")) {
            if (line.number("messages") != messages) {
                throw new IOException(
                        "the export should have " + line.number("messages") + " messages, and has " + messages);
            }
            return true;
        } else {
            throw new IOException("there is no kind of lines with " + line.names());
        }
        return false;
    }

    private void open(long id, BacklogDefinition definition) throws IOException {
        if (!backlogs.add(id)) {
            throw new IOException("backlog " + id + " is there already");
        }
        appender.append(new Fact.Opened(id, definition));
    }

    private void readMessage(JsonFields line) throws IOException {
        List<Place> places = new ArrayList<>();
        List<Fact.Counted> counted = new ArrayList<>();
        for (CountedPlace each : ExportFormat.readPlaces(line.list("places"))) {
            Place place = each.place();
            if (!backlogs.contains(place.backlog())) {
                throw new IOException("there is no backlog " + place.backlog());
            }
            places.add(place);
            if (each.deliveries() > 0) {
                counted.add(new Fact.Counted(place, each.deliveries()));
            }
        }
        Message message = MessageJson.read(line.object("message"));
        exported.copyBodyOf(message, bodies);
        Arrival arrival = new Arrival(message, places);
        appender.append(new Fact.Changed(List.of(arrival), List.of(), null));
        if (!counted.isEmpty()) {
            appender.append(new Fact.Redelivered(counted));
        }
        occupied += places.size();
        messages++;
    }

    /** What the journal has, as a checkpoint, so that the first start need not replay all of it. */
    private void checkpoint() throws IOException {
        for (Ledger ledger : ledgers.all()) {
            byte[] definition = StateLayout.encodeDefinition(ledger.definition());
            if (ledger.definition() instanceof OfQueue) {
                store.put(Table.DESTINATION, ledger.id(), definition);
            } else {
                store.put(Table.SUBSCRIPTION, Long.toString(ledger.id()), definition);
            }
            Changes changes = ledger.takeChanges();
            for (BlockImage image : changes.blocks()) {
                byte[] value = image.value();
                if (value != null) {
                    store.put(Table.INDEX, new BlockKey(ledger.id(), image.number()), value);
                }
            }
        }
        store.put(Table.META, StateLayout.LAST_LEDGER, StateLayout.encodeLastLedger(ledgers.lastId()));
        store.put(Table.META, StateLayout.BRANCHES, StateLayout.encodeBranches(ledgers.inDoubt()));
        store.put(Table.META, StateLayout.SEGMENTS, StateLayout.encodeSegments(usage.totals()));
        store.put(Table.META, StateLayout.POSITION, StateLayout.encodePosition(journal.nextPosition()));
        store.commit();
    }
}
