package io.chasqui.engine.session;

import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.destination.Destinations;
import io.chasqui.engine.effect.EffectTables;
import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.topic.Subscriptions;
import io.chasqui.engine.tx.Branches;
import io.chasqui.engine.tx.StoreRoom;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one broker share. Each part says itself who owns it.
 *
 * @param records null when nothing is recorded
 */
public record Broker(
        BrokerTraits traits,
        Destinations destinations,
        Subscriptions subscriptions,
        Branches branches,
        Connections connections,
        Senders senders,
        EffectTables effects,
        Access access,
        Memory memory,
        LargeBodies bodies,
        StoreRoom storeRoom,
        @Nullable Records records) {}
