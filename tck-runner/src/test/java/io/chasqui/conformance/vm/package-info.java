/**
 * This project's provider under the conformance suite, within one JVM.
 *
 * <p>Nobody imports it; {@link java.util.ServiceLoader} finds it.
 */
@NullMarked
package io.chasqui.conformance.vm;

import org.jspecify.annotations.NullMarked;
