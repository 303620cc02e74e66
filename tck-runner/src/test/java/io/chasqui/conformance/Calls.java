package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A table of calls on one object that must all end alike; every row is tried, and all that misbehave are reported together.
 *
 * @param <T> what the calls are made on
 */
final class Calls<T> {

    /** One row. */
    @FunctionalInterface
    interface Call<T> {
        void on(T target) throws Exception;
    }

    private final Map<String, Call<? super T>> rows = new LinkedHashMap<>();

    Calls<T> with(String name, Call<? super T> call) {
        if (rows.put(name, call) != null) {
            throw new IllegalArgumentException("the table has two rows named " + name);
        }
        return this;
    }

    void allThrow(Class<? extends Exception> expected, T target) {
        assertAll(rows.entrySet().stream()
                .map(row -> () -> assertThrows(expected, () -> row.getValue().on(target), row.getKey())));
    }

    /** For rows that need a judgement of their own. */
    void each(Call<Call<? super T>> judge) {
        assertAll(rows.entrySet().stream()
                .map(row -> () -> assertDoesNotThrow(() -> judge.on(row.getValue()), row.getKey())));
    }

    void allWork(T target) {
        assertAll(rows.entrySet().stream()
                .map(row -> () -> assertDoesNotThrow(() -> row.getValue().on(target), row.getKey())));
    }
}
