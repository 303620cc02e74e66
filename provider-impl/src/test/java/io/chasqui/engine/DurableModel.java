package io.chasqui.engine;

import io.chasqui.message.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

        /** By which the broker knows it; null when it cannot be asked about. */
        @Nullable
        MessageId id;

        /** Acknowledgements, other than transactions, may have happened for some of the messages. */
        boolean atomic = true;

        boolean isEmpty() {
            return sent.isEmpty() && consumed.isEmpty();
        }
    }

    private final Set<Item> present = new HashSet<>();
    private final Set<Item> gone = new HashSet<>();
    private final Set<Operation> open = new HashSet<>();

    /** How many answers said that something was done, and how many that it was not. */
    int answered;

    int refused;

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

    /** What has no answer and can be asked about. */
    List<MessageId> questions() {
        return open.stream()
                .map(operation -> operation.id)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Compares what the broker says was done with what is there. Returns what is wrong; before {@link #compare}. */
    List<String> compareAnswers(Set<MessageId> done, Map<String, List<String>> found) {
        Set<Item> there = new HashSet<>();
        found.forEach((backlog, texts) -> texts.forEach(text -> there.add(new Item(backlog, text))));
        List<String> wrong = new ArrayList<>();
        for (Operation operation : open) {
            if (operation.id == null) {
                continue;
            }
            Set<Item> consumedByOthers = consumedByOthers(operation);
            boolean isDone = done.contains(operation.id);
            for (Item item : operation.sent) {
                if (there.contains(item) ? !isDone : isDone && !consumedByOthers.contains(item)) {
                    wrong.add(
                            operation.id + (isDone ? " is done, and not there: " : " is there, and not done: ") + item);
                }
            }
            for (Item item : operation.consumed) {
                if (there.contains(item)
                        ? isDone
                        : !isDone && present.contains(item) && !consumedByOthers.contains(item)) {
                    wrong.add(
                            operation.id + (isDone ? " is done, and came back: " : " is not done, and gone: ") + item);
                }
            }
            answered += isDone ? 1 : 0;
            refused += isDone ? 0 : 1;
        }
        return wrong;
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

    /** What need not be there any more, whatever has become of an operation. */
    private Set<Item> consumedByOthers(Operation operation) {
        Set<Item> consumed = new HashSet<>(gone);
        consumed.addAll(doubtful);
        open.stream().filter(other -> other != operation).forEach(other -> consumed.addAll(other.consumed));
        return consumed;
    }

    /** It has happened as a whole or not at all. */
    private void judge(Operation operation, Set<Item> there, List<String> wrong) {
        if (!operation.atomic) {
            return;
        }
        Map<Boolean, List<Item>> happened = new HashMap<>();
        Set<Item> consumedByOthers = consumedByOthers(operation);
        operation.sent.stream()
                .filter(item -> there.contains(item) || !consumedByOthers.contains(item))
                .forEach(item -> happened.computeIfAbsent(there.contains(item), key -> new ArrayList<>())
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
