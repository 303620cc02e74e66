package io.chasqui.scale;

import jakarta.jms.ConnectionFactory;

/** What a JVM does with the broker that it runs. */
interface Program {

    /** The client ID of the connections that hold durable subscriptions. */
    String CLIENT_ID = "scale";

    /**
     * Returns when all is confirmed.
     *
     * @throws Exception when anything is not as it must be; the message says what
     */
    void run(ConnectionFactory factory, Figures figures) throws Exception;
}
