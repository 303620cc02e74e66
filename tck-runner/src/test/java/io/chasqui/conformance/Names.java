package io.chasqui.conformance;

import java.util.concurrent.atomic.AtomicInteger;

/** Names no other test of the run uses, so that tests share a broker and still do not meet. */
public final class Names {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String test;

    Names(String test) {
        this.test = test;
    }

    /** For example {@code q-keepsTheOrder-17}. */
    public String queue() {
        return unique("q");
    }

    public String topic() {
        return unique("t");
    }

    public String clientId() {
        return unique("client");
    }

    public String subscription() {
        return unique("sub");
    }

    public String unique(String prefix) {
        return prefix + "-" + test + "-" + COUNTER.incrementAndGet();
    }
}
