/**
 * Puts the parts together: starts brokers in this JVM and connects the Jakarta Messaging objects to them. The only
 * package that sees all others; nobody uses it but {@link java.util.ServiceLoader}. Start reading at {@link
 * io.chasqui.boot.VmBrokers}.
 */
@NullMarked
package io.chasqui.boot;

import org.jspecify.annotations.NullMarked;
