/**
 * Starting a broker inside this JVM. Applications and the resource adapter use it; start at {@link
 * io.chasqui.api.broker.Broker}.
 *
 * <pre>{@code
 * try (Broker broker = Broker.start(BrokerConfiguration.builder().name("orders").build());
 *         JMSContext context = broker.connectionFactory().createContext()) {
 *     context.createProducer().send(context.createQueue("incoming"), "hello");
 * }
 * }</pre>
 */
@NullMarked
package io.chasqui.api.broker;

import org.jspecify.annotations.NullMarked;
