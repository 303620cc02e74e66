package io.chasqui.api.broker;

import io.chasqui.api.option.Option;
import io.chasqui.api.option.ValueType;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The options that are about {@link NetworkSettings}; {@link BrokerOptions#TABLE} has them all. */
final class NetworkOptions {

    private static final int DAY_MILLIS = 86_400_000;

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, List<URI>> LISTEN = option(
            "listen",
            ValueType.listenAddresses(),
            NetworkSettings::listen,
            BrokerConfigurationBuilder::listen,
            "Where clients connect over the network; empty for nowhere. tls:// needs a certificate. An address such as 0.0.0.0 takes connections from everywhere.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> MAX_CONNECTIONS = option(
            "maxConnections",
            ValueType.integer(0, Integer.MAX_VALUE),
            NetworkSettings::maxConnections,
            BrokerConfigurationBuilder::maxConnections,
            "How many connections there may be over the network, those not yet admitted included; 0 for any number.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> IDLE_MILLIS = option(
            "idleMillis",
            ValueType.integer(0, DAY_MILLIS),
            NetworkSettings::idleMillis,
            BrokerConfigurationBuilder::idleMillis,
            "After how many milliseconds without a sign of life a client counts as gone, whatever its socket says; clients send one three times as often. 0 for never.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> HANDSHAKE_MILLIS = option(
            "handshakeMillis",
            ValueType.integer(1, DAY_MILLIS),
            NetworkSettings::handshakeMillis,
            BrokerConfigurationBuilder::handshakeMillis,
            "How many milliseconds a client may take to say who it is.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> RESUME_MILLIS = option(
            "resumeMillis",
            ValueType.integer(0, DAY_MILLIS),
            NetworkSettings::resumeMillis,
            BrokerConfigurationBuilder::resumeMillis,
            "How many milliseconds the state of a broken connection is kept, with its transactions and unacknowledged messages, for its client to come back as if nothing had happened; 0 for not at all.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> MAX_FRAME_BYTES = option(
            "maxFrameBytes",
            ValueType.byteCount(4 << 10, 16 << 20),
            NetworkSettings::maxFrameBytes,
            BrokerConfigurationBuilder::maxFrameBytes,
            "The longest frame on the wire; longer messages are sent in several.");

    static final List<Option<BrokerConfiguration, BrokerConfigurationBuilder, ?>> ALL =
            List.of(LISTEN, MAX_CONNECTIONS, IDLE_MILLIS, HANDSHAKE_MILLIS, RESUME_MILLIS, MAX_FRAME_BYTES);

    private NetworkOptions() {}

    private static <V> Option<BrokerConfiguration, BrokerConfigurationBuilder, V> option(
            String name,
            ValueType<V> type,
            Function<NetworkSettings, V> getter,
            BiConsumer<BrokerConfigurationBuilder, V> setter,
            String meaning) {
        return new Option<>(
                BrokerOptions.PREFIX + name,
                type,
                configuration -> getter.apply(configuration.network()),
                setter,
                meaning);
    }
}
