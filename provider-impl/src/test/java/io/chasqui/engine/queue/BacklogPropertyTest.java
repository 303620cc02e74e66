package io.chasqui.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.queue.BacklogFixture.Taker;
import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random consumers with selectors on random messages with priorities, groups, delays and expiry. After every step nobody
 * who could take a message waits beside it, and a group is with one consumer; in the end every message was settled, has
 * expired or is still there.
 *
 * <p>The number of seeds is the system property {@code simulation.seeds} (default 150), the first one {@code
 * simulation.seed} (default 1); a failure names its seed.
 */
class BacklogPropertyTest {

    private static final int STEPS = 300;
    private static final List<String> SELECTORS = List.of("", "", "n < 3", "n >= 2", "n = 1");

    static LongStream seeds() {
        long first = Long.getLong("simulation.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("simulation.seeds", 150));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsEveryMessageOnceAndMoving(long seed) {
        new Run(seed).play();
    }

    private static final class Run {
        private final String label;
        private final Random random;
        private final boolean withGroups;
        private final BacklogFixture fixture = new BacklogFixture();
        private final Backlog backlog = fixture.backlog;
        private final Map<Taker, String> takers = new LinkedHashMap<>();
        private final Map<String, Message> live = new HashMap<>();
        private final List<Taker> closed = new ArrayList<>();
        private int added;
        private int pullsUnderWay;

        Run(long seed) {
            label = "seed " + seed;
            random = new Random(seed);
            withGroups = seed % 3 > 0;
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                act();
                forgetExpired();
                checkLiveness();
                checkGroups();
            }
            takers.keySet().forEach(this::close);
            closed.forEach(taker -> taker.giveBack(random.nextBoolean()));
            assertEquals(0, pullsUnderWay, label);
            fixture.loop.advance(1000);
            forgetExpired();
            assertEquals(live.size(), backlog.size(), label);
            Taker last = fixture.taker().credit(Integer.MAX_VALUE);
            assertEquals(live.keySet(), new HashSet<>(last.texts), label);
            assertEquals(live.size(), last.texts.size(), label);
            checkOrder(last.held);
            last.settleAll();
            assertEquals(0, backlog.size(), label);
            assertEquals(0, fixture.memory.usedBytes(), label);
        }

        private void act() {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> add();
                case 4 -> open();
                case 5, 6 -> withTaker(taker -> taker.credit(1 + random.nextInt(4)));
                case 7, 8 -> withTaker(this::settleSome);
                case 9 -> withTaker(this::startOver);
                case 10 -> pullOrClose();
                default -> {
                    fixture.loop.advance(random.nextInt(8));
                    takers.keySet().stream().filter(taker -> taker.recalled).forEach(this::answerRecall);
                }
            }
        }

        private void add() {
            String text = "m" + ++added;
            Map<String, Object> properties = new HashMap<>();
            properties.put("n", random.nextInt(5));
            if (withGroups && random.nextInt(3) > 0) {
                properties.put("JMSXGroupID", "g" + random.nextInt(3));
            }
            long now = fixture.loop.now();
            boolean delayed = random.nextInt(12) == 0;
            boolean expires = random.nextInt(8) == 0;
            fixture.add(text, message -> {
                message.priority(random.nextInt(10) == 0 ? 9 : 4).properties(Map.copyOf(properties));
                if (delayed) {
                    message.deliveryTime(now + 1 + random.nextInt(10));
                }
                if (expires) {
                    message.expiration(now + 1 + random.nextInt(15));
                }
                live.put(text, message.build());
            });
        }

        private void open() {
            if (takers.size() < 4) {
                String selector = SELECTORS.get(random.nextInt(SELECTORS.size()));
                takers.put(selector.isEmpty() ? fixture.taker() : fixture.taker(selector), selector);
            }
        }

        private void withTaker(java.util.function.Consumer<Taker> action) {
            if (!takers.isEmpty()) {
                action.accept(List.copyOf(takers.keySet()).get(random.nextInt(takers.size())));
            }
        }

