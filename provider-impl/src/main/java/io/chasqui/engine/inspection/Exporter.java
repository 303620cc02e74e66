package io.chasqui.engine.inspection;

import io.chasqui.engine.inspection.ExportFormat.CountedPlace;
import io.chasqui.engine.record.Arrival;
import io.chasqui.engine.record.Fact;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Sent;
import io.chasqui.engine.record.Slot;
import io.chasqui.journal.Position;
import io.chasqui.message.Message;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what can be read of a data directory in the {@link ExportFormat}. Owned by one thread. */
public final class Exporter {

    private final OfflineDirectory directory;
    private final Reconstruction state;
    private final Writer out;
    private final BodyFolder bodies;
    private long messages;
    private long left;

    /**
     * What an export has.
     *
     * @param leftOut messages that could not be read; findings say which
     */
    public record Result(long backlogs, long messages, long branches, long leftOut) {}

    private Exporter(OfflineDirectory directory, Writer out, BodyFolder bodies) throws IOException {
        this.directory = directory;
        this.bodies = bodies;
        this.out = out;
        this.state = new Reconstruction(directory);
    }

    /**
     * Writes an export to a new file, and large bodies to a folder beside it; what was left out is among the findings of the directory.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the file or the folder is there
     */
    public static Result export(OfflineDirectory directory, Path file) throws IOException {
        BodyFolder bodies = BodyFolder.besideExport(file);
        bodies.requireAbsent();
        try (BufferedWriter out =
                Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
            return new Exporter(directory, out, bodies).run();
        }
    }

    private Result run() throws IOException {
        line(ExportFormat.header());
        for (Ledger ledger : state.ledgers().all()) {
            line(ExportFormat.backlog(ledger.id(), ledger.definition()));
        }
        for (Ledger ledger : state.ledgers().all()) {
            exportMessages(ledger);
        }
        long branches = 0;
        for (InDoubt branch : state.ledgers().inDoubt()) {
            branches += export(branch) ? 1 : 0;
        }
        line(ExportFormat.end(messages));
        return new Result(state.ledgers().all().size(), messages, branches, left);
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    private void exportMessages(Ledger ledger) throws IOException {
        state.forEachMessage(ledger, (slot, position, message) -> {
            Place place = new Place(ledger.id(), slot);
            if (message == null || !hasBody(message, position)) {
                left++;
            } else if (message.destination().isQueue()) {
                export(message, List.of(place));
            } else {
                List<Place> all = placesOf(place, position);
                if (all.get(0).equals(place)) {
                    export(message, all);
                }
            }
        });
    }

    private boolean hasBody(Message message, long position) {
        try {
            BodyFolder.ofDirectory(directory.path()).copyBodyOf(message, bodies);
            return true;
        } catch (IOException e) {
            directory.add(Finding.problem(
                    directory.journal().file(position),
                    Position.offset(position),
                    message + " is left out: " + e.getMessage()));
            return false;
        }
    }

    private void export(Message message, List<Place> places) throws IOException {
        List<CountedPlace> counted = new ArrayList<>();
        for (Place place : places) {
            Ledger ledger = state.ledgers().get(place.backlog());
            counted.add(new CountedPlace(place, ledger == null ? 0 : ledger.deliveries(place.slot())));
        }
        line(ExportFormat.message(message, counted));
        messages++;
    }

    /** Where else the same message of the same record still is; the first of these places stands for all. */
    private List<Place> placesOf(Place place, long position) throws IOException {
        Fact fact = FactCodec.decode(directory.journal().read(position));
        List<Arrival> arrivals = fact instanceof Fact.Changed changed
                ? changed.arrived()
                : fact instanceof Fact.Moved moved ? moved.messages() : List.of();
        for (Arrival arrival : arrivals) {
            if (arrival.places().contains(place)) {
                return arrival.places().stream()
                        .filter(each -> isAt(each, position))
                        .toList();
            }
        }
        return List.of(place);
    }

    private boolean isAt(Place place, long position) {
        @Nullable Ledger ledger = state.ledgers().get(place.backlog());
        return ledger != null
                && state.bringBack(ledger, Slot.block(place.slot()))
                && ledger.position(place.slot()) == position;
    }

    private boolean export(InDoubt branch) throws IOException {
        try {
            if (FactCodec.decode(directory.journal().read(branch.position())) instanceof Fact.Prepared fact) {
                for (Sent sent : fact.sent()) {
                    BodyFolder.ofDirectory(directory.path()).copyBodyOf(sent.message(), bodies);
                }
                line(ExportFormat.prepared(fact));
                return true;
            }
            throw new IOException("the record there is another one");
        } catch (IOException e) {
            directory.add(Finding.problem(
                    directory.journal().file(branch.position()),
                    Position.offset(branch.position()),
                    "the prepared branch " + branch.branch() + " is left out: " + e.getMessage()));
            return false;
        }
    }
}
