/**
 * The one vocabulary between client and broker: commands go down, events come up. An in-VM link passes these objects by
 * reference, a network link encodes them; client and engine see each other only through this package.
 *
 * <p>Numbers: the client numbers its sessions, consumers, browsers and requests, each from 1 and each unique within the
 * connection; the broker numbers deliveries from 1 for each consumer. Request 0 means that no answer is wanted; every
 * other request is answered exactly once, by the event its command names or by {@link
 * io.chasqui.protocol.Event.Failed}.
 *
 * <p>Start reading at {@link io.chasqui.protocol.BrokerPort}, then {@link io.chasqui.protocol.SessionCommand} and
 * {@link io.chasqui.protocol.Event}.
 */
@NullMarked
package io.chasqui.protocol;

import org.jspecify.annotations.NullMarked;
