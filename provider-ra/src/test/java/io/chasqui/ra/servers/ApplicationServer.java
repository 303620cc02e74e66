package io.chasqui.ra.servers;

import java.net.URI;
import java.util.Map;

/**
 * What the tests do with a server. Everything waits until it is done, and fails with what the server said when it is not.
 * The order is: {@code install}, then {@code start} and what needs a running server, then {@code stop} or a kill of its
 * process, and perhaps {@code start} again: what was deployed is deployed then.
 */
interface ApplicationServer {

    /** As it is named on the command line, {@code -Dserver=NAME}. */
    String name();

    /** Makes a fresh copy of the server and configures everything but the broker's address. */
    void install() throws Exception;

    /**
     * Starts it.
     *
     * @param brokerUrl the address that the adapter is configured with
     */
    void start(String brokerUrl) throws Exception;

    /** Deploys the archive and what it is configured with. */
    void deployAdapter() throws Exception;

    /** Takes the adapter out of the server and puts it in again, while no application uses it. */
    void redeployAdapter() throws Exception;

    /** Deploys the sample application. */
    void deployApplication() throws Exception;

    /** Takes the sample application away. */
    void undeployApplication() throws Exception;

    /** Where the sample application answers, with a slash at the end. */
    URI application();

    /** The process of the last start. */
    ServerProcess process();

    /** Ends it as its administrator would, and waits for that. */
    void stop() throws Exception;

    /** Leaves nothing of it running. Harmless when it does not run. */
    void kill();

    /** What this server cannot do whatever the adapter does: the name of the check, and the server's own words. */
    default Map<String, String> limits() {
        return Map.of();
    }
}
