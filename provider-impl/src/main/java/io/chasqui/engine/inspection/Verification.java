package io.chasqui.engine.inspection;

import io.chasqui.engine.record.Fact;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.journal.Position;
import io.chasqui.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads every byte of a data directory and says what is wrong. Owned by one thread.
 *
 * @param summary what is there, a line each
 */
public record Verification(List<String> summary, List<Finding> findings) {

    /** Verifies a directory, which stays as it is. */
    public static Verification of(OfflineDirectory directory) throws IOException {
        Reconstruction state = new Reconstruction(directory);
        List<String> summary = new ArrayList<>();
        summary.add("journal: " + directory.journal().segments().size() + " segments, "
                + state.records().values().stream().mapToLong(Long::longValue).sum()
                + " records, ends in " + Position.describe(state.end()));
        summary.add("checkpoint: to be completed from " + Position.describe(state.from()) + " of the journal");
        long messages = 0;
        for (Ledger ledger : state.ledgers().all()) {
            long[] readable = new long[1];
            state.forEachMessage(ledger, (slot, position, message) -> {
                boolean whole = message != null && verifyBody(directory, message, position);
                readable[0] += whole ? 1 : 0;
            });
            messages += readable[0];
        }
        summary.add(state.ledgers().all().size() + " queues and durable subscriptions with " + messages
                + " readable messages (one in several subscriptions counts in each)");
        for (InDoubt branch : state.ledgers().inDoubt()) {
            verify(directory, branch);
        }
        summary.add(state.ledgers().inDoubt().size() + " prepared transaction branches");
        return new Verification(summary, directory.findings());
    }

    private static boolean verifyBody(OfflineDirectory directory, Message message, long position) {
        try {
            BodyFolder.ofDirectory(directory.path()).requireBodyOf(message);
            return true;
        } catch (IOException e) {
            directory.add(Finding.problem(
                    directory.journal().file(position),
                    Position.offset(position),
                    message + " cannot be delivered: " + e.getMessage()));
            return false;
        }
    }

    private static void verify(OfflineDirectory directory, InDoubt branch) {
        try {
            Fact fact = FactCodec.decode(directory.journal().read(branch.position()));
            if (!(fact instanceof Fact.Prepared prepared && prepared.branch().equals(branch.branch()))) {
                throw new IOException("the record there is another one");
            }
        } catch (IOException e) {
            directory.add(Finding.problem(
                    directory.journal().file(branch.position()),
                    Position.offset(branch.position()),
                    "what the prepared branch " + branch.branch() + " has sent and consumed is lost: "
                            + e.getMessage()));
        }
    }

    /** Whether something is lost or in danger. */
    public boolean hasProblems() {
        return findings.stream().anyMatch(Finding::problem);
    }
}
