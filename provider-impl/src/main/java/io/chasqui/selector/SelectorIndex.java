package io.chasqui.selector;

import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Things that have a selector each, or none, and among which those are found that a message may concern: without asking every
 * selector where these are of the kind {@code account = 'A17' AND …}. Owned by one thread.
 *
 * @param <T> compared by identity
 */
public final class SelectorIndex<T> {

    /** Those without an equality that has to hold. */
    private final List<T> others = new ArrayList<>(2);

    private final Map<String, Column<T>> columns = new LinkedHashMap<>(0);

    /** Those that ask for one attribute to be equal to something. */
    private static final class Column<T> {
        final Equality any;
        final Map<Object, List<T>> byValue = new HashMap<>();

        Column(Equality any) {
            this.any = any;
        }

        void visit(Message message, Consumer<? super T> visitor) {
            Object key = any.keyIn(message);
            if (key == Equality.EVERY_KEY) {
                byValue.values().forEach(list -> list.forEach(visitor));
            } else if (key != null) {
                SelectorIndex.visit(byValue.get(key), visitor);
            }
        }
    }

    public void add(@Nullable Selector selector, T thing) {
        Equality equality = selector == null ? null : selector.requiredEquality();
        if (equality == null) {
            others.add(thing);
        } else {
            columns.computeIfAbsent(equality.identifier(), identifier -> new Column<>(equality))
                    .byValue
                    .computeIfAbsent(equality.value(), value -> new ArrayList<>(1))
                    .add(thing);
        }
    }

    /** @param selector with which it was added */
    public void remove(@Nullable Selector selector, T thing) {
        Equality equality = selector == null ? null : selector.requiredEquality();
        if (equality == null) {
            removeFrom(others, thing);
            return;
        }
        Column<T> column = columns.get(equality.identifier());
        List<T> list = column == null ? null : column.byValue.get(equality.value());
        if (column != null && list != null) {
            removeFrom(list, thing);
            if (list.isEmpty()) {
                column.byValue.remove(equality.value());
            }
            if (column.byValue.isEmpty()) {
                columns.remove(equality.identifier());
            }
        }
    }

    private static <T> void removeFrom(List<T> list, T thing) {
        list.removeIf(each -> each == thing);
    }

    /** Shows what this message may concern, each once, in no order; the selectors are still to be asked. */
    public void forEachCandidate(Message message, Consumer<? super T> visitor) {
        visit(others, visitor);
        if (!columns.isEmpty()) {
            for (Column<T> column : columns.values()) {
                column.visit(message, visitor);
            }
        }
    }

    private static <T> void visit(@Nullable List<T> list, Consumer<? super T> visitor) {
        if (list != null) {
            for (int i = 0; i < list.size(); i++) {
                visitor.accept(list.get(i));
            }
        }
    }
}
