package io.chasqui.engine.record;

import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.BacklogDefinition.OfSubscription;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes facts of every kind, with odd values among the usual ones. */
final class FactGenerator {

    private final Random random;

    FactGenerator(long seed) {
        random = new Random(seed);
    }

    Fact fact() {
        return switch (random.nextInt(7)) {
            case 0 ->
                new Fact.Changed(
                        list(this::arrival),
                        list(this::place),
                        random.nextBoolean() ? branch() : null,
                        random.nextBoolean() ? new MessageId(text(), random.nextLong()) : null);
            case 1 -> new Fact.Redelivered(list(() -> new Fact.Counted(place(), random.nextInt() & Integer.MAX_VALUE)));
            case 2 ->
                new Fact.Prepared(
                        branch(), list(() -> new Sent(message(), new Origin(text(), optional()))), list(this::place));
            case 3 -> new Fact.RolledBack(branch());
            case 4 -> new Fact.Opened(id(), definition());
            case 5 -> new Fact.Closed(id());
            default -> new Fact.Moved(list(this::arrival));
        };
    }

    BacklogDefinition definition() {
        return random.nextBoolean()
                ? new OfQueue(Destination.queue("q" + text()))
                : new OfSubscription(
                        Destination.topic("t" + text()),
                        text(),
                        optional(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        optional());
    }

    private Arrival arrival() {
        return new Arrival(message(), list(this::place));
    }

    Place place() {
        long sequence = random.nextBoolean() ? random.nextInt(5000) : random.nextLong() >>> 8 + random.nextInt(50);
        return new Place(id(), Slot.of(random.nextInt(Slot.LANES), sequence));
    }

    private long id() {
        return random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(200);
    }

    private BranchId branch() {
        return new BranchId(random.nextInt(), bytes(), bytes());
    }

    private Message message() {
        return new Message.Builder(Destination.queue("orders"))
                .id(new MessageId(text(), random.nextInt(1000)))
                .priority(random.nextInt(10))
                .timestamp(1_700_000_000_000L)
                .expiration(random.nextInt(3))
                .deliveryTime(random.nextLong())
                .properties(Map.of("p" + text(), random.nextInt()))
                .body(random.nextBoolean() ? new Body.Text(text()) : new Body.Bytes(bytes()))
                .build();
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(element.get());
        }
        return list;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(8); left > 0; left--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    private @Nullable String optional() {
        return random.nextBoolean() ? text() : null;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(30)];
        random.nextBytes(bytes);
        return bytes;
    }
}
