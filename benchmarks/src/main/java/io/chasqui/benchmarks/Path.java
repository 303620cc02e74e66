package io.chasqui.benchmarks;

import jakarta.jms.JMSException;

/** A way from a producing thread, the caller's, to a consumer. */
interface Path extends AutoCloseable {

    /** Sends so many messages and returns when the consumer has had them all. */
    void pass(int messages) throws Exception;

    @Override
    void close() throws JMSException;
}
