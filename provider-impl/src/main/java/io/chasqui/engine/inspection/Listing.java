package io.chasqui.engine.inspection;

import io.chasqui.engine.record.BacklogDefinition.OfSubscription;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.engine.record.Slot;
import io.chasqui.journal.Position;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints queues, durable subscriptions and their messages for people. Owned by one thread. */
public final class Listing {

    private final Reconstruction state;
    private final PrintWriter out;
    private final Options options;

    /**
     * What to print.
     *
     * @param destination only this queue, or the subscriptions to this topic; null for all
     * @param messages each message's header and properties
     * @param bodies and its body
     */
    public record Options(@Nullable Destination destination, boolean messages, boolean bodies) {

        /** Reads {@code queue://orders} or {@code topic://prices}. */
        public static Destination destination(String text) throws IOException {
            return MessageJson.readDestination(text);
        }
    }

    private Listing(OfflineDirectory directory, PrintWriter out, Options options) throws IOException {
        this.state = new Reconstruction(directory);
        this.out = out;
        this.options = options;
    }

    /** Prints a directory; what cannot be read is among its findings. */
    public static void print(OfflineDirectory directory, PrintWriter out, Options options) throws IOException {
        new Listing(directory, out, options).print();
    }

    private void print() throws IOException {
        for (Ledger ledger : state.ledgers().all()) {
            if (options.destination == null
                    || options.destination.equals(ledger.definition().destination())) {
                print(ledger);
            }
        }
        if (options.destination == null) {
            for (InDoubt branch : state.ledgers().inDoubt()) {
                out.println("prepared branch " + branch.branch() + ", in " + Position.describe(branch.position()));
            }
        }
    }

    private void print(Ledger ledger) throws IOException {
        out.println(ledger.definition() + ": " + ledger.size() + (ledger.size() == 1 ? " message" : " messages"));
        if (ledger.definition() instanceof OfSubscription subscription && subscription.selector() != null) {
            out.println("    selector " + subscription.selector());
        }
        if (options.messages || options.bodies) {
            state.forEachMessage(ledger, (slot, position, message) -> print(ledger, slot, position, message));
        }
    }

    private void print(Ledger ledger, long slot, long position, @Nullable Message message) {
        out.print("    " + Slot.describe(slot) + ", in " + Position.describe(position));
        if (message == null) {
            out.println(": cannot be read");
            return;
        }
        out.print(": " + (message.id() == null ? "no ID" : message.id().text()));
        out.print(message.timestamp() == 0 ? "" : ", sent " + Instant.ofEpochMilli(message.timestamp()));
        out.print(message.expiration() == 0 ? "" : ", expires " + Instant.ofEpochMilli(message.expiration()));
        out.print(ledger.due(slot) == 0 ? "" : ", due " + Instant.ofEpochMilli(ledger.due(slot)));
        out.print(ledger.deliveries(slot) == 0 ? "" : ", delivered in vain " + ledger.deliveries(slot) + " times");
        out.println(message.type() == null ? "" : ", type " + message.type());
        Map<String, @Nullable Object> json = MessageJson.write(message, options.bodies);
        print("correlation ID", json.get("correlationId"));
        print("reply to", json.get("replyTo"));
        print("properties", json.get("properties"));
        print("body", json.get("body"));
    }

    private void print(String name, @Nullable Object value) {
        if (value != null) {
            out.println("        " + name + " " + Json.write(value));
        }
    }
}
