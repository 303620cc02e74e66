package io.chasqui.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What clients of a {@link DurableWorld} know: which messages must be there, which must not, and which may, because the
 * world ended before an answer came. Transactions without an answer have happened as a whole or not at all.
 */
final class DurableModel {

    /** One message in one backlog. */
    record Item(String backlog, String text) {}

    /** What a client began and waits for. */
    static final class Operation {
        final List<Item> sent = new ArrayList<>();
        final List<Item> consumed = new ArrayList<>();

        /** Acknowledgements, other than transactions, may have happened for some of the messages. */
        boolean atomic = true;

        boolean isEmpty() {
            return sent.isEmpty() && consumed.isEmpty();
        }
    }

    private final Set<Item> present = new HashSet<>();
    private final Set<Item> gone = new HashSet<>();
    private final Set<Operation> open = new HashSet<>();

    /** Acknowledged without waiting: it may come back. */
    private final Set<Item> doubtful = new HashSet<>();

    Operation begin(Operation operation) {
        open.add(operation);
        return operation;
    }

    /** The broker has answered that it is done. */
    void done(Operation operation) {
        if (open.remove(operation)) {
            present.addAll(operation.sent);
            present.removeAll(operation.consumed);
            gone.addAll(operation.consumed);
        }
    }

    /** The broker has answered that it is not done, and none of it has happened. */
    void undone(Operation operation) {
        open.remove(operation);
    }

    void maybeConsumed(Item item) {
        doubtful.add(item);
    }

    /** Compares with what is there after a restart, which is what counts from now on. Returns what is wrong. */
    List<String> compare(Map<String, List<String>> found) {
        List<String> wrong = new ArrayList<>();
        Set<Item> there = new HashSet<>();
        found.forEach((backlog, texts) -> texts.forEach(text -> {
            if (!there.add(new Item(backlog, text))) {
                wrong.add("doubled in " + backlog + ": " + text);
            }
        }));
        Set<Item> open1 = new HashSet<>(doubtful);
        Set<Item> known = new HashSet<>(present);
        for (Operation operation : open) {
            judge(operation, there, wrong);
            open1.addAll(operation.consumed);
            known.addAll(operation.sent);
        }
        for (Item item : present) {
            if (!there.contains(item) && !open1.contains(item)) {
                wrong.add("lost: " + item);
            }
        }
        for (Item item : there) {
            if (gone.contains(item)) {
                wrong.add("came back: " + item);
            } else if (!known.contains(item)) {
                wrong.add("from nowhere: " + item);
            }
        }
        found.forEach((backlog, texts) -> checkOrder(backlog, texts, wrong));
        gone.addAll(known);
        gone.removeAll(there);
        present.clear();
        present.addAll(there);
        open.clear();
        doubtful.clear();
        return wrong;
    }

    /** It has happened as a whole or not at all. */
    private void judge(Operation operation, Set<Item> there, List<String> wrong) {
        if (!operation.atomic) {
            return;
        }
        Map<Boolean, List<Item>> happened = new HashMap<>();
        operation.sent.forEach(item -> happened.computeIfAbsent(there.contains(item), key -> new ArrayList<>())
                .add(item));
        for (Item item : operation.consumed) {
            if (!doubtful.contains(item)) {
                happened.computeIfAbsent(!there.contains(item), key -> new ArrayList<>())
                        .add(item);
            }
        }
        if (happened.size() == 2) {
            wrong.add("happened in part: " + happened);
        }
    }

    /** A text is {@code producer/priority:number}. */
    private static void checkOrder(String backlog, List<String> texts, List<String> wrong) {
        Map<String, Integer> lastOf = new TreeMap<>();
        for (String text : texts) {
            String[] parts = text.split(":");
            Integer before = lastOf.put(parts[0], Integer.valueOf(parts[1]));
            if (before != null && before > Integer.parseInt(parts[1])) {
                wrong.add("out of order in " + backlog + ": " + texts);
                return;
            }
        }
    }
}
