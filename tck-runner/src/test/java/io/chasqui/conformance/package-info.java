/**
 * The project's own conformance suite: what Jakarta Messaging 3.1 promises, written against {@code jakarta.jms} alone, so
 * that the same tests judge any provider over any transport. Which one is chosen by the system property {@code
 * conformance.provider}, see {@link io.chasqui.conformance.ProviderUnderTest}.
 *
 * <p>Every test names the checklist rules it asserts ({@link io.chasqui.conformance.Covers}); docs/CONFORMANCE.md lists
 * all rules with their tests. Start reading at {@link io.chasqui.conformance.ConformanceTest}.
 */
@NullMarked
package io.chasqui.conformance;

import org.jspecify.annotations.NullMarked;