        private void settleSome(Taker taker) {
            for (int left = random.nextInt(3); left > 0 && !taker.held.isEmpty(); left--) {
                Entry entry = taker.held.remove(0);
                backlog.settle(entry);
                assertTrue(live.remove(BacklogFixture.text(entry.message())) != null, label);
            }
        }

        /** As a session does for recover and rollback. */
        private void startOver(Taker taker) {
            backlog.withdrawCredit(taker.half);
            taker.recalled = false;
            int seen = random.nextInt(taker.held.size() + 1);
            List<Entry> held = List.copyOf(taker.held);
            taker.held.clear();
            backlog.release(held.subList(0, seen), held.subList(seen, held.size()));
        }

        private void answerRecall(Taker taker) {
            int seen = random.nextInt(taker.held.size() + 1);
            List<Entry> unseen = List.copyOf(taker.held.subList(seen, taker.held.size()));
            taker.held.removeAll(unseen);
            taker.recalled = false;
            backlog.release(List.of(), unseen);
            backlog.returned(taker.half);
        }

        private void pullOrClose() {
            withTaker(taker -> {
                if (random.nextInt(3) > 0) {
                    pullsUnderWay++;
                    backlog.pull(taker.half, random.nextInt(3), () -> pullsUnderWay--);
                } else {
                    takers.remove(taker);
                    close(taker);
                }
            });
        }

        private void close(Taker taker) {
            closed.add(taker);
            backlog.withdrawCredit(taker.half);
            backlog.detach(taker.half);
        }

        private void forgetExpired() {
            Set<String> held = new HashSet<>();
            takers.keySet().forEach(taker -> taker.held.forEach(entry -> held.add(text(entry))));
            closed.forEach(taker -> taker.held.forEach(entry -> held.add(text(entry))));
            live.entrySet()
                    .removeIf(entry ->
                            !held.contains(entry.getKey()) && entry.getValue().isExpired(fixture.loop.now()));
        }

        private static String text(Entry entry) {
            return BacklogFixture.text(entry.message());
        }

        /** No message lies there that a consumer with credit could have. */
        private void checkLiveness() {
            List<String> ready = fixture.browse();
            Set<String> busyGroups = new HashSet<>();
            takers.keySet().forEach(taker -> taker.held.forEach(entry -> busyGroups.add(group(entry.message()))));
            closed.forEach(taker -> taker.held.forEach(entry -> busyGroups.add(group(entry.message()))));
            for (String text : ready) {
                Message message = live.get(text);
                assertTrue(message != null, () -> label + ": " + text + " is there and should not");
                String group = group(message);
                if (group.isEmpty() || !busyGroups.contains(group)) {
                    for (Taker taker : takers.keySet()) {
                        assertTrue(
                                !taker.half.mayReceive() || !taker.half.view.accepts(message),
                                () -> label + ": " + text + " waits beside a consumer");
                    }
                }
            }
        }

        private static String group(Message message) {
            String id = MessageGroups.idOf(message);
            return id == null ? "" : id;
        }

        /** Consumers without selector never share a group; one with a selector does not stand in another one's way. */
        private void checkGroups() {
            Map<String, Taker> owners = new HashMap<>();
            List<Taker> all = new ArrayList<>(takers.keySet());
            all.addAll(closed);
            for (Taker taker : all) {
                if (taker.half.view.selector == null) {
                    for (Entry entry : taker.held) {
                        String group = group(entry.message());
                        Taker other = group.isEmpty() ? null : owners.put(group, taker);
                        assertTrue(
                                other == null || other == taker || hasSelectors(),
                                () -> label + ": two consumers have group " + group);
                    }
                }
            }
        }

        private boolean hasSelectors() {
            return takers.values().stream().anyMatch(selector -> !selector.isEmpty())
                    || closed.stream().anyMatch(taker -> taker.half.view.selector != null);
        }

        private void checkOrder(List<Entry> entries) {
            for (int i = 1; i < entries.size(); i++) {
                Entry before = entries.get(i - 1);
                Entry after = entries.get(i);
                assertTrue(before.isBefore(after), () -> label + ": " + text(after) + " came after " + text(before));
            }
        }
    }
}
