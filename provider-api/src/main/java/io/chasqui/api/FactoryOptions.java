package io.chasqui.api;

import io.chasqui.api.option.Option;
import io.chasqui.api.option.OptionTable;
import io.chasqui.api.option.ValueType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every option of a connection factory, in the order of the documentation: the one place that says names, rules and
 * meanings.
 */
public final class FactoryOptions {

    static final Option<FactorySettings, FactorySettings, @Nullable String> USER = new Option<>(
            "user",
            ValueType.optionalText(),
            FactorySettings::getUser,
            FactorySettings::setUser,
            "Who connects, when the call that connects does not say; empty for the anonymous user.");

    static final Option<FactorySettings, FactorySettings, @Nullable String> PASSWORD = new Option<>(
            "password",
            ValueType.secretText(),
            FactorySettings::getPassword,
            FactorySettings::setPassword,
            "The password of that user.");

    static final Option<FactorySettings, FactorySettings, @Nullable String> CLIENT_ID = new Option<>(
                    "clientId",
                    ValueType.optionalText(),
                    FactorySettings::getClientID,
                    FactorySettings::setClientID,
                    "Fixed client ID. Only one connection of such a factory can be open at a time, and none may set another"
                            + " ID.")
            .withAlias("clientID");

    static final Option<FactorySettings, FactorySettings, Integer> PREFETCH = new Option<>(
            "prefetch",
            ValueType.integer(0, 32_767),
            FactorySettings::getPrefetch,
            FactorySettings::setPrefetch,
            "How many messages a consumer may hold that the application has not seen; 0 fetches each one when it is asked"
                    + " for.");

    static final Option<FactorySettings, FactorySettings, Long> SEND_TIMEOUT_MILLIS = new Option<>(
            "sendTimeoutMillis",
            ValueType.millis(0),
            FactorySettings::getSendTimeoutMillis,
            FactorySettings::setSendTimeoutMillis,
            "How long a send waits for room or for its answer before it fails; 0 waits for ever.");

    static final Option<FactorySettings, FactorySettings, Long> REQUEST_TIMEOUT_MILLIS = new Option<>(
            "requestTimeoutMillis",
            ValueType.millis(0),
            FactorySettings::getRequestTimeoutMillis,
            FactorySettings::setRequestTimeoutMillis,
            "How long any other request waits for its answer before it fails; 0 waits for ever.");

    static final Option<FactorySettings, FactorySettings, Boolean> ALWAYS_SYNC_SEND = new Option<>(
            "alwaysSyncSend",
            ValueType.flag(),
            FactorySettings::isAlwaysSyncSend,
            FactorySettings::setAlwaysSyncSend,
            "Whether non-persistent sends wait for the broker's answer too.");

    static final Option<FactorySettings, FactorySettings, List<String>> DESERIALIZATION_ALLOW_LIST = new Option<>(
            "deserializationAllowList",
            ValueType.classPatterns(),
            FactorySettings::getDeserializationAllowList,
            FactorySettings::setDeserializationAllowList,
            "Which classes an ObjectMessage may deserialise; a package includes those below it, empty allows none.");

    /** All of them. */
    public static final OptionTable<FactorySettings, FactorySettings> TABLE = new OptionTable<>(Stream.of(
                    List.<Option<FactorySettings, FactorySettings, ?>>of(
                            USER,
                            PASSWORD,
                            CLIENT_ID,
                            PREFETCH,
                            SEND_TIMEOUT_MILLIS,
                            REQUEST_TIMEOUT_MILLIS,
                            ALWAYS_SYNC_SEND,
                            DESERIALIZATION_ALLOW_LIST),
                    FactoryNetworkOptions.ALL,
                    FactorySecurityOptions.ALL)
            .flatMap(List::stream)
            .toList());

    private FactoryOptions() {}
}
