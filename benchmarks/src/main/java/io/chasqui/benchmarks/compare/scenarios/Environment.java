package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Usage;
import io.chasqui.benchmarks.compare.providers.Use;
import jakarta.jms.Connection;
import jakarta.jms.XAConnection;

/** What a workload sees of the provider that it runs against. */
public interface Environment {

    /** A new connection, not started. */
    Connection connect(Use use) throws Exception;

    /** A new connection for distributed transactions, not started. */
    XAConnection connectXa() throws Exception;

    /** What the client's process has used: the broker as well when it is inside. */
    Usage client() throws Exception;

    /** What the broker's own process has used; {@link Usage#NONE} when it has none. */
    Usage broker() throws Exception;

    /**
     * Stops the broker in good order and starts it again with what it kept; connections are closed before.
     *
     * @return when it began to start, in {@link System#nanoTime}
     */
    long restart() throws Exception;
}
