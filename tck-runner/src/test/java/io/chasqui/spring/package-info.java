/**
 * The provider under frameworks that people run it with, unmodified: Spring's templates, listener containers, connection
 * factories and transactions, and pooled-jms.
 *
 * <p>Nobody imports it. Start reading at {@link io.chasqui.spring.JmsTemplateIT}.
 */
@NullMarked
package io.chasqui.spring;

import org.jspecify.annotations.NullMarked;
