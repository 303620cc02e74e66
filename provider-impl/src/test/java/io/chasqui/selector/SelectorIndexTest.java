package io.chasqui.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an index finds, compared with asking every selector. */
class SelectorIndexTest {

    private static final String[] SELECTORS = {
        "",
        "account = 1",
        "account = 2",
        "account = 2 AND colour = 'red'",
        "colour = 'red'",
        "colour = 'blue' AND account > 1",
        "'red' = colour",
        "account = 9007199254740993",
        "account > 1",
        "account = 1 OR colour = 'red'",
        "NOT account = 1",
        "JMSType = 'order'",
    };

    private static final Object[] ACCOUNTS = {
        1, 2L, (byte) 1, (short) 2, 1.0, 2.5f, 9007199254740993.0, 1e300, "1", true, Double.NaN
    };

    private final Random random = new Random(7);

    /** A thing in the index. */
    private record Thing(int number, @Nullable Selector selector) {
        boolean wants(Message message) {
            return selector == null || selector.matches(message);
        }
    }

    @Test
    void findsWhateverMatchesAndEachOnce() throws SelectorSyntaxException {
        SelectorIndex<Thing> index = new SelectorIndex<>();
        List<Thing> things = new ArrayList<>();
        int candidates = 0;
        int asked = 0;
        for (int step = 0; step < 20_000; step++) {
            change(index, things, step);
            Message message = message();
            List<Integer> found = new ArrayList<>();
            int[] shown = new int[1];
            index.forEachCandidate(message, thing -> {
                shown[0]++;
                if (thing.wants(message)) {
                    found.add(thing.number());
                }
            });
            List<Integer> expected = things.stream()
                    .filter(thing -> thing.wants(message))
                    .map(Thing::number)
                    .toList();
            assertEquals(expected, new ArrayList<>(new TreeSet<>(found)), message::toString);
            assertEquals(expected.size(), found.size(), "each once");
            candidates += shown[0];
            asked += things.size();
        }
        assertTrue(candidates < asked * 3 / 4, candidates + " of " + asked + " were candidates");
    }

    private void change(SelectorIndex<Thing> index, List<Thing> things, int step) throws SelectorSyntaxException {
        if (!things.isEmpty() && random.nextInt(20) < things.size()) {
            Thing gone = things.remove(random.nextInt(things.size()));
            index.remove(gone.selector(), gone);
        } else {
            Selector selector = Selector.parseOrNull(SELECTORS[random.nextInt(SELECTORS.length)]);
            Thing come = new Thing(step, selector);
            things.add(come);
            index.add(selector, come);
        }
    }

    private Message message() {
        Map<String, @Nullable Object> properties = new HashMap<>();
        if (random.nextInt(4) > 0) {
            properties.put("account", ACCOUNTS[random.nextInt(ACCOUNTS.length)]);
        }
        if (random.nextBoolean()) {
            properties.put("colour", random.nextBoolean() ? "red" : "blue");
        }
        return new Message.Builder(Destination.topic("t"))
                .properties(properties)
                .type(random.nextBoolean() ? "order" : null)
                .build();
    }
}
