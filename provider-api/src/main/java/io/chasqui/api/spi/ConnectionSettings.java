package io.chasqui.api.spi;

import io.chasqui.api.security.ClientSecurity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the client half of a connection behaves. Immutable; made by the connection factory from its options.
 *
 * @param clientId fixed client ID, null for none
 * @param prefetch how many deliveries a consumer may hold that the application has not seen, 0 to 32,767; 0 fetches each
 *     message when it is asked for
 * @param sendTimeoutMillis how long a send waits for room or for its answer before it fails; 0 waits for ever
 * @param requestTimeoutMillis how long any other request waits for its answer; 0 waits for ever
 * @param alwaysSyncSend whether non-persistent sends wait for the broker's answer too
 * @param deserializationAllowList the classes (full name) and packages (name followed by {@code .*}, sub-packages
 *     included) that {@code ObjectMessage} may deserialise; {@code *} for all; empty for none
 * @param security how connections over the network are protected
 * @param network how connections over the network are set up
 */
public record ConnectionSettings(
        @Nullable String clientId,
        int prefetch,
        long sendTimeoutMillis,
        long requestTimeoutMillis,
        boolean alwaysSyncSend,
        List<String> deserializationAllowList,
        ClientSecurity security,
        ClientNetwork network) {

    /** With the defaults for connections over the network. */
    public ConnectionSettings(
            @Nullable String clientId,
            int prefetch,
            long sendTimeoutMillis,
            long requestTimeoutMillis,
            boolean alwaysSyncSend,
            List<String> deserializationAllowList) {
        this(
                clientId,
                prefetch,
                sendTimeoutMillis,
                requestTimeoutMillis,
                alwaysSyncSend,
                deserializationAllowList,
                ClientSecurity.DEFAULT,
                ClientNetwork.DEFAULT);
    }

    public ConnectionSettings {
        deserializationAllowList = List.copyOf(deserializationAllowList);
    }
}
