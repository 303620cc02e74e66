package io.chasqui.engine.queue;

import io.chasqui.loop.ManualLoop;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.selector.Selector;
import io.chasqui.selector.SelectorSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backlog on a manual loop, and consumers that remember what they were given. */
final class BacklogFixture {

    static final Destination QUEUE = Destination.queue("orders");

    final ManualLoop loop = new ManualLoop();
    final Memory memory = new Memory(1 << 20);
    final List<Message> buried = new ArrayList<>();
    final Backlog backlog;

    BacklogFixture() {
        this(0);
    }

    BacklogFixture(int maxDeliveries) {
        BacklogSettings settings = BacklogSettings.inMemory(
                memory, 0, 1000, maxDeliveries, (entry, source) -> buried.add(entry.message()));
        backlog = new Backlog(loop, settings, QUEUE.toString());
    }

    /** A consumer of the test. */
    final class Taker implements DeliverySink {
        final BacklogConsumer half;
        final List<Entry> held = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final List<Integer> counts = new ArrayList<>();
        boolean recalled;

        Taker(@Nullable Selector selector) {
            half = backlog.attach(this, selector);
        }

        @Override
        public void deliver(Entry entry, int deliveryCount) {
            held.add(entry);
            texts.add(text(entry.message()));
            counts.add(deliveryCount);
        }

        @Override
        public String describe() {
            return "a taker";
        }

        @Override
        public void recall() {
            recalled = true;
        }

        Taker credit(int deliveries) {
            backlog.addCredit(half, deliveries);
            return this;
        }

        void settleAll() {
            List<Entry> settled = List.copyOf(held);
            held.clear();
            settled.forEach(backlog::settle);
        }

        void giveBack(boolean seen) {
            List<Entry> returned = List.copyOf(held);
            held.clear();
            backlog.release(seen ? returned : List.of(), seen ? List.of() : returned);
        }

        void answerRecall() {
            recalled = false;
            giveBack(false);
            backlog.returned(half);
        }
    }

    Taker taker() {
        return new Taker(null);
    }

    Taker taker(String selector) {
        try {
            return new Taker(Selector.parse(selector));
        } catch (SelectorSyntaxException invalid) {
            throw new AssertionError(invalid);
        }
    }

    void add(String text) {
        add(text, builder -> {});
    }

    void add(String text, Consumer<Message.Builder> more) {
        Message.Builder builder = new Message.Builder(QUEUE)
                .body(new Body.Text(text))
                .timestamp(loop.now())
                .deliveryTime(loop.now());
        more.accept(builder);
        backlog.add(builder.build());
    }

    void addWith(String text, String property, Object value) {
        add(text, builder -> builder.properties(Map.of(property, value)));
    }

    static String text(Message message) {
        String text = ((Body.Text) message.body()).text();
        return text == null ? "" : text;
    }

    /** The texts a browser sees. */
    List<String> browse() {
        List<String> texts = new ArrayList<>();
        BrowseCursor cursor = backlog.browse(null);
        while (!cursor.isFinished()) {
            cursor.next(2, page -> page.forEach(found -> texts.add(text(found.message()))));
        }
        return texts;
    }
}
