/**
 * JNDI without a directory server: connection factories, queues and topics from {@code jndi.properties}. Applications name
 * it in their JNDI environment; start at {@link io.chasqui.api.jndi.ChasquiInitialContextFactory}.
 *
 * <pre>
 * java.naming.factory.initial=io.chasqui.api.jndi.ChasquiInitialContextFactory
 * java.naming.provider.url=vm://${broker:-orders}
 * connectionFactory.jms/batch=vm://orders?prefetch=0
 * queue.jms/incoming=orders.incoming
 * topic.jms/prices=prices
 * </pre>
 */
@NullMarked
package io.chasqui.api.jndi;

import org.jspecify.annotations.NullMarked;
