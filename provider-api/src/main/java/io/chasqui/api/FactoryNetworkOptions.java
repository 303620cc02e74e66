package io.chasqui.api;

import io.chasqui.api.option.Option;
import io.chasqui.api.option.ValueType;
import java.util.List;

/** The options that are about {@link FactoryNetwork}; {@link FactoryOptions#TABLE} has them all. */
final class FactoryNetworkOptions {

    private static final int DAY_MILLIS = 86_400_000;

    static final Option<FactorySettings, FactorySettings, Integer> CONNECT_TIMEOUT_MILLIS = new Option<>(
            "connectTimeoutMillis",
            ValueType.integer(1, DAY_MILLIS),
            FactorySettings::getConnectTimeoutMillis,
            FactorySettings::setConnectTimeoutMillis,
            "How many milliseconds one attempt to reach a broker may take, and the handshake with it again.");

    static final Option<FactorySettings, FactorySettings, Integer> INITIAL_CONNECT_MILLIS = new Option<>(
            "initialConnectMillis",
            ValueType.integer(0, DAY_MILLIS),
            FactorySettings::getInitialConnectMillis,
            FactorySettings::setInitialConnectMillis,
            "For how many milliseconds a new connection is tried for while no broker answers; 0 tries each address once.");

    static final Option<FactorySettings, FactorySettings, Integer> RECONNECT_ATTEMPTS = new Option<>(
            "reconnectAttempts",
            ValueType.integer(-1, Integer.MAX_VALUE),
            FactorySettings::getReconnectAttempts,
            FactorySettings::setReconnectAttempts,
            "How often in a row a broken connection is tried to be set up again before it is lost; -1 for ever, 0 not at all.");

    static final Option<FactorySettings, FactorySettings, Integer> RECONNECT_DELAY_MILLIS = new Option<>(
            "reconnectDelayMillis",
            ValueType.integer(1, DAY_MILLIS),
            FactorySettings::getReconnectDelayMillis,
            FactorySettings::setReconnectDelayMillis,
            "The pause in milliseconds when each address was tried in vain; it doubles each time, and up to half of it is left out at random.");

    static final Option<FactorySettings, FactorySettings, Integer> RECONNECT_MAX_DELAY_MILLIS = new Option<>(
            "reconnectMaxDelayMillis",
            ValueType.integer(1, DAY_MILLIS),
            FactorySettings::getReconnectMaxDelayMillis,
            FactorySettings::setReconnectMaxDelayMillis,
            "The longest such pause in milliseconds.");

    static final Option<FactorySettings, FactorySettings, Integer> IDLE_MILLIS = new Option<>(
            "idleMillis",
            ValueType.integer(0, DAY_MILLIS),
            FactorySettings::getIdleMillis,
            FactorySettings::setIdleMillis,
            "After how many milliseconds without a sign of life the broker counts as gone; both ends send one three times as often. 0 for never.");

    static final Option<FactorySettings, FactorySettings, Integer> COMPRESS_ABOVE_BYTES = new Option<>(
            "compressAboveBytes",
            ValueType.integer(0, Integer.MAX_VALUE),
            FactorySettings::getCompressAboveBytes,
            FactorySettings::setCompressAboveBytes,
            "From how many bytes on the body of a message is compressed on its way over the network and in the broker; 0 for never.");

    static final List<Option<FactorySettings, FactorySettings, ?>> ALL = List.of(
            CONNECT_TIMEOUT_MILLIS,
            INITIAL_CONNECT_MILLIS,
            RECONNECT_ATTEMPTS,
            RECONNECT_DELAY_MILLIS,
            RECONNECT_MAX_DELAY_MILLIS,
            IDLE_MILLIS,
            COMPRESS_ABOVE_BYTES);

    private FactoryNetworkOptions() {}
}
